using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.Analysis;

/// <summary>What is said of a source that a tool deploys from. To follow a branch is how such tools are meant to be used, so that it depends on where it goes, and on whom the branch belongs to.</summary>
internal static class DeployedSources
{
    /// <summary>Judges a source that no content is named of.</summary>
    /// <param name="pipeline">The deployment's file.</param>
    /// <param name="reused">The source.</param>
    /// <param name="entry">What the policy asks for; null where it asks for nothing.</param>
    /// <param name="policy">The policy.</param>
    public static Finding? Judge(Pipeline pipeline, Reused reused, PinPolicy? entry, Policy policy)
    {
        var reference = reused.Reference;
        if (entry is not null && Pins.Accepts(entry, reference))
        {
            return null;
        }

        var (tier, by) = DeploymentTiers.Of(pipeline.Deployment!, policy);
        if (Weigh(pipeline, reference, tier) is not var (severity, isPedantic))
        {
            if (entry is null)
            {
                return null;
            }

            (severity, isPedantic) = (Severity.Medium, false);
        }

        var asked = entry is null ? "" : $" The policy's entry '{entry.Name}' asks for more.";
        return new Finding
        {
            Message = Describe(reference, tier is DeploymentTier.Production ? by?.Value : null) + asked + Advice(reference),
            Subject = reused.Subject,
            Place = reference.Span,
            Severity = entry is not null && severity < Severity.Medium ? Severity.Medium : severity,
            Pedantic = isPedantic && entry is null,
            Related = by is null || tier is not DeploymentTier.Production || by.Span == reference.Span ? [] : [new RelatedPlace(by.Span, "what says that it goes to production")],
        };
    }

    private static (Severity Severity, bool IsPedantic)? Weigh(Pipeline pipeline, Reference reference, DeploymentTier tier)
    {
        var isForeign = reference.Publisher is Publisher.ThirdParty;
        return reference.Pin switch
        {
            // A published version of a chart is replaced by nobody who keeps to the rules of its registry; a tag of one's own is a release.
            Pin.ExactVersion => null,
            Pin.Tag when !isForeign => null,
            Pin.Tag => tier is DeploymentTier.Trial ? null : (Severity.Low, true),
            Pin.Range => (tier is DeploymentTier.Trial ? Severity.Low : Severity.Medium, false),
            Pin.None when reference.Kind is ReferenceKind.Include => (tier is DeploymentTier.Trial ? Severity.Low : Severity.Medium, false),

            _ when tier is DeploymentTier.Trial => null,

            // What changes here is a change of this very repository, which somebody reviews.
            _ when reference.Publisher is Publisher.SameRepository => tier is DeploymentTier.Production ? (Severity.Low, false) : (Severity.Low, true),
            _ when tier is DeploymentTier.Production => (Severity.Medium, false),
            _ when isForeign && pipeline.Deployment!.Automation is not null => (Severity.Low, false),
            _ => (Severity.Low, true),
        };
    }

    private static string Describe(Reference reference, string? production)
    {
        var where = production is null ? "" : $", and '{production}' says that it goes to production";
        var change = IsForeign(reference) ? "any change here" : "any change of this file";
        if (IsOwn(reference))
        {
            return $"'{reference.Text}' is deployed from {(reference.Pin is Pin.None ? "the default branch" : Pins.Describe(reference))} of {(reference.OwnBy is { } why ? $"what looks like this very repository, since {why}" : "this very repository")}{where}: "
                + "whatever is merged there is deployed next, so that nothing but the review of that branch holds a change up.";
        }

        return reference.Kind is ReferenceKind.Include
            ? $"'{reference.Text}' is read as it is at that address, where another text can be put at any time{where}: it then decides what is deployed, without any change here."
            : reference.Pin is Pin.None
            ? $"'{reference.Text}' names no version{where}: what is published or pushed there next is deployed, without {change}."
            : $"'{reference.Text}' follows {Pins.Describe(reference)}{where}: what is published or pushed there next is deployed, without {change}.";
    }

    // No file can name the commit that it is itself a part of.
    private static string Advice(Reference reference) => reference.Kind switch
    {
        ReferenceKind.Include => " Keep the values in the repository that is deployed, or name a commit in the address.",
        _ when reference.Pin is Pin.Range => " Name one exact version, and have a bot raise it.",
        _ when IsOwn(reference) => " Protect the branch, so that somebody else reviews each change of it; where each step to an environment is to be a change of its own, deploy that from a tag or a branch of its own, such as one that a pipeline writes the rendered manifests to.",
        _ => " Name a full commit hash, or a tag that nobody may move, and have a bot or a pipeline raise it, so that each step to production is a change that somebody reviews."
            + (reference is { Publisher: Publisher.Unknown, Pin: Pin.Branch or Pin.None } ? " Where it is this very repository, protect the branch instead: no file can name its own commit." : ""),
    };

    // A range of tags of one's own is one of releases.
    private static bool IsOwn(Reference reference) => reference is { Publisher: Publisher.SameRepository, Pin: Pin.Branch or Pin.None };

    private static bool IsForeign(Reference reference) => reference.Publisher is Publisher.ThirdParty or Publisher.SameOwner or Publisher.PlatformVendor;
}
