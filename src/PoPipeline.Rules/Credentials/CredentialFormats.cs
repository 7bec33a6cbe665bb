using System.Buffers;
using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.Credentials;

/// <summary>
/// Finds literal credentials in texts. It prefers silence: placeholders, examples, test words, expansions of the shell or of the platform,
/// and the known passwords of containers made for tests are none.
/// </summary>
public static class CredentialFormats
{
    private const int MaskedPrefix = 4;
    private const string PemStart = "-----BEGIN ";
    private const string PemKind = "PRIVATE KEY";

    // A marker alone is how a script looks for keys; a key has at least so many characters of base 64 behind it.
    private const int ShortestPemBody = 64;
    private const int LongestPemHeader = 64;

    private static readonly SearchValues<string> Prefixes =
        SearchValues.Create([.. KnownFormats.All.Select(format => format.Prefix), PemStart], StringComparison.Ordinal);

    private static readonly ILookup<char, CredentialFormat> ByFirst = KnownFormats.All.ToLookup(format => format.Prefix[0]);

    private const string LettersAndDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static readonly SearchValues<char> Base62 = SearchValues.Create(LettersAndDigits);
    private static readonly SearchValues<char> UrlSafe = SearchValues.Create(LettersAndDigits + "-_");
    private static readonly SearchValues<char> UrlSafeDotted = SearchValues.Create(LettersAndDigits + "-_.");
    private static readonly SearchValues<char> Base64 = SearchValues.Create(LettersAndDigits + "+/=");
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> Capitals = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static readonly SearchValues<char> InPath = SearchValues.Create(LettersAndDigits + "/-_");

    /// <summary>Credentials of a known format anywhere in a text, in its order, never overlapping.</summary>
    /// <param name="text">The text, of any size.</param>
    public static ImmutableArray<CredentialMatch> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ImmutableArray<CredentialMatch>.Builder? matches = null;
        var position = 0;
        while (position < text.Length && text.AsSpan(position).IndexOfAny(Prefixes) is >= 0 and var distance)
        {
            position += distance;
            var match = MatchAt(text, position);
            if (match is { } found)
            {
                (matches ??= ImmutableArray.CreateBuilder<CredentialMatch>()).Add(found);
            }

            position += match?.Length ?? 1;
        }

        foreach (var given in (IEnumerable<(string Noun, int Offset, int Length)>[])[LoginTexts.Find(text), NamedTexts.Find(text)])
        {
            foreach (var (noun, offset, length) in given)
            {
                if (matches?.Any(match => match.Offset < offset + length && offset < match.Offset + match.Length) != true)
                {
                    (matches ??= ImmutableArray.CreateBuilder<CredentialMatch>()).Add(new CredentialMatch(noun, offset, length, Mask(text.AsSpan(offset, length), visible: 2)));
                }
            }
        }

        return matches is null ? [] : [.. matches.OrderBy(match => match.Offset)];
    }

    /// <summary>
    /// Credentials in the value of a variable or an input: those of a known format, or, where the name says that it holds a password, a token,
    /// a secret or a key, the whole value, if nothing in it is expanded and it is as random as credentials are.
    /// </summary>
    /// <param name="name">The name: <c>DB_PASSWORD</c>, <c>api-key</c>.</param>
    /// <param name="value">The value.</param>
    /// <param name="isVerbatim">Whether nothing replaces a part of it, so that a sign of money or a percent sign is one.</param>
    public static ImmutableArray<CredentialMatch> FindIn(string name, string value, bool isVerbatim = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        var known = Find(value);
        var trimmed = value.AsSpan().Trim();
        if (!known.IsEmpty || SecretNames.NounOf(name) is not { } noun || !(Placeholders.LooksRandom(trimmed, isVerbatim) || (noun is "password" && Placeholders.LooksChosen(trimmed, isVerbatim))))
        {
            return known;
        }

        return [new CredentialMatch($"{noun} in '{name}'", value.IndexOf(trimmed, StringComparison.Ordinal), trimmed.Length, Mask(trimmed, visible: 2))];
    }

    /// <summary>
    /// The password of a place where the platform takes nothing but credentials, such as the login to a container registry: any literal value is one.
    /// </summary>
    /// <param name="noun">What it is: "password of a container registry".</param>
    /// <param name="value">The value.</param>
    public static ImmutableArray<CredentialMatch> FindPassword(string noun, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length == 0 || PlatformProfiles.IsPastedInto(value) || Placeholders.IsExpansion(value)
            ? []
            : [new CredentialMatch(noun, 0, value.Length, Mask(value, visible: 0))];
    }

    /// <summary>The text with every literal credential in it replaced by <c>*</c>, as long as before.</summary>
    /// <param name="text">The text.</param>
    public static string MaskAll(string text) => MaskAll(text, Find(text));

    /// <summary>The text with every match replaced by <c>*</c>, as long as before.</summary>
    /// <param name="text">The text.</param>
    /// <param name="matches">The matches in it.</param>
    public static string MaskAll(string text, ImmutableArray<CredentialMatch> matches) =>
        matches.IsDefaultOrEmpty
            ? text
            : string.Create(text.Length, (text, matches), static (span, state) =>
            {
                state.text.CopyTo(span);
                foreach (var match in state.matches)
                {
                    span.Slice(match.Offset, match.Length).Fill('*');
                }
            });

    private static CredentialMatch? MatchAt(string text, int position)
    {
        if (text.AsSpan(position).StartsWith(PemStart, StringComparison.Ordinal))
        {
            return PrivateKeyAt(text, position);
        }

        // 'AKIA' inside a longer word is no access key; the name of a variable before '=' ends at it.
        if (position > 0 && (char.IsAsciiLetterOrDigit(text[position - 1]) || text[position - 1] is '_' or '-' or '.'))
        {
            return null;
        }

        return ByFirst[text[position]]
            .Select(format => MatchOf(format, text, position))
            .FirstOrDefault(match => match is not null);
    }

    private static CredentialMatch? MatchOf(CredentialFormat format, string text, int position)
    {
        var rest = text.AsSpan(position);
        if (!rest.StartsWith(format.Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var tail = rest[format.Prefix.Length..];
        tail = tail[..Math.Min(tail.Length, format.Longest + 1)];
        var length = tail.IndexOfAnyExcept(CharactersOf(format.Alphabet));
        tail = length < 0 ? tail : tail[..length];
        tail = tail.TrimEnd('.');
        if (tail.Length < format.Shortest || tail.Length > format.Longest || format.Check?.Invoke(tail) == false || Placeholders.IsMadeUp(tail))
        {
            return null;
        }

        var whole = format.Prefix.Length + tail.Length;
        return new CredentialMatch(format.Noun, position, whole, Mask(rest[..whole], visible: Math.Min(format.Prefix.Length, 24) + MaskedPrefix));
    }

    private static CredentialMatch? PrivateKeyAt(string text, int position)
    {
        var rest = text.AsSpan(position);
        var header = rest[PemStart.Length..Math.Min(rest.Length, LongestPemHeader)];
        var kind = header.IndexOf(PemKind, StringComparison.Ordinal);
        var end = header.IndexOf("-----", StringComparison.Ordinal);
        if (kind < 0 || end < kind)
        {
            return null;
        }

        var start = PemStart.Length + end + 5;
        var closing = rest[start..].IndexOf("-----END ", StringComparison.Ordinal);
        var body = closing < 0 ? rest[start..] : rest.Slice(start, closing);

        // A key may be folded onto one line with \n; anything that is expanded makes it a template.
        var letters = 0;
        foreach (var character in body)
        {
            letters += char.IsAsciiLetterOrDigit(character) ? 1 : 0;
        }

        return letters < ShortestPemBody || body.Contains('$') || body.Contains("...", StringComparison.Ordinal) || body.Contains('<') || Placeholders.IsMadeUp(body)
            ? null
            : new CredentialMatch("private key", position, start + body.Length, $"{PemStart}****");
    }

    private static string Mask(ReadOnlySpan<char> value, int visible) => string.Concat(value[..Math.Min(visible, value.Length / 2)], "****");

    private static SearchValues<char> CharactersOf(Alphabet alphabet) => alphabet switch
    {
        Alphabet.Base62 => Base62,
        Alphabet.UrlSafe => UrlSafe,
        Alphabet.UrlSafeDotted => UrlSafeDotted,
        Alphabet.Base64 => Base64,
        Alphabet.Hex => Hex,
        Alphabet.Capitals => Capitals,
        Alphabet.Path => InPath,
        _ => throw new ArgumentOutOfRangeException(nameof(alphabet), alphabet, "There is no such alphabet."),
    };
}
