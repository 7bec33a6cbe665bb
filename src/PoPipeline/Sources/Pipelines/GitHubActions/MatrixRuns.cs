using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>The runs of a job that a matrix starts, as GitHub makes them of axes, exclusions and inclusions.</summary>
/// <remarks>https://docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations</remarks>
internal static class MatrixRuns
{
    // More than GitHub starts jobs for, before some are excluded.
    private const int Most = 1024;

    private const string Include = "include";
    private const string Exclude = "exclude";

    /// <summary>What each run finds behind <c>matrix.</c>, by name; null where the file does not say it.</summary>
    /// <param name="axes">The matrix.</param>
    public static ImmutableArray<Dictionary<string, YamlNode>>? Of(YamlMapping axes)
    {
        var runs = new List<Dictionary<string, YamlNode>>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var axis in axes.Entries.Where(entry => entry.Key.Value is not (Include or Exclude)))
        {
            if (axis.Value is not YamlSequence { Items: var values } || values.OfType<YamlScalar>().Any(value => value.HasExpression()) || Math.Max(runs.Count, 1) * (long)values.Length > Most)
            {
                return null;
            }

            IEnumerable<Dictionary<string, YamlNode>> before = names.Count == 0 ? [new Dictionary<string, YamlNode>(StringComparer.OrdinalIgnoreCase)] : runs;
            runs = [.. before.SelectMany(run => values.Select(value => new Dictionary<string, YamlNode>(run, StringComparer.OrdinalIgnoreCase) { [axis.Key.Value] = value }))];
            names.Add(axis.Key.Value);
        }

        if (ItemsOf(axes[Exclude]) is not { } excluded || ItemsOf(axes[Include]) is not { } included || runs.Count * (long)(excluded.Length + included.Length) > Most * Most)
        {
            return null;
        }

        runs.RemoveAll(run => excluded.Any(item => item.Entries.All(entry => run.TryGetValue(entry.Key.Value, out var value) && IsSame(value, entry.Value))));
        var own = runs.Count;
        foreach (var item in included)
        {
            var isTaken = false;
            foreach (var run in runs.Take(own).Where(run => item.Entries.All(entry => !names.Contains(entry.Key.Value) || IsSame(run[entry.Key.Value], entry.Value))))
            {
                isTaken = true;
                Add(run, item, names);
            }

            if (!isTaken)
            {
                var run = new Dictionary<string, YamlNode>(StringComparer.OrdinalIgnoreCase);
                Add(run, item, []);
                runs.Add(run);
            }
        }

        return [.. runs];
    }

    private static void Add(Dictionary<string, YamlNode> run, YamlMapping item, HashSet<string> but)
    {
        foreach (var entry in item.Entries.Where(entry => !but.Contains(entry.Key.Value)))
        {
            run[entry.Key.Value] = entry.Value;
        }
    }

    // Null where an item is computed.
    private static ImmutableArray<YamlMapping>? ItemsOf(YamlNode? node) => node switch
    {
        null => [],
        YamlSequence { Items: var items } when items.Length <= Most && items.All(item => item is YamlMapping) => [.. items.Cast<YamlMapping>()],
        _ => null,
    };

    private static bool IsSame(YamlNode one, YamlNode other) => (one, other) switch
    {
        (YamlScalar first, YamlScalar second) => StaticTexts.TextOf(first) == StaticTexts.TextOf(second),
        (YamlSequence first, YamlSequence second) => first.Items.Length == second.Items.Length && first.Items.Zip(second.Items).All(pair => IsSame(pair.First, pair.Second)),
        (YamlMapping first, YamlMapping second) => second.Entries.All(entry => first[entry.Key.Value] is { } value && IsSame(value, entry.Value)),
        _ => false,
    };
}
