using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Finds the hidden jobs of a file that others include: those which they extend, as nothing in the file itself does.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/jobs/#hide-a-job and https://docs.gitlab.com/ci/yaml/yaml_optimization/.</remarks>
internal static class OfferedJobs
{
    // Without one of them there is nothing in it that would run.
    private static readonly string[] Running = ["script", "before_script", "after_script", "run", "trigger", "image", "services"];

    // What tells a job from anything else that has a name.
    private static readonly string[] Working = ["script", "run", "trigger", "extends"];

    // What a header may say, and nothing else that is called so does.
    private static readonly string[] Declaring = ["inputs", "component", "include", "description"];

    /// <summary>Whether a file is for others to include, as far as it says itself: all that it holds are jobs and what is said of them, and something of it would run.</summary>
    /// <param name="file">The file.</param>
    /// <param name="mayBeVisible">Whether jobs that are not hidden count: where GitLab runs what the repository holds, and nowhere else.</param>
    public static bool AreAllOf(CiFile file, bool mayBeVisible) =>
        file.Content is { } content
        && content.Entries.All(entry => entry.Key.Value.StartsWith('.') || !ConfigurationReader.IsJob(entry.Key.Value) || (mayBeVisible && IsWorking(entry.Value)))
        && content.Entries.Any(entry => entry.Value is YamlMapping keys && (entry.Key.Value.StartsWith('.')
            ? (keys.Entry("script") ?? keys.Entry("before_script") ?? keys.Entry("run")) is not null
            : ConfigurationReader.IsJob(entry.Key.Value) && keys.Entries.All(key => key.Key.Value is "<<" || Keywords.Known.Job.Keys!.ContainsKey(key.Key.Value))));

    /// <summary>Whether a document declares what others hand to the one behind it.</summary>
    /// <param name="header">The document; null where there is none.</param>
    public static bool IsHeader(YamlMapping? header) => header is { Entries: [{ Key.Value: "spec", Value: YamlMapping spec }] } && spec.Entries.All(entry => Declaring.Contains(entry.Key.Value, StringComparer.Ordinal));

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

    private static bool IsWorking(YamlNode value) => value is YamlMapping keys && Working.Any(key => keys.Entry(key) is { Value: not YamlScalar { IsNull: true } });
}
