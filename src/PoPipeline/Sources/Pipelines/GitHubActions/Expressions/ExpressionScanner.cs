using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Finds the expressions in a text: <c>${{ … }}</c>, where a mark inside a quoted string does not count.</summary>
internal static class ExpressionScanner
{
    /// <summary>What opens an expression.</summary>
    public const string Open = "${{";

    /// <summary>What closes it.</summary>
    public const string Close = "}}";

    private const int LongestKept = 128;

    // A power of two. Another text in the same slot takes it over, so what is kept stays bounded, whatever the files hold.
    private const int Slots = 1024;

    private static readonly Scanned?[] Kept = new Scanned?[Slots];

    /// <summary>The expressions of a text, in its order. Offsets, also those of the nodes, count in the whole text.</summary>
    /// <remarks>Several ask about each text, and the files of a tree say the same short ones over and over.</remarks>
    public static ImmutableArray<EmbeddedExpression> Scan(string text)
    {
        var start = text.IndexOf(Open, StringComparison.Ordinal);
        if (start < 0 || text.Length > LongestKept)
        {
            return start < 0 ? [] : Scan(text, start);
        }

        ref var kept = ref Kept[text.GetHashCode(StringComparison.Ordinal) & (Slots - 1)];
        if (kept is not { } known || !string.Equals(known.Text, text, StringComparison.Ordinal))
        {
            kept = known = new Scanned(text, Scan(text, start));
        }

        return known.Expressions;
    }

    private static ImmutableArray<EmbeddedExpression> Scan(string text, int start)
    {
        var found = ImmutableArray.CreateBuilder<EmbeddedExpression>();
        while (start >= 0)
        {
            var end = EndOf(text, start + Open.Length);
            if (end < 0)
            {
                var rest = text.Length - start;
                found.Add(new EmbeddedExpression(start, rest, text[start..], Root: null, new ExpressionError("This '${{' has no closing '}}'", start, rest)));
                break;
            }

            var length = end + Close.Length - start;
            var (root, error) = ExpressionParser.Parse(text, start + Open.Length, end);
            if (root is null && error is null)
            {
                error = new ExpressionError("There is no expression between '${{' and '}}'", start, length);
            }

            found.Add(new EmbeddedExpression(start, length, text.Substring(start, length), root, error));
            start = text.IndexOf(Open, end + Close.Length, StringComparison.Ordinal);
        }

        return found.DrainToImmutable();
    }

    /// <summary>Whether the text is one expression and nothing else, white space around it aside. The expression is not parsed.</summary>
    public static bool IsWhole(string text)
    {
        var start = text.IndexOf(Open, StringComparison.Ordinal);
        if (start < 0 || !text.AsSpan(0, start).IsWhiteSpace())
        {
            return false;
        }

        var end = EndOf(text, start + Open.Length);
        return end >= 0 && text.AsSpan(end + Close.Length).IsWhiteSpace();
    }

    private static int EndOf(string text, int position)
    {
        var quoted = false;
        for (; position < text.Length; position++)
        {
            if (text[position] is '\'')
            {
                quoted = !quoted;
            }
            else if (!quoted && text[position] is '}' && position + 1 < text.Length && text[position + 1] is '}')
            {
                return position;
            }
        }

        return -1;
    }

    private sealed record Scanned(string Text, ImmutableArray<EmbeddedExpression> Expressions);
}
