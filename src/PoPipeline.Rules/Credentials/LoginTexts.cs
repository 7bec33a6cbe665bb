using System.Buffers;
using System.Text;

namespace PoPipeline.Rules.Credentials;

/// <summary>Finds passwords that stand in a text together with the place that they open: in an address, and in the settings of a client of container registries.</summary>
internal static class LoginTexts
{
    private const string AddressMark = "://";
    private const string AuthKey = "auth";
    private const int LongestAuthority = 256;
    private const int ShortestLogin = 8;

    private static readonly SearchValues<char> EndOfAuthority = SearchValues.Create("/?#\"' \t\r\n\\<>(){}[]`$,;|");
    private static readonly SearchValues<char> Base64 = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/=");

    /// <summary>The password of each, as a noun, its offset and its length.</summary>
    /// <param name="text">The text.</param>
    public static IEnumerable<(string Noun, int Offset, int Length)> Find(string text)
    {
        for (var mark = text.IndexOf(AddressMark, StringComparison.Ordinal); mark >= 0; mark = text.IndexOf(AddressMark, mark + 1, StringComparison.Ordinal))
        {
            if (PasswordAt(text, mark + AddressMark.Length) is { } password)
            {
                yield return ("password in an address", password.Offset, password.Length);
            }
        }

        for (var key = text.IndexOf(AuthKey, StringComparison.Ordinal); key >= 0; key = text.IndexOf(AuthKey, key + 1, StringComparison.Ordinal))
        {
            if (LoginAt(text, key + AuthKey.Length) is { } login)
            {
                yield return ("password of a container registry", login.Offset, login.Length);
            }
        }
    }

    // user:password@host
    private static (int Offset, int Length)? PasswordAt(string text, int start)
    {
        var rest = text.AsSpan(start, Math.Min(text.Length - start, LongestAuthority));
        var end = rest.IndexOfAny(EndOfAuthority);
        rest = end < 0 ? rest : rest[..end];
        var at = rest.LastIndexOf('@');
        var colon = at < 0 ? -1 : rest[..at].IndexOf(':');
        if (colon < 0)
        {
            return null;
        }

        var password = rest[(colon + 1)..at];
        return Placeholders.LooksRandom(password) || Placeholders.LooksChosen(password) ? (start + colon + 1, password.Length) : null;
    }

    // "auth": "dXNlcjpwYXNzd29yZA=="
    private static (int Offset, int Length)? LoginAt(string text, int start)
    {
        var rest = text.AsSpan(start);
        var value = rest.IndexOfAnyExcept("\\\"': ");
        if (value <= 0 || !rest[..value].Contains(':') || !rest[..value].ContainsAny("\"'"))
        {
            return null;
        }

        var length = rest[value..].IndexOfAnyExcept(Base64);
        var login = length < 0 ? rest[value..] : rest.Slice(value, length);
        if (login.Length < ShortestLogin || login.Length > LongestAuthority || login.Length % 4 != 0)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[LongestAuthority];
        if (!Convert.TryFromBase64Chars(login, bytes, out var written) || bytes[..written].ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            return null;
        }

        var plain = Encoding.ASCII.GetString(bytes[..written]);
        return plain.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon + 1 < plain.Length && !plain.Contains('$', StringComparison.Ordinal) && !plain.Contains('<', StringComparison.Ordinal)
            ? (start + value, login.Length)
            : null;
    }
}
