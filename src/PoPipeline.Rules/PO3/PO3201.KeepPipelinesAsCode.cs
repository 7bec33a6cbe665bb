using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3201: a repository keeps its pipelines as code, and its platform reads them.</summary>
public sealed class PO3201KeepPipelinesAsCode : Rule
{
    /// <inheritdoc/>
    public override string Summary => "At least one pipeline lies in the repository, and no pipeline file is silently ignored by its platform.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override Verdict Judge(Snapshot snapshot)
    {
        if (snapshot.Repository.Files.IsEmpty)
        {
            return Verdict.NotApplicable("The repository has no file.") with { Gaps = snapshot.Repository.Unlisted };
        }

        var all = snapshot.Pipelines.Where(pipeline => pipeline.Kind is PipelineKind.Workflow).ToImmutableArray();
        var workflows = all.Count(pipeline => pipeline.Unreadable is null);

        // A pipeline file of a system that has no reader here still shows that the pipeline is kept as code. One that the policy leaves out shows nothing, since
        // nothing may run it any more; nor is a pipeline missing, since something may.
        var others = snapshot.UnreadPipelines.Count(file => file.LeftOut is null);
        var ignored = snapshot.IgnoredPipelines.ToLookup(pipeline => pipeline.Unreadable is null);
        return new Verdict
        {
            Judged = workflows + others + ignored[true].Count(),
            Findings = [.. Missing(snapshot, all.Length + snapshot.UnreadPipelines.Length), .. ignored[true].Select(Ignored)],
            Gaps =
            [
                .. snapshot.Repository.Unlisted,
                .. workflows + others == 0 ? snapshot.UnreadGaps : [],

                // One that was read shows that the pipeline is kept as code; one that was not may hold anything.
                .. all.Where(pipeline => workflows + others == 0 && pipeline.Unreadable is not null).Select(pipeline => new Gap(pipeline.Path, pipeline.Unreadable ?? "", Failed: true)),
                .. ignored[false].Select(pipeline => new Gap(pipeline.Path, $"whether it was meant as a pipeline is not known, since {pipeline.Unreadable}", Failed: true)),
            ],
            Reason = $"{workflows} of {Counted.Of(all.Length, "pipeline")} read, {Counted.Of(others, "file")} of other pipeline systems seen, {ignored[true].Count()} ignored by their platform.{LeftOut(snapshot)}",
        };
    }

    private static IEnumerable<Finding> Missing(Snapshot snapshot, int count)
    {
        // One that its platform ignores is told of where it lies.
        if (count > 0 || snapshot.IgnoredPipelines.Any(pipeline => pipeline.Unreadable is null) || !snapshot.Repository.IsListed || snapshot.UnreadGaps.Length > 0)
        {
            return [];
        }

        // What is missing has no place: it is the one where it belongs, and where nobody says which forge it is, parts for others tell.
        var platform = snapshot.Repository.Forge is Forge.Unknown && snapshot.Pipelines is [{ Platform: var only }, ..] ? PlatformProfiles.Of(only) : PlatformProfiles.Of(snapshot.Repository.Forge);
        return
        [
            new Finding
            {
                Message = "The repository holds no pipeline. Whatever builds, tests and releases it is written down where no change is reviewed and no "
                    + $"history is kept, if it is written down at all. Keep the pipeline in the repository, for example in '{platform.Home}'.",
                Subject = "repository#pipelines",
                Place = Place.StartOf(platform.FirstFile),
            },
        ];
    }

    private static string LeftOut(Snapshot snapshot) => string.Concat(snapshot.UnreadPipelines
        .Where(file => file.LeftOut is not null)
        .GroupBy(file => file.LeftOut, StringComparer.Ordinal)
        .Select(group => $" The policy leaves out {CodeOwnersRule.List([.. group.Select(file => file.Path)])}: {group.Key}"));

    private static Finding Ignored(IgnoredPipeline ignored) => new()
    {
        Message = ignored.IsTemplate
            ? $"'{ignored.Path}' looks like a pipeline and does not run here: {ignored.Why}. Where it is a template, it runs in what is made of it; where it is to run here, move it to where its platform reads it."
            : $"'{ignored.Path}' looks like a pipeline but never runs: {ignored.Why}. A check that silently does not run is taken for one that passes. "
                + "Move the file to where its platform reads it, or remove it.",
        Subject = $"{ignored.Path}#ignored",
        Place = Place.StartOf(ignored.Path),
        Severity = ignored.IsTemplate ? Model.Results.Severity.Low : Model.Results.Severity.Medium,
        Evidence = ignored.Why,
    };
}
