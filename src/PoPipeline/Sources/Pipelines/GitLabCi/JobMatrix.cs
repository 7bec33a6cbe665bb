using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>The values that <c>parallel:matrix</c> gives to variables.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/#parallelmatrix.</remarks>
internal static class JobMatrix
{
    // GitLab makes no more jobs of one.
    internal const int MostJobs = 200;

    // An axis of one value makes no more jobs.
    private const int MostAxes = 50;

    /// <summary>The variables of each job that differs in a text; those of the job where no matrix sets what the text names.</summary>
    /// <param name="job">The keys of the job in force.</param>
    /// <param name="text">The text.</param>
    /// <param name="variables">The variables without the matrix.</param>
    public static IEnumerable<JobVariables> Of(YamlMapping job, string text, JobVariables variables)
    {
        var entries = ((job["parallel"] as YamlMapping)?["matrix"] as YamlSequence)?.Items.OfType<YamlMapping>().ToList() ?? [];
        var used = VariableNames.In(text).Concat(VariableNames.In(variables.Filled(text) ?? "")).ToHashSet(StringComparer.Ordinal);
        var variants = entries.SelectMany(entry => Combinations([.. entry.Entries.Where(value => used.Contains(value.Key.Value)).Take(MostAxes)])).Take(MostJobs).ToList();
        return variants.Exists(variant => variant.Count > 0) ? variants.Select(variables.With) : [variables];
    }

    private static IEnumerable<List<KeyValuePair<string, YamlScalar>>> Combinations(IReadOnlyList<YamlEntry> axes)
    {
        IEnumerable<List<KeyValuePair<string, YamlScalar>>> found = [[]];
        foreach (var axis in axes)
        {
            var values = axis.Value switch
            {
                YamlSequence several => several.Items.OfType<YamlScalar>().ToList(),
                YamlScalar one => [one],
                _ => [],
            };

            // No more of them are made than are looked at, whatever the axes behind do with them.
            found = found.SelectMany(row => values.Select(value => row.Append(new(axis.Key.Value, value)).ToList())).Take(MostJobs).ToList();
        }

        return found;
    }
}
