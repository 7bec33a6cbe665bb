using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>Tells whether a pattern that is meant for a name finds parts of other names.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/jobs/job_rules/#compare-a-variable-to-a-regular-expression, on '^' and '$'.</remarks>
internal static class PatternAnchors
{
    /// <summary>Why a pattern is loose, as a sentence without a full stop; null where it is not, or is so on purpose.</summary>
    public static string? LooseBecause(string body)
    {
        var ways = Alternatives(body);
        if (ways.All(way => !HasStart(way) && !HasEnd(way)))
        {
            // '.*' at an end says that anything may stand there.
            return ways.Any(way => way.StartsWith(".*", StringComparison.Ordinal) || way.EndsWith(".*", StringComparison.Ordinal)) ? null
                : "without '^' and '$' it is true for every longer name that has this part in it";
        }

        return ways.Length > 1 && HasStart(ways[0]) && HasEnd(ways[^1]) && ways.Any(way => !HasStart(way) || !HasEnd(way))
            ? "'^' belongs to the first of the alternatives alone and '$' to the last; put them into parentheses"
            : null;
    }

    /// <summary>Why a pattern for the name of an owner lets longer names in, as a sentence without a full stop; null where it does not, or does so on purpose.</summary>
    public static string? OpenBecause(string body) =>
        Alternatives(body).Any(way => HasStart(way) && !HasEnd(way) && !way.EndsWith('/') && !way.EndsWith(".*", StringComparison.Ordinal) && !way.EndsWith(".+", StringComparison.Ordinal))
            ? "without '$' it is true for the names of others that start so; end it with '$', or with '/' behind a group"
            : null;

    private static bool HasStart(string way) => Has(way, '^', 'A');

    private static bool HasEnd(string way) => Has(way, '$', 'z');

    // Behind a backslash a sign is itself, and so it is among the characters of a class.
    private static bool Has(string way, char sign, char escape)
    {
        var isInClass = false;
        for (var at = 0; at < way.Length; at++)
        {
            switch (way[at])
            {
                case '\\' when at + 1 < way.Length && way[at + 1] == escape && !isInClass:
                    return true;
                case '\\':
                    at++;
                    break;
                case '[':
                    isInClass = true;
                    break;
                case ']':
                    isInClass = false;
                    break;
                case var character when character == sign && !isInClass:
                    return true;
            }
        }

        return false;
    }

    private static ImmutableArray<string> Alternatives(string body)
    {
        var ways = ImmutableArray.CreateBuilder<string>();
        var (start, depth, isInClass) = (0, 0, false);
        for (var at = 0; at < body.Length; at++)
        {
            switch (body[at])
            {
                case '\\':
                    at++;
                    break;
                case '[':
                    isInClass = true;
                    break;
                case ']':
                    isInClass = false;
                    break;
                case '(' when !isInClass:
                    depth++;
                    break;
                case ')' when !isInClass:
                    depth--;
                    break;
                case '|' when !isInClass && depth is 0:
                    ways.Add(body[start..at]);
                    start = at + 1;
                    break;
            }
        }

        ways.Add(body[start..]);
        return ways.DrainToImmutable();
    }
}
