using System.Text;

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

    /// <summary>A value with a character that stands nowhere else in place of each part that is computed.</summary>
    /// <param name="value">The value.</param>
    public static string WithHoles(string value)
    {
        StringBuilder? text = null;
        var copied = 0;

        // What closes nowhere behind one place closes nowhere behind a later one.
        Span<bool> never = stackalloc bool[Marks.Length];
        for (var at = 0; at < value.Length; at++)
        {
            if (value[at] is not ('$' or '<') || EndOf(value, at, never) is not { } end)
            {
                continue;
            }

            text = (text ?? new StringBuilder()).Append(value, copied, at - copied).Append(Hole);
            copied = end;
            at = end - 1;
        }

        return text is null ? value : text.Append(value, copied, value.Length - copied).ToString();
    }

    // Behind the mark that closes it; null where none opens there, or it never closes.
    private static int? EndOf(string value, int at, Span<bool> never)
    {
        for (var mark = 0; mark < Marks.Length; mark++)
        {
            var (open, close) = Marks[mark];
            if (never[mark] || string.CompareOrdinal(value, at, open, 0, open.Length) != 0)
            {
                continue;
            }

            var end = value.IndexOf(close, at + open.Length, StringComparison.Ordinal);
            never[mark] = end < 0;
            return end < 0 ? null : end + close.Length;
        }

        return null;
    }
}
