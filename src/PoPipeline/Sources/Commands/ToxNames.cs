using System.Buffers;

namespace PoPipeline.Sources.Commands;

/// <summary>Reads the names of environments of tox, and which of them a line is for.</summary>
/// <remarks>Source: https://tox.wiki/en/latest/config.html#generative-environments.</remarks>
internal static class ToxNames
{
    private const int Most = 200;

    private static readonly SearchValues<char> Factors = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.!,{}");

    /// <summary>The environments of a list: <c>py3{12,13}-{a,b}, lint</c>.</summary>
    /// <param name="lines">The lines of the list.</param>
    public static List<string> In(IEnumerable<string> lines)
    {
        var names = new List<string>();
        foreach (var line in lines)
        {
            foreach (var pattern in Split(line))
            {
                Expand(pattern, names);
            }
        }

        return names;
    }

    /// <summary>What a line says to an environment: without the factors before it; null where it is for others: <c>py312: pytest-xdist</c>.</summary>
    /// <param name="line">The line.</param>
    /// <param name="environment">The environment.</param>
    public static AnchoredText? For(AnchoredText line, string environment)
    {
        var colon = line.Text.IndexOf(": ", StringComparison.Ordinal);
        colon = colon < 0 && line.Text.EndsWith(':') ? line.Text.Length - 1 : colon;
        if (colon <= 0 || line.Text.AsSpan(0, colon).IndexOfAnyExcept(Factors) >= 0)
        {
            return line;
        }

        var factors = environment.Split('-');
        return In([line.Text[..colon]]).Exists(asked => Array.TrueForAll(asked.Split('-'), factor => factor.StartsWith('!') ? !factors.Contains(factor[1..]) : factors.Contains(factor)))
            ? line.From(colon + 1).Trimmed()
            : null;
    }

    // At commas outside of braces, and at blanks.
    private static List<string> Split(string line)
    {
        var parts = new List<string>();
        var (start, nested) = (0, 0);
        for (var at = 0; at <= line.Length; at++)
        {
            if (at == line.Length || (nested == 0 && line[at] is ',' or ' ' or '\t'))
            {
                if (at > start)
                {
                    parts.Add(line[start..at]);
                }

                start = at + 1;
            }
            else
            {
                nested = line[at] switch { '{' => nested + 1, '}' => Math.Max(0, nested - 1), _ => nested };
            }
        }

        return parts;
    }

    private static void Expand(string pattern, List<string> names)
    {
        var open = new Stack<string>([pattern]);
        for (var steps = 0; open.TryPop(out var next) && names.Count < Most && steps < 4 * Most; steps++)
        {
            var start = next.IndexOf('{', StringComparison.Ordinal);
            var end = start < 0 ? -1 : next.IndexOf('}', start);
            if (end < 0)
            {
                if (!names.Contains(next))
                {
                    names.Add(next);
                }

                continue;
            }

            foreach (var item in next[(start + 1)..end].Split(',').Take(Most).Reverse())
            {
                open.Push(string.Concat(next.AsSpan(0, start), item.Trim(), next.AsSpan(end + 1)));
            }
        }
    }
}
