using System.Text;

namespace PoPipeline.Rules.Credentials;

/// <summary>Says from a variable's name whether it holds a credential.</summary>
internal static class SecretNames
{
    private static readonly string[] Passwords = ["password", "passwd", "pwd", "pass", "psw", "passphrase", "passcode"];
    private static readonly string[] Tokens = ["token", "secret", "pat", "apikey", "credential", "credentials"];

    // A key alone may be a cache's, a translation's, a map's; with one of these words before it, it opens something.
    private static readonly string[] KeyWords = ["api", "access", "secret", "private", "auth", "account", "signing", "encryption", "deploy", "storage"];

    // What each of those words holds. Hardly a name has one, and all are asked.
    private static readonly string[] Traces = ["pass", "pwd", "psw", "token", "secret", "pat", "key", "credential"];

    /// <summary>What the name says that it holds, as a noun; null where it does not say that it is a credential.</summary>
    /// <param name="name">The name: <c>DB_PASSWORD</c>, <c>apiKey</c>, <c>github-token</c>.</param>
    public static string? NounOf(string name)
    {
        if (!MayBe(name))
        {
            return null;
        }

        var words = WordsOf(name);
        var last = words.Length == 0 ? "" : words[^1];
        return last switch
        {
            _ when Passwords.Contains(last) || last.EndsWith("password", StringComparison.Ordinal) => "password",
            _ when Tokens.Contains(last) => last is "secret" ? "secret" : last is "credential" or "credentials" ? "credential" : last is "apikey" ? "key" : "token",
            "key" when words.Length > 1 && KeyWords.Contains(words[^2]) => "key",
            _ => null,
        };
    }

    /// <summary>Whether the name has anything in it that names of credentials have.</summary>
    /// <param name="name">The name.</param>
    public static bool MayBe(ReadOnlySpan<char> name)
    {
        foreach (var trace in Traces)
        {
            if (name.Contains(trace, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // DB_PASSWORD, db-password, dbPassword and DBPassword2 are the words 'db' and 'password'.
    private static string[] WordsOf(string name)
    {
        var text = new StringBuilder();
        var trimmed = name.AsSpan().TrimEnd("0123456789_-");
        for (var index = 0; index < trimmed.Length; index++)
        {
            var starts = index > 0 && char.IsAsciiLetterUpper(trimmed[index])
                && (char.IsAsciiLetterLower(trimmed[index - 1]) || (index + 1 < trimmed.Length && char.IsAsciiLetterLower(trimmed[index + 1])));
            if (starts)
            {
                text.Append('_');
            }

            text.Append(char.IsAsciiLetterOrDigit(trimmed[index]) ? char.ToLowerInvariant(trimmed[index]) : '_');
        }

        return text.ToString().Split('_', StringSplitOptions.RemoveEmptyEntries);
    }
}
