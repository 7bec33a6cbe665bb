using PoPipeline.Rules.Model;
using PoPipeline.Sources.Pipelines;

namespace PoPipeline.Outputs;

/// <summary>Says that only a part of a repository, or the pipelines of some platforms, were asked about, so that nobody takes a report for one on all of it.</summary>
internal static class PartWords
{
    /// <summary>Says it, in sentences that hold text of others; null where the whole repository was asked about.</summary>
    public static string? Of(Snapshot snapshot) => (OfPart(snapshot.Part), OfPlatforms(snapshot.Platforms)) switch
    {
        ({ } part, { } platforms) => $"{part} {platforms}",
        var (part, platforms) => part ?? platforms,
    };

    private static string? OfPart(JudgedPart? part) => part is null ? null
        : $"Only what touches '{part.Path}' is said here: the repository was read and judged as a whole, and what lies elsewhere in it was left out.";

    private static string? OfPlatforms(JudgedPlatforms? platforms) => platforms is null ? null
        : $"Of pipelines, only those of {string.Join(" and ", platforms.All.Select(PipelineSystem.NameOf))} are judged here, and what the files of other systems hold was left out.";
}
