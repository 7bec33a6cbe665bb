using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Finds the hidden jobs of a file that others include: those which they extend, as nothing in the file itself does.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/jobs/#hide-a-job and https://docs.gitlab.com/ci/yaml/yaml_optimization/.</remarks>
internal static class OfferedJobs
{
    // Without one of them there is nothing in it that would run.
    private static readonly string[] Running = ["script", "before_script", "after_script", "run", "trigger", "image", "services"];

    /// <summary>Whether a file is for others to include, as far as it says itself: all that it holds is hidden, and something of it would run.</summary>
    /// <param name="file">The file.</param>
    public static bool AreAllOf(CiFile file) =>
        file.Content is { } content
        && content.Entries.All(entry => entry.Key.Value.StartsWith('.') || !ConfigurationReader.IsJob(entry.Key.Value))
        && content.Entries.Any(entry => entry.Key.Value.StartsWith('.') && entry.Value is YamlMapping keys && (keys.Entry("script") ?? keys.Entry("before_script") ?? keys.Entry("run")) is not null);

    /// <summary>Those of a configuration.</summary>
    /// <param name="configuration">The configuration.</param>
    public static ImmutableArray<CiJob> In(CiConfiguration configuration)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var shared = new HashSet<YamlNode>(ReferenceEqualityComparer.Instance);
        foreach (var job in configuration.Jobs)
        {
            used.UnionWith(ShortForms.Texts(job.Written["extends"]).Select(name => name.Value));
            if (!job.IsHidden)
            {
                shared.UnionWith(job.Keys.Entries.Select(entry => entry.Value));
            }
        }

        // What an anchor or a reference has put into a job is judged there.
        return [.. configuration.Jobs.Where(job => job.IsHidden && !used.Contains(job.Name) && Running.Any(key => job.Keys[key] is { } value && !shared.Contains(value)))];
    }
}
