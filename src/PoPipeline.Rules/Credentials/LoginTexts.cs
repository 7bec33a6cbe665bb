using System.Buffers;
using System.Text;

namespace PoPipeline.Rules.Credentials;

/// <summary>Finds passwords that stand in a text together with the place that they open: in an address, in the settings of a client of container registries, and in the header of a request.</summary>
internal static class LoginTexts
{
    private const string AddressMark = "://";
    private const string AuthKey = "auth";
    private const int LongestAuthority = 256;
    private const int ShortestLogin = 8;
    private const int ShortestBearer = 16;

    private static readonly SearchValues<string> Schemes = SearchValues.Create(["Bearer ", "Basic "], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<char> HeaderValue = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._~+/=");

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

        for (var scheme = text.AsSpan().IndexOfAny(Schemes); scheme >= 0;)
        {
            if (HeaderAt(text, scheme) is { } header)
            {
                yield return (header.Noun, header.Offset, header.Length);
            }

            var next = text.AsSpan(scheme + 1).IndexOfAny(Schemes);
            scheme = next < 0 ? -1 : scheme + 1 + next;
        }
    }

    // Authorization: Bearer k7Qm2Xp9VbT4nRz8Ws3L, or Basic dXNlcjpwYXNzd29yZA==
    private static (string Noun, int Offset, int Length)? HeaderAt(string text, int start)
    {
        if (start > 0 && char.IsAsciiLetterOrDigit(text[start - 1]))
        {
            return null;
        }

        var value = text.IndexOf(' ', start) + 1;
        var rest = text.AsSpan(value);
        var length = rest.IndexOfAnyExcept(HeaderValue);
        rest = length < 0 ? rest : rest[..length];
        return text[start] is 'B' or 'b' && text[start + 1] is 'e' or 'E'
            ? rest.Length >= ShortestBearer && Placeholders.LooksRandom(rest) ? ("token in a header", value, rest.Length) : null
            : PasswordIn(rest) is { } password && Placeholders.IsPassword(password) ? ("password in a header", value, rest.Length) : null;
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
        return PasswordIn(login) is null ? null : (start + value, login.Length);
    }

    // Of a name and a password, written as clients of HTTP send them.
    private static string? PasswordIn(ReadOnlySpan<char> login)
    {
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
            ? plain[(colon + 1)..]
            : null;
    }
}
