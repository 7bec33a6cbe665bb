namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>A path with stars: one crosses no folders, two do.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/includes/#use-includelocal-with-wildcard-file-paths.</remarks>
/// <param name="pattern">The path, without a slash before it.</param>
internal sealed class PathPattern(string pattern)
{
    private readonly string start = pattern[..Math.Max(0, pattern.IndexOf('*', StringComparison.Ordinal))];

    /// <summary>How many steps it takes to compare it with a path, whatever both hold.</summary>
    /// <param name="path">The path.</param>
    public int CostOf(string path) => path.StartsWith(start, StringComparison.Ordinal) ? (pattern.Length - start.Length) * (path.Length + 1) : 1;

    /// <summary>Whether a path matches.</summary>
    /// <param name="path">The path.</param>
    public bool Matches(string path)
    {
        if (!path.StartsWith(start, StringComparison.Ordinal))
        {
            return false;
        }

        // Behind which of its characters the pattern can be, as far as it was read.
        var ends = new bool[path.Length + 1];
        ends[start.Length] = true;
        for (var index = start.Length; index < pattern.Length; index++)
        {
            if (pattern[index] is not '*')
            {
                for (var end = path.Length; end > 0; end--)
                {
                    ends[end] = ends[end - 1] && path[end - 1] == pattern[index];
                }

                ends[0] = false;
                continue;
            }

            var isDouble = index + 1 < pattern.Length && pattern[index + 1] is '*';
            for (var end = 1; end <= path.Length; end++)
            {
                ends[end] |= ends[end - 1] && (isDouble || path[end - 1] is not '/');
            }

            index += isDouble ? 1 : 0;
        }

        return ends[^1];
    }
}
