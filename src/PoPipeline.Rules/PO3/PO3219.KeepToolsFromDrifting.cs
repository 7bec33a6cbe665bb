using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3219: what a tool made of the files is what the files say.</summary>
public sealed class PO3219KeepToolsFromDrifting : PipelineRule
{
    /// <inheritdoc/>
    public override string Summary => "What a tool makes of files stays what they say: no difference is hidden, nothing changes it without a change of the files, and nothing is taken away because it is not named.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [353, 471, 668, 778];

    /// <inheritdoc/>
    public override bool IsMeantFor(Platform platform) => PlatformProfiles.Of(platform).MakesOfFiles;

    /// <inheritdoc/>
    protected override string NothingToJudge => "No tool here keeps something as its files say it.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) => pipeline.Kind is PipelineKind.Workflow || pipeline.Deployment is not null;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot) =>
        from drift in pipeline.Drifts
        let known = Describe(drift.Kind)
        select new Finding
        {
            Message = $"'{drift.Text}' {known.Message}",
            Subject = $"{pipeline.Subject}drift/{drift.Kind}{(IsOfWhole(drift.Kind) ? "" : $"/{drift.Text}")}",
            Place = drift.Span,
            Severity = known.Severity,
            Pedantic = known.IsPedantic,
        };

    // A pipeline is locked or not, however that is written.
    private static bool IsOfWhole(DriftKind kind) => kind is DriftKind.MayBeEdited or DriftKind.IsOpenToEdits or DriftKind.DeletesUnnamed;

    private static (string Message, Severity Severity, bool IsPedantic) Describe(DriftKind kind) => kind switch
    {
        DriftKind.MayBeEdited => ("is missing: people may change the pipeline in the platform, where nobody reviews it, and it runs so until the file changes next. Write it, where the server does not lock every pipeline by its own settings.", Severity.Low, false),
        DriftKind.IsOpenToEdits => ("lets people change the pipeline in the platform, where nobody reviews it, and it runs so until the file changes next. Lock it.", Severity.Medium, false),
        DriftKind.DeletesUnnamed => ("deletes every pipeline of the application that this file does not name: a slip in a merge, or another name, takes pipelines away together with their history. Leave it out, and delete a pipeline by a change that says so.", Severity.Medium, false),
        DriftKind.Hidden => ("has differences passed over in what decides what runs, or who may do what: somebody can change that by hand, and it is said to be as the files say. Pass over the one field that something else sets.", Severity.Medium, false),
        DriftKind.PassedOver => ("has differences passed over in a field that something else may set; say beside it what sets it, so that somebody can tell whether that still holds.", Severity.Low, true),
        DriftKind.Kept => ("leaves what is passed over as it is when something else is deployed, too, so that it never becomes what the files say again. Leave it out where that is not meant.", Severity.Low, true),
        DriftKind.Unhealed => ("deploys changes of the files by itself, but leaves alone what somebody changes by hand: the system stays as they made it until the files change. Have it put right as well.", Severity.Low, true),
        DriftKind.Unwritten => ("has a tool change which image is deployed, and write that to no file: what runs stands in no history, nobody reviewed it, and it is lost when the deployment is made anew. Have the tool write to the repository.", Severity.Medium, false),
        DriftKind.Newest => ("deploys whatever was put into the registry last, whatever it is called, so that whoever can put an image there decides what runs. Name a range of versions, or have one digest written to the repository.", Severity.Medium, false),
        DriftKind.Replaced => ("throws away what is there and makes it anew in place of changing it, so that what others rely on goes away in between, and fields that the system set are lost. Set it on the one resource that needs it.", Severity.Low, true),
        DriftKind.Unchecked => ("deploys what the system would refuse as it does not fit its schema: a field that is misspelt is lost without a word. Leave the check on.", Severity.Low, true),
        _ => ("lets everything be removed when the files say nothing, which is what an empty folder or a wrong path says, too. Leave it out.", Severity.Medium, false),
    };
}
