using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Merging;

/// <summary>What a job has from <c>default</c> where it does not say it itself.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/#default and https://docs.gitlab.com/ci/yaml/#inheritdefault.</remarks>
internal static class DefaultKeys
{
    /// <summary>Keys of <c>default</c> that jobs take. GitLab accepts <c>timeout</c> there, too, and no job takes it.</summary>
    public static readonly FrozenSet<string> Names = new[]
    {
        "after_script", "artifacts", "before_script", "cache", "hooks", "id_tokens", "identity", "image", "interruptible", "retry", "services", "tags",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Those of them that may stand at the top of a file as well, as they did before there was <c>default</c>.</summary>
    public static readonly FrozenSet<string> Global = new[] { "image", "services", "cache", "before_script", "after_script" }.ToFrozenSet(StringComparer.Ordinal);

    // A job that starts another pipeline runs nothing itself.
    private static readonly FrozenSet<string> OfCalls = new[] { "interruptible" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A job with what it inherits.</summary>
    /// <param name="job">The job.</param>
    /// <param name="defaults">What all jobs inherit.</param>
    public static YamlMapping Into(YamlMapping job, ImmutableArray<YamlEntry> defaults)
    {
        if (defaults.IsEmpty)
        {
            return job;
        }

        var inherit = (job["inherit"] as YamlMapping)?["default"];
        var isCall = job.Entry("trigger") is not null;
        var own = job.Entries.Select(entry => entry.Key.Value).ToHashSet(StringComparer.Ordinal);
        var inherited = defaults.Where(entry => !own.Contains(entry.Key.Value) && Inherits(inherit, entry.Key.Value) && (!isCall || OfCalls.Contains(entry.Key.Value))).ToList();
        return inherited.Count == 0 ? job : new YamlMapping(job.Span, [.. job.Entries, .. inherited], job.IsFlow);
    }

    /// <summary>What all jobs inherit that do not say otherwise.</summary>
    /// <param name="root">All that the files say.</param>
    public static ImmutableArray<YamlEntry> Of(YamlMapping root)
    {
        var said = root.Entry("default") is { Value: YamlMapping defaults } entry && !ConfigurationReader.IsJob(entry) ? defaults.Entries.Where(entry => Names.Contains(entry.Key.Value)).ToList() : [];
        return [.. said, .. root.Entries.Where(entry => Global.Contains(entry.Key.Value) && said.All(other => other.Key.Value != entry.Key.Value))];
    }

    private static bool Inherits(YamlNode? inherit, string key) => inherit switch
    {
        YamlScalar { Value: "false" } => false,
        YamlSequence names => names.Items.OfType<YamlScalar>().Any(name => name.Value == key),
        _ => true,
    };
}
