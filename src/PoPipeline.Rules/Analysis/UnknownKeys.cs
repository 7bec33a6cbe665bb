using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Analysis;

/// <summary>What a rule about pipelines cannot know, since a platform may have learned a key that its reader has not.</summary>
internal static class UnknownKeys
{
    private const int MostNamed = 5;
    private const int LongestKey = 40;

    /// <summary>One gap a pipeline, which names the keys and where they stand.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="isMeant">Whether a platform has anything of what the rule looks at.</param>
    public static ImmutableArray<Gap> GapsOf(Snapshot snapshot, Predicate<Platform> isMeant) => [.. snapshot.Pipelines.Where(pipeline => !pipeline.UnknownKeys.IsEmpty && isMeant(pipeline.Platform)).Select(GapOf)];

    private static Gap GapOf(Pipeline pipeline)
    {
        var keys = pipeline.UnknownKeys;
        var named = string.Join(", ", keys.Take(MostNamed).Select(key => $"'{Short(key.Value)}' (line {key.Span.Region.StartLine})"));
        var more = keys.Length > MostNamed ? $" and {keys.Length - MostNamed} more" : "";
        return new Gap(pipeline.Path, $"PoPipeline does not know the {(keys.Length == 1 ? "key" : "keys")} {named}{more}, so that what {(keys.Length == 1 ? "it does" : "they do")} was not looked at", Failed: false);
    }

    private static string Short(string key) => key.Length > LongestKey ? string.Concat(key.AsSpan(0, LongestKey), "…") : key;
}
