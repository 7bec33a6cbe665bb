namespace PoPipeline.Rules.Analysis;

/// <summary>A name with stars, all of which must fit: one star stands for anything but a slash, two for anything.</summary>
/// <remarks>Unlike <see cref="PathGlob"/> it covers no files below what it names and knows no <c>?</c>, and its two stars may stand beside other characters; patterns of CODEOWNERS have rules of their own.</remarks>
/// <param name="pattern">The pattern.</param>
/// <param name="ignoresCase">Whether letters are the same in either case.</param>
public sealed class StarPattern(string pattern, bool ignoresCase = false)
{
    private readonly string start = pattern[..Math.Max(0, pattern.IndexOf('*', StringComparison.Ordinal))];

    /// <summary>How many steps it takes to compare it with a name, whatever both hold.</summary>
    /// <param name="name">The name.</param>
    public int CostOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return MayMatch(name) ? (pattern.Length - start.Length) * (name.Length + 1) : 1;
    }

    /// <summary>Whether a name matches.</summary>
    /// <param name="name">The name.</param>
    public bool Matches(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!MayMatch(name))
        {
            return false;
        }

        // Behind which of its characters the pattern can be, as far as it was read.
        var ends = new bool[name.Length + 1];
        ends[start.Length] = true;
        for (var index = start.Length; index < pattern.Length; index++)
        {
            if (pattern[index] is not '*')
            {
                for (var end = name.Length; end > 0; end--)
                {
                    ends[end] = ends[end - 1] && IsSame(name[end - 1], pattern[index]);
                }

                ends[0] = false;
                continue;
            }

            var isDouble = index + 1 < pattern.Length && pattern[index + 1] is '*';
            for (var end = 1; end <= name.Length; end++)
            {
                ends[end] |= ends[end - 1] && (isDouble || name[end - 1] is not '/');
            }

            index += isDouble ? 1 : 0;
        }

        return ends[^1];
    }

    private bool MayMatch(string name) => name.StartsWith(start, ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private bool IsSame(char one, char other) => one == other || (ignoresCase && char.ToUpperInvariant(one) == char.ToUpperInvariant(other));
}
