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
        if (ways.All(way => way is { HasStart: false, HasEnd: false }))
        {
            // '.*' at an end says that anything may stand there.
            return ways.Any(way => way.IsOpen) ? null
                : "without '^' and '$' it is true for every longer name that has this part in it";
        }

        if (ways.Length > 1 && ways[0].HasStart && ways[^1].HasEnd && ways.Any(way => way is not { HasStart: true, HasEnd: true }))
        {
            return "'^' belongs to the first of the alternatives alone and '$' to the last; put them into parentheses";
        }

        var sign = (ways.Any(way => way.HasStart), ways.Any(way => way.HasEnd)) switch
        {
            (true, true) => "'^' and '$' belong",
            (true, false) => "'^' belongs",
            _ => "'$' belongs",
        };
        return ways.FirstOrDefault(way => way is { HasStart: false, HasEnd: false, IsOpen: false }) is { } loose
            ? $"{sign} to one of the alternatives alone, and '{loose.Text}' is found anywhere in a name; put the alternatives into parentheses"
            : null;
    }

    /// <summary>Why a pattern for the name of an owner lets longer names in, as a sentence without a full stop; null where it does not, or does so on purpose.</summary>
    public static string? OpenBecause(string body) =>
        Alternatives(body).Any(way => way is { HasStart: true, HasEnd: false } && !way.Text.EndsWith('/') && !way.Text.EndsWith(".*", StringComparison.Ordinal) && !way.Text.EndsWith(".+", StringComparison.Ordinal))
            ? "without '$' it is true for the names of others that start so; end it with '$', or with '/' behind a group"
            : null;

    // Behind a backslash a sign is itself, and so it is among the characters of a class.
    private static ImmutableArray<Alternative> Alternatives(string body)
    {
        var ways = ImmutableArray.CreateBuilder<Alternative>();
        var (start, depth, isInClass, hasStart, hasEnd) = (0, 0, false, false, false);
        for (var at = 0; at < body.Length; at++)
        {
            switch (body[at])
            {
                case '\\':
                    at++;
                    hasStart |= !isInClass && at < body.Length && body[at] is 'A';
                    hasEnd |= !isInClass && at < body.Length && body[at] is 'z';
                    break;
                case '[':
                    isInClass = true;
                    break;
                case ']':
                    isInClass = false;
                    break;
                case '^' when !isInClass:
                    hasStart = true;
                    break;
                case '$' when !isInClass:
                    hasEnd = true;
                    break;
                case '(' when !isInClass:
                    depth++;
                    break;
                case ')' when !isInClass:
                    depth--;
                    break;
                case '|' when !isInClass && depth is 0:
                    ways.Add(new Alternative(body[start..at], hasStart, hasEnd));
                    (start, hasStart, hasEnd) = (at + 1, false, false);
                    break;
            }
        }

        ways.Add(new Alternative(body[start..], hasStart, hasEnd));
        return ways.DrainToImmutable();
    }

    // One of the texts that a pattern finds, and whether it says where that starts and ends.
    private sealed record Alternative(string Text, bool HasStart, bool HasEnd)
    {
        public bool IsOpen => Text.StartsWith(".*", StringComparison.Ordinal) || Text.EndsWith(".*", StringComparison.Ordinal);
    }
}
