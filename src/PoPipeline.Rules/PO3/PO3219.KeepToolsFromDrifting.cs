using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3219: what runs is what the file says.</summary>
public sealed class PO3219KeepToolsFromDrifting : PipelineRule
{
    /// <inheritdoc/>
    public override string Summary => "What a tool runs stays what its file says: nobody changes it elsewhere, and no tool takes away what a file no longer names.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [668, 471];

    /// <inheritdoc/>
    public override bool IsMeantFor(Platform platform) => PlatformProfiles.Of(platform).KeepsCopies;

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline is copied to where it could be changed.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) => pipeline.Kind is PipelineKind.Workflow && PlatformProfiles.Of(pipeline.Platform).KeepsCopies;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot) =>
        pipeline.Drifts.Select(drift => new Finding
        {
            Message = drift.Kind switch
            {
                DriftKind.MayBeEdited => $"'{drift.Text}' is missing: people may change the pipeline in the platform, where nobody reviews it, and it runs so until the file changes next. Write it, where the server does not lock every pipeline by its own settings.",
                DriftKind.IsOpenToEdits => $"'{drift.Text}' lets people change the pipeline in the platform, where nobody reviews it, and it runs so until the file changes next. Lock it.",
                _ => $"'{drift.Text}' deletes every pipeline of the application that this file does not name: a slip in a merge, or another name, takes pipelines away together with their history. Leave it out, and delete a pipeline by a change that says so.",
            },
            Subject = $"{pipeline.Subject}drift/{drift.Kind}",
            Place = drift.Span,
            Severity = drift.Kind is DriftKind.MayBeEdited ? Severity.Low : Severity.Medium,
        });
}
