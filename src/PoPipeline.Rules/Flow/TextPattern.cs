using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Flow;

/// <summary>What is known of the texts that a regular expression matches, of whatever dialect: shells, grep, sed, JavaScript.</summary>
/// <param name="Charset">How free what it matches is.</param>
/// <param name="IsWhole">Whether it matches nothing but the whole text, from <c>^</c> to <c>$</c>.</param>
/// <param name="NegatedClass">The characters of <c>[^…]</c> where it is that and nothing else, repeated or not; null elsewhere.</param>
internal sealed record TextPattern(Charset Charset, bool IsWhole, string? NegatedClass)
{
    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">The pattern, without delimiters.</param>
    public static TextPattern Of(ReadOnlySpan<char> pattern)
    {
        var body = Strip(pattern);
        var isWhole = body.StartsWith('^') && EndsWhole(body);
        var inner = isWhole ? body[1..^1] : body;

        // '^a|b$' is two patterns, each of them open on one side.
        isWhole = isWhole && !HasOpenAlternative(inner);
        return new TextPattern(CharsetOf(inner), isWhole, NegatedIn(body));
    }

    private static ReadOnlySpan<char> Strip(ReadOnlySpan<char> pattern)
    {
        pattern = pattern.Trim();
        return pattern.StartsWith("(^") && pattern.EndsWith("$)") ? pattern[1..^1] : pattern;
    }

    private static bool EndsWhole(ReadOnlySpan<char> pattern) => pattern.Length > 1 && pattern[^1] == '$' && pattern[^2] != '\\';

    private static bool HasOpenAlternative(ReadOnlySpan<char> pattern)
    {
        var depth = 0;
        for (var index = 0; index < pattern.Length; index++)
        {
            switch (pattern[index])
            {
                case '\\':
                    index++;
                    break;
                case '[':
                    index = EndOfClass(pattern, index);
                    break;
                case '(':
                    depth++;
                    break;
                case ')':
                    depth--;
                    break;
                case '|' when depth == 0:
                    return true;
            }
        }

        return false;
    }

    private static Charset CharsetOf(ReadOnlySpan<char> pattern)
    {
        var charset = Charset.Fixed;
        for (var index = 0; index < pattern.Length; index++)
        {
            switch (pattern[index])
            {
                case '\\' when index + 1 < pattern.Length:
                    index++;

                    // \( \| \{ and \+ are signs of the older dialect.
                    charset = pattern[index] is '(' or ')' or '|' or '{' or '}' or '+' or '?' ? charset : TextAlphabet.Worse(charset, TextAlphabet.Escaped(pattern[index]));
                    break;
                case '[':
                    var end = EndOfClass(pattern, index);
                    var members = pattern[(index + 1)..Math.Min(end, pattern.Length)];
                    charset = TextAlphabet.Worse(charset, members.StartsWith('^') ? Charset.Free : TextAlphabet.Of(members));
                    index = end;
                    break;
                case '.':
                    charset = TextAlphabet.Worse(charset, Charset.Line);
                    break;
                case '{':
                    var close = pattern[index..].IndexOf('}');
                    index = close < 0 ? index : index + close;
                    break;
                case '(' when pattern[index..].StartsWith("(?:"):
                    index += 2;
                    break;
                case '(' or ')' or '|' or '*' or '+' or '?' or '^' or '$':
                    break;
                default:
                    charset = TextAlphabet.Worse(charset, TextAlphabet.Of(pattern[index]));
                    break;
            }
        }

        return charset;
    }

    private static string? NegatedIn(ReadOnlySpan<char> pattern)
    {
        if (!pattern.StartsWith("[^"))
        {
            return null;
        }

        var end = EndOfClass(pattern, 0);
        var rest = end >= pattern.Length ? default : pattern[(end + 1)..];
        return end < pattern.Length && (rest is "" or "+" or "*" || rest.SequenceEqual("\\+")) ? pattern[2..end].ToString() : null;
    }

    // A bracket right behind the opening one is a member; so is what stands in [: :].
    private static int EndOfClass(ReadOnlySpan<char> pattern, int start)
    {
        var index = start + 1;
        index += index < pattern.Length && pattern[index] == '^' ? 1 : 0;
        index += index < pattern.Length && pattern[index] == ']' ? 1 : 0;
        while (index < pattern.Length && pattern[index] != ']')
        {
            var close = pattern[index..].StartsWith("[:") ? pattern[index..].IndexOf(":]") : -1;
            index += close >= 0 ? close + 2 : pattern[index] == '\\' ? 2 : 1;
        }

        return Math.Min(index, pattern.Length);
    }
}
