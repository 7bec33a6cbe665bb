using System.Buffers;
using System.Collections.Frozen;
using PoPipeline.Rules.Data;

namespace PoPipeline.Rules.Credentials;

/// <summary>Tells what is no credential although it stands where one could.</summary>
internal static class Placeholders
{
    private const int ShortestPassword = 12;
    private const double LeastEntropy = 3.0;

    // Words that people write into values that open nothing, and into well-known passwords of containers for tests.
    private static readonly SearchValues<string> Words = SearchValues.Create(
        [
            "example", "sample", "placeholder", "dummy", "fake", "mock", "test", "change", "insert", "replace", "your", "none", "null", "redacted",
            "secret", "password", "passwd", "pa$$w", "p@ssw", "passw0rd", "token", "admin", "root", "postgres", "mysql", "minio", "localhost", "local", "foo", "bar", "some",
            "not-a", "not_a", "notreal", "insecure", "default", "temp", "demo", "xxx", "...", "***", "abcdef", "123456", "0123", "deadbeef", "qwerty",
            "github", "gitlab", "docker", "build", "user", "string", "value", "random", "super", "strong", "fallback", "unused", "empty", "hello", "for-ci", "keyring", "vault",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> MadeUp = SearchValues.Create(
        ["example", "xxxx", "0000", "placeholder", "deadbeef", "fake", "dummy", "testtest", "your_", "your-"], StringComparison.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Requests = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "placeholder", "redacted", "changeme", "change-me", "change_me", "replaceme", "replace-me", "replace_me", "fixme", "todo", "tbd");

    private static readonly SearchValues<char> Names = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    // What ends a word, or stands in a program, also where nothing is replaced.
    private static readonly SearchValues<char> Boundaries = SearchValues.Create("<>{}[]()`\"' \t\r\n,;|");

    private static readonly SearchValues<char> Marks = SearchValues.Create("$<>{}[]()`\"' \t\r\n,;|*%");

    /// <summary>Whether what stands behind a known prefix is an example and not a credential.</summary>
    public static bool IsMadeUp(ReadOnlySpan<char> tail) =>
        tail.ContainsAny(MadeUp) || IsCounted(tail) || Checksum.Entropy(tail) < Math.Min(LeastEntropy, Math.Log2(tail.Length) * 0.7);

    // 1234567890, abcdefghijklmnop: the characters one after the other, as nobody draws them by lot. A few such in a row prove nothing.
    private static bool IsCounted(ReadOnlySpan<char> tail)
    {
        const int Certain = 8;
        const int Likely = 6;
        var (start, covered) = (0, 0);
        for (var at = 1; at <= tail.Length; at++)
        {
            if (at < tail.Length && (tail[at] == tail[at - 1] + 1 || (tail[at - 1], tail[at]) is ('9', '0')))
            {
                continue;
            }

            if (at - start >= Certain)
            {
                return true;
            }

            covered += at - start >= Likely ? at - start : 0;
            start = at;
        }

        return covered * 2 >= tail.Length;
    }

    /// <summary>Whether the value is put there by a shell: <c>$TOKEN</c>, <c>%TOKEN%</c>, <c>$(cat token)</c>.</summary>
    public static bool IsExpansion(ReadOnlySpan<char> value) =>
        value.StartsWith('$') || value.StartsWith('`') || (value.StartsWith('%') && value.EndsWith('%'));

    /// <summary>Whether a whole value is as random as a generated password or token, and nothing that people write for tests.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isVerbatim">Whether nothing replaces a part of it.</param>
    public static bool LooksRandom(ReadOnlySpan<char> value, bool isVerbatim = false) =>
        value.Length is >= ShortestPassword and <= 512
        && !HasMarks(value, isVerbatim)
        && !value.ContainsAny(Words)
        && !value.Contains("://", StringComparison.Ordinal)
        && value.ContainsAnyInRange('0', '9')
        && Letters(value)
        && !IsPathOrVersion(value)
        && !IsFile(value)
        && Checksum.Entropy(value) >= (value.Length < 20 ? LeastEntropy : LeastEntropy + 0.3);

    /// <summary>Whether a text is a password where one is asked for, and not one of an example or a test.</summary>
    public static bool IsPassword(ReadOnlySpan<char> value) => value.Length is >= 6 and <= 512 && !value.ContainsAny(Marks) && !value.Contains("://", StringComparison.Ordinal) && !IsFile(value) && (!value.ContainsAny(Words) || LooksChosen(value));

    /// <summary>Whether a password is one that somebody made up to be hard to guess: beside the words that stand in every example there is enough left, of each kind of character.</summary>
    /// <param name="value">The password.</param>
    /// <param name="isVerbatim">Whether nothing replaces a part of it.</param>
    public static bool LooksChosen(ReadOnlySpan<char> value, bool isVerbatim = false)
    {
        const int Least = 10;
        if (value.Length is < ShortestPassword or > 128 || HasMarks(value, isVerbatim) || value.Contains("://", StringComparison.Ordinal) || IsFile(value) || IsPathOrVersion(value))
        {
            return false;
        }

        var rest = value.ToString();
        while (rest.AsSpan().IndexOfAny(Words) is >= 0 and var start)
        {
            var end = start + 1;
            while (end < rest.Length && !rest.AsSpan(start, end - start).ContainsAny(Words))
            {
                end++;
            }

            rest = rest.Remove(start, end - start);
        }

        return rest.Count(char.IsAsciiLetterOrDigit) >= Least && rest.Any(char.IsAsciiLetterUpper) && rest.Any(char.IsAsciiLetterLower) && rest.Any(char.IsAsciiDigit) && rest.Any(one => !char.IsAsciiLetterOrDigit(one))
            && Checksum.Entropy(rest) >= LeastEntropy;
    }

    /// <summary>Whether a value says that another one is to stand in its place, and so is not one that a test works with.</summary>
    public static bool AsksForAnother(ReadOnlySpan<char> value) =>
        Requests.Contains(value.ToString())
        || value.StartsWith("your-", StringComparison.OrdinalIgnoreCase) || value.StartsWith("your_", StringComparison.OrdinalIgnoreCase)
        || (value.Length > 4 && value[0] is '<' && value[1] is not '<' && value[^1] is '>')
        || (value.Length > 3 && value.IndexOfAnyExcept('x', 'X') < 0);

    // Whoever writes '$HOME' or '%NAME%' means a variable all the same, of a program that reads the text later.
    private static bool HasMarks(ReadOnlySpan<char> value, bool isVerbatim)
    {
        if (!isVerbatim)
        {
            return value.ContainsAny(Marks);
        }

        return value.ContainsAny(Boundaries) || IsExpansion(value) || NamesVariable(value, '$') || NamesVariable(value, '%');
    }

    private static bool NamesVariable(ReadOnlySpan<char> value, char sign)
    {
        for (var at = value.IndexOf(sign); at >= 0;)
        {
            value = value[(at + 1)..];
            var length = value.IndexOfAnyExcept(Names);
            var name = length < 0 ? value : value[..length];
            var isOneCase = name.Length > 1 && !(name.ContainsAnyInRange('a', 'z') && name.ContainsAnyInRange('A', 'Z')) && !char.IsAsciiDigit(name[0]) && !name.ContainsAnyInRange('0', '9');
            if (sign == '$' ? isOneCase : name.Length > 1 && name.Length < value.Length && value[name.Length] == '%')
            {
                return true;
            }

            at = value.IndexOf(sign);
        }

        return false;
    }

    // credentials.json, ./keys/a1, C:\\keys: where something lies, and not what.
    private static bool IsFile(ReadOnlySpan<char> value)
    {
        var dot = value.LastIndexOf('.');
        return value.StartsWith("./") || value.StartsWith("../") || value.StartsWith("~/") || (value.StartsWith("/") && value[1..].Contains('/'))
            || (dot > 0 && Extensions.Contains(value[(dot + 1)..].ToString()));
    }

    private static readonly FrozenSet<string> Extensions = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "json", "pem", "key", "txt", "yml", "yaml", "env", "p12", "pfx", "p8", "jks", "keystore", "crt", "cer", "der", "gpg", "asc", "enc", "age", "sops", "ini", "conf", "cfg", "config", "xml", "toml", "properties", "plist", "mobileprovision",
        "kdbx", "pub", "zip", "tar", "gz", "tgz", "sh", "py", "js", "ts", "rb", "go", "rs", "md", "csv", "log", "sql", "db", "lock", "netrc", "kubeconfig", "tfvars", "tfstate", "ovpn", "cnf");

    // Two of: small letters, capitals; or hexadecimal of a length that keys have.
    private static bool Letters(ReadOnlySpan<char> value) =>
        value.ContainsAnyInRange('a', 'z') && (value.ContainsAnyInRange('A', 'Z') || value.Length >= 20);

    // releases/v1.2.3-alpha, my-service-account-2: words with separators, each short, are names.
    private static bool IsPathOrVersion(ReadOnlySpan<char> value)
    {
        var separators = value.Count('-') + value.Count('_') + value.Count('.') + value.Count('/') + value.Count(':');
        var isGuid = value.Length == 36 && value.Count('-') == 4 && Guid.TryParse(value, out _);
        return !isGuid && separators * 8 >= value.Length;
    }
}
