namespace PoPipeline.Rules.Data;

/// <summary>A value of which the platform computes a part once the run is there: <c>type=image,push=${{ inputs.push }}</c>.</summary>
internal static class ComputedText
{
    private const char Hole = '\0';

    private static readonly (string Open, string Close)[] Marks = [("${{", "}}"), ("<<", ">>"), ("$[[", "]]")];

    private static readonly char[] Between = [',', '\n', ';'];

    /// <summary>Whether a part of a value is computed.</summary>
    /// <param name="value">The value.</param>
    public static bool IsIn(string value) => WithHoles(value).Contains(Hole, StringComparison.Ordinal);

    /// <summary>Whether a value holds a part; null where a computed part may be that one, or the rest of it: <c>push=true</c> in <c>push=${{ inputs.push }}</c>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="part">The part.</param>
    public static bool? Holds(string value, string part)
    {
        var text = WithHoles(value);
        if (text.Contains(part, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        // What stands behind another name is another thing's.
        var name = part[..(part.IndexOf('=', StringComparison.Ordinal) + 1)];
        return text.Trim() is [Hole] || (name.Length > 0 && text.Split(Between).Any(one => one.IndexOf(Hole, StringComparison.Ordinal) is var at and > 0 && one[..at].EndsWith(name, StringComparison.OrdinalIgnoreCase))) ? null : false;
    }

    private static string WithHoles(string value)
    {
        foreach (var (open, close) in Marks)
        {
            for (var start = value.IndexOf(open, StringComparison.Ordinal); start >= 0; start = value.IndexOf(open, start, StringComparison.Ordinal))
            {
                var end = value.IndexOf(close, start, StringComparison.Ordinal);
                if (end < 0)
                {
                    break;
                }

                value = $"{value.AsSpan(0, start)}{Hole}{value.AsSpan(end + close.Length)}";
            }
        }

        return value;
    }
}
