using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Merging;

/// <summary>Follows <c>extends</c>.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/#extends: up to eleven levels, the last of several wins, the job itself over all.</remarks>
/// <param name="root">What all files together say, by name.</param>
/// <param name="isComplete">Whether all files were read, so that a name that is not there is nowhere.</param>
/// <param name="merge">Merges.</param>
internal sealed class ExtendedJobs(YamlMapping root, bool isComplete, DeepMerge merge)
{
    /// <summary>How many jobs may extend one another in a row.</summary>
    public const int MostLevels = 11;

    private readonly Dictionary<string, YamlEntry> entries = root.Entries.ToDictionary(entry => entry.Key.Value, StringComparer.Ordinal);
    private readonly Dictionary<string, Extended> done = new(StringComparer.Ordinal);

    // What was cut off at the deepest level holds for that depth alone.
    private readonly Dictionary<string, Extended> cut = new(StringComparer.Ordinal);
    private readonly HashSet<string> open = new(StringComparer.Ordinal);
    private readonly HashSet<Place> told = [];
    private readonly ImmutableArray<Problem>.Builder problems = ImmutableArray.CreateBuilder<Problem>();

    /// <summary>What GitLab would reject.</summary>
    public ImmutableArray<Problem> Problems => problems.ToImmutable();

    /// <summary>All that the files say, every job with what it extends.</summary>
    public YamlMapping All() => new(root.Span, [.. root.Entries.Select(entry => entry.Value is YamlMapping ? new YamlEntry(entry.Key, Of(entry, level: 0).Keys) : entry)], root.IsFlow);

    private Extended Of(YamlEntry entry, int level)
    {
        var name = entry.Key.Value;
        var own = (YamlMapping)entry.Value;
        var atLevel = $"{level} {name}";
        if (done.TryGetValue(name, out var known) || cut.TryGetValue(atLevel, out known))
        {
            return known;
        }

        YamlMapping? below = null;
        var levels = 0;
        var isCut = false;
        open.Add(name);
        foreach (var parent in Parents(own))
        {
            if (Parent(name, parent, level) is { } extended)
            {
                below = merge.Of(below, extended.Keys);
                levels = Math.Max(levels, extended.Levels + 1);
                isCut |= extended.IsCut;
            }

            isCut |= level >= MostLevels && entries.ContainsKey(parent.Value);
        }

        open.Remove(name);
        var found = new Extended(merge.Of(below, own), levels, isCut);
        (isCut ? cut : done)[isCut ? atLevel : name] = found;
        return found;
    }

    private Extended? Parent(string name, YamlScalar parent, int level)
    {
        if (open.Contains(parent.Value))
        {
            Add(parent.Value == name ? $"The job '{name}' extends itself" : $"The job '{name}' extends '{parent.Value}', which extends it in turn", parent);
            return null;
        }

        if (!entries.TryGetValue(parent.Value, out var entry))
        {
            // Nothing is said of a name that is put together.
            if (isComplete && !parent.Value.Contains(Interpolated.Start, StringComparison.Ordinal))
            {
                Add($"The job '{name}' extends '{parent.Value}', which is not defined", parent);
            }

            return null;
        }

        var extended = entry.Value is YamlMapping && level < MostLevels ? Of(entry, level + 1) : null;
        if (entry.Value is YamlMapping && (extended is null || extended.Levels >= MostLevels))
        {
            Add($"Jobs may extend one another in up to {MostLevels} levels", parent);
        }

        return extended;
    }

    private void Add(string message, YamlScalar at)
    {
        if (told.Add(at.Span))
        {
            problems.Add(new Problem(ProblemKind.Needs, message, at.Span) { Effect = ProblemEffect.Rejected, Text = at.Value });
        }
    }

    private static IEnumerable<YamlScalar> Parents(YamlMapping job) => job["extends"] switch
    {
        YamlScalar { IsNull: false } one => [one],
        YamlSequence { Tag: null } several => several.Items.OfType<YamlScalar>(),
        _ => [],
    };

    // How many levels lie below it, and whether there are more that were left out.
    private sealed record Extended(YamlMapping Keys, int Levels, bool IsCut);
}
