using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3204: pipeline code of others is pinned to one content.</summary>
public sealed class PO3204PinReusedPipelineCode : PipelineRule
{
    /// <inheritdoc/>
    public override string Summary => "Every action, reusable pipeline, include or library of others is pinned to one immutable content.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [829, 1357];

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline reuses code of others.";

    /// <inheritdoc/>
    protected override bool LooksAtDeployments => true;

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) => Reused(pipeline).Any() || pipeline.Lock is { Problems.Length: > 0 };

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot) =>
        Reused(pipeline)
            .Where(entry => IsLoose(entry.Reference) && !Rejected.IsReference(pipeline, entry.Reference.Span))
            .Select(entry => pipeline.Deployment is not null
                ? DeployedSources.Judge(pipeline, entry, Pins.PolicyFor(entry.Reference, snapshot.Policy), snapshot.Policy)
                : Judge(pipeline, entry.Reference, entry.Subject, Pins.PolicyFor(entry.Reference, snapshot.Policy), snapshot.Repository.Owner is not null, ReachesProduction(pipeline, entry.Reference, snapshot.Policy)))
            .OfType<Finding>()
            .Concat(Reused(pipeline).Where(entry => IsNameless(entry.Reference)).Select(Nameless))
            .Concat(LockFindings(pipeline));

    // A digest alone pins, and tells nobody which version that is, nor a bot which one comes next.
    private static bool IsNameless(Reference reference) => reference is { Kind: ReferenceKind.Bundle, Pin: Pin.Digest, Version.Value: { } version } && version.StartsWith("sha", StringComparison.Ordinal);

    private static Finding Nameless(Reused entry) => new()
    {
        Message = $"'{entry.Reference.Text}' is pinned, and names no version: nobody sees which one runs, and neither people nor bots see which one would be next. Write the tag before the digest, 'name:tag@sha256:…'.",
        Subject = $"{entry.Subject}/tag",
        Place = entry.Reference.Span,
        Severity = Severity.Low,
        Pedantic = true,
    };

    /// <inheritdoc/>
    protected override IEnumerable<Gap> Missing(Pipeline pipeline, Snapshot snapshot) =>
        Reused(pipeline)
            .Where(entry => entry.Reference.Pin is Pin.Unknown && !entry.Reference.Locked)
            .Select(entry => new Gap(entry.Subject, entry.Reference.Why ?? $"what '{entry.Reference.Text}' names is only known when the pipeline runs", Failed: false));

    private static IEnumerable<Reused> Reused(Pipeline pipeline) =>
        pipeline.References().Where(entry => entry.Reference.Kind is not (ReferenceKind.Image or ReferenceKind.MachineImage));

    // By its name, that of the pipeline or of what it is handed.
    private static bool ReachesProduction(Pipeline pipeline, Reference reference, Policy policy) =>
        reference.Kind is ReferenceKind.Module
        && (Deployments.IsProduction(reference.Name, policy)
            || (pipeline.Name is { } name && Deployments.IsProduction(name.Value, policy))
            || pipeline.Jobs.Any(job => job.Calls == reference && job.Inputs.Any(input => Deployments.IsProduction(input.Value, policy))));

    // A lock file pins actions; the platform does not apply it to whole pipelines that a job calls.
    private static bool IsLoose(Reference reference) =>
        !Pins.IsFirm(reference)
        && reference.Pin is not Pin.Unknown
        && !TagOnlyComponents.IsAsFirmAsCanBe(reference)
        && reference is not { Kind: ReferenceKind.Artifacts, Pin: Pin.Tag }
        && !(reference.Locked && reference.Kind is not ReferenceKind.ReusablePipeline);

    private static Finding? Judge(Pipeline pipeline, Reference reference, string subject, PinPolicy? entry, bool isOwnerKnown, bool reachesProduction)
    {
        if (entry is not null && Pins.Accepts(entry, reference))
        {
            return null;
        }

        if (reference.Kind is ReferenceKind.Module)
        {
            return new Finding
            {
                Message = $"'{reference.Text}' is taken as it is in the repository of templates that the server knows, and no file can name a version of it: whoever may push there changes what is made of this file, without a change here. "
                    + "Keep what reaches production in this repository, or review changes of the templates as those of this file.",
                Subject = subject,
                Place = reference.Span,
                Severity = reachesProduction ? Severity.Medium : Severity.Low,
            };
        }

        // Files are not yet programs, and rules that judge run nothing.
        var severity = reference.Kind is ReferenceKind.Policy ? Severity.Medium
            : reference.Kind is ReferenceKind.PolicyData ? Severity.Low
            : reference.Kind is ReferenceKind.Source ? (reference.Publisher is Publisher.SameOwner || reference.Pin is Pin.Tag ? Severity.Low : Severity.Medium)
            : reference.Kind is ReferenceKind.Artifacts ? (reference.Publisher is Publisher.SameOwner ? Severity.Low : Severity.Medium) : SeverityOf(reference);
        return new Finding
        {
            Message = Describe(reference, entry, isOwnerKnown, PlatformProfiles.Of(pipeline.Platform)),
            Subject = subject,
            Place = reference.Span,
            Severity = entry is not null && severity < Severity.Medium ? Severity.Medium : severity,
        };
    }

    // Severity follows whom one trusts, and how easily the version moves.
    private static Severity SeverityOf(Reference reference) => (reference.Publisher, reference.Pin) switch
    {
        (Publisher.PlatformVendor or Publisher.SameOwner or Publisher.SameRepository, Pin.Branch or Pin.None) => Severity.Medium,
        (Publisher.PlatformVendor or Publisher.SameOwner or Publisher.SameRepository, _) => Severity.Low,
        (_, Pin.Branch or Pin.None) => Severity.High,
        _ => Severity.Medium,
    };

    private static string Describe(Reference reference, PinPolicy? entry, bool isOwnerKnown, PlatformProfile profile)
    {
        var who = reference.Publisher switch
        {
            Publisher.PlatformVendor => "the platform's own maker",
            Publisher.SameOwner => profile.SameOwner,
            Publisher.SameRepository => "this repository's owner",
            _ when isOwnerKnown => "somebody else",

            // Where no remote says whose this repository is, it may be the same one.
            _ => "its owner",
        };
        var policy = entry is null ? "" : $" The policy's entry '{entry.Name}' asks for more.";
        if (reference.Kind is ReferenceKind.Artifacts)
        {
            return $"'{reference.Text}' brings in what a job of another project made last on {Pins.Describe(reference)}, which {who} can change: the next run may work with other files.{policy} Name the tag of "
                + "a release.";
        }

        if (reference.Kind is ReferenceKind.Policy or ReferenceKind.PolicyData)
        {
            return $"'{reference.Text}' {(reference.Pin is Pin.None ? "names no version" : $"is pinned to {Pins.Describe(reference)}")}, so that {who} can change {(reference.Kind is ReferenceKind.Policy ? "the rules by which" : "what the rules go by when")} the next release is judged, "
                + $"without a change here.{policy} Pin it by its digest or a full commit hash, and let a bot update that.";
        }

        if (reference.Kind is ReferenceKind.Source)
        {
            return $"'{reference.Text}' {(reference.Pin is Pin.None ? "is taken as it is at that address, where" : $"is taken from {Pins.Describe(reference)}, which")} {who} can {(reference.Pin is Pin.None ? "put something else" : "move")}: "
                + $"the next run may deploy something else than the last one, without {(reference.Publisher is Publisher.Unknown ? "a change of this file" : "a change here")}.{policy} {(reference.Pin is Pin.None ? "Take it from a repository, by a full commit hash." : "Name a full commit hash.")}"
                + (reference is { Publisher: Publisher.Unknown, Pin: Pin.Branch } ? " Where it is a file of this very repository, protect the branch instead: no file can name its own commit." : "");
        }

        if (reference.Pin is Pin.None && profile.AddressPin is { } hash && reference.Text.Contains("://", StringComparison.Ordinal))
        {
            return $"'{reference.Text}' is taken as it is at that address, where {who} can put another text at any time: the next run may execute other code with this pipeline's "
                + $"token and secrets.{policy} Write '{hash}' beside it, so that another text is refused.";
        }

        if (reference.Kind is ReferenceKind.Orb)
        {
            return reference.Text.Contains("://", StringComparison.Ordinal)
                ? $"'{reference.Text}' is taken as it is at that address, where {who} can put another text at any time: the next run may execute other code with this pipeline's secrets.{policy} Take a released version out of the registry, or keep the text in this repository."
                : $"'{reference.Text}' {(reference.Pin is not Pin.None ? $"is pinned to {Pins.Describe(reference)}, which {who} can move" : reference.Version is null ? $"names no version, so that whatever {who} publishes next runs here" : $"follows every release, so that whatever {who} publishes next runs here")}"
                    + $"{(reference.Pin is Pin.None ? "." : ": the next run may execute other code with this pipeline's secrets.")}{policy} Name one whole version, '1.2.3', which nobody can change once it is published.";
        }

        if (reference.Pin is Pin.None && reference.Text.Contains("://", StringComparison.Ordinal))
        {
            return $"'{reference.Text}' is taken as it is at that address, where {who} can put another text at any time: the next run may execute other code with this pipeline's "
                + $"token and secrets.{policy} Take it by the full hash of a commit, in the address where that names one, or keep the text in this repository.";
        }

        // A file of another project has its version beside it.
        var key = reference.Kind is ReferenceKind.Include && reference.Name.Contains("//", StringComparison.Ordinal) && !reference.Name.Contains("://", StringComparison.Ordinal) ? profile.VersionKey : null;
        var advice = reference.Publisher is Publisher.SameRepository ? "Take it by its path in this repository, so that it is the one of the commit that the run is for, or pin it to a full commit hash"
            : reference.Kind is ReferenceKind.Bundle ? "Pin it by its digest, 'name:tag@sha256:…', and let a bot update the digest"
            : reference.Kind is ReferenceKind.Listed ? "Take it as a bundle that is pinned by its digest, or by a commit from its repository"
            : TagOnlyComponents.Has(reference) ? "Name the tag of a whole release, 'v1.2.3', which is all that it works by"
            : reference.Kind is ReferenceKind.Chart && !reference.Text.Contains(".git", StringComparison.Ordinal) ? "Name one whole version"
            : reference.Pin is Pin.None ? $"Pin it to a full commit hash{(key is null ? "" : $": add '{key}' with it")}"
            : $"Pin it to a full commit hash{(key is null ? "" : $" in '{key}'")} and keep the version as a comment behind it";
        return reference.Pin is Pin.None
            ? $"'{reference.Text}' {(reference.Version is null ? "names no version" : "follows every release")}, so that whatever {who} publishes next runs here.{policy} {advice}."
            : $"'{reference.Text}' is pinned to {Pins.Describe(reference)}, which {who} can move: the next run may execute other code with this pipeline's "
                + $"token and secrets.{policy} {advice}.";
    }

    private static IEnumerable<Finding> LockFindings(Pipeline pipeline) =>
        (pipeline.Lock?.Problems ?? [])
            .Select(problem => new Finding
            {
                Message = $"{problem.Message}. What the lock file does not cover is resolved anew in every run; write the lock file again.",
                Subject = $"{pipeline.Lock!.Path}#{problem.Key}",
                Place = problem.Span,
                Evidence = $"pipeline: {pipeline.Path}",
                Severity = problem.Kind is ProblemKind.LockIneligible ? Severity.Low : Severity.Medium,
                Pedantic = problem.Kind is ProblemKind.LockIneligible,
            });
}
