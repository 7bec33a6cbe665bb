using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Analysis;

/// <summary>What a rule about pipelines cannot know, since some pipelines are those of systems that have no reader yet.</summary>
internal static class Unread
{
    private const int MostNamed = 5;

    /// <summary>One gap a system, which names its files, and what is not known about them.</summary>
    public static ImmutableArray<Gap> GapsOf(Snapshot snapshot) =>
    [
        .. snapshot.UnreadPipelines
            .Where(file => file.LeftOut is null && snapshot.Part?.Includes(file.Path) is not false)
            .GroupBy(file => file.System, StringComparer.Ordinal)
            .Select(system => new { System = system.Key, Files = system.Select(file => file.Path).ToImmutableArray() })
            .Select(system => new Gap(
                system.Files[0],
                $"PoPipeline does not read {system.System} yet: {CodeOwnersRule.List(system.Files, MostNamed)}; have somebody look at {(system.Files.Length == 1 ? "it" : "them")}, or leave {(system.Files.Length == 1 ? "it" : "them")} out with a reason, 'pipelines.leave-out' of the policy",
                Failed: false)),
        .. snapshot.UnreadGaps,
    ];
}
