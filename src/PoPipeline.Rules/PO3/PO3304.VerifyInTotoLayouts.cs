using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.SupplyChains;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3304: a layout of in-toto in the repository is signed, holds, and asks for what makes it worth verifying by.</summary>
public sealed class PO3304VerifyInTotoLayouts : Rule
{
    // As long as it takes people to sign a new one.
    private const int NoticeDays = 30;

    /// <inheritdoc/>
    public override string Summary => "Layouts of in-toto verify by the keys of the policy, have not expired, and leave nothing open that they seem to demand.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override Verdict Judge(Snapshot snapshot)
    {
        var layouts = snapshot.InTotoLayouts;
        ImmutableArray<Gap> gaps = [.. snapshot.Repository.Unlisted, .. snapshot.InTotoGaps, .. layouts.Select(GapOf).OfType<Gap>()];
        return layouts.IsEmpty && gaps.IsEmpty
            ? Verdict.NotApplicable("The repository has no layout of in-toto.")
            : new Verdict
            {
                Judged = layouts.Length,
                Findings = [.. layouts.SelectMany(layout => FindingsOf(layout, snapshot.ObservedAt))],
                Gaps = gaps,
                Evidence = [.. layouts.Where(layout => layout.State is SupplyState.Verified).SelectMany(EvidenceOf)],
                IsPerFile = true,
                Reason = $"{Counted.Of(layouts.Length, "layout")} of in-toto looked at{NotExecuted(layouts)}.",
            };
    }

    private static IEnumerable<Finding> FindingsOf(SupplyLayout layout, DateTimeOffset now) =>
    [
        .. layout.State is SupplyState.Failed ? [Failure(layout)] : Array.Empty<Finding>(),
        .. Expiry(layout, now) is { } expiry ? [expiry] : Array.Empty<Finding>(),
        .. layout.Weaknesses.GroupBy(weakness => (weakness.Kind, weakness.Place.Path)).Select(alike => Weakness(layout, [.. alike])),
    ];

    // What is wrong may stand in a link.
    private static string SubjectOf(SupplyLayout layout, Place place, string part) => place.Path == layout.Path ? $"{layout.Path}#{part}" : $"{place.Path}#{part}:{layout.Path}";

    private static Finding Failure(SupplyLayout layout) => new()
    {
        Message = $"The supply chain of '{layout.Path}' does not verify: {layout.Reason} What was made may not be what its owners asked for, or not by whom. "
            + "Find out what differs, and make the step anew or have the owners sign the layout that is meant.",
        Subject = SubjectOf(layout, layout.Place, "verification"),
        Place = layout.Place,
        Severity = Model.Results.Severity.High,
    };

    private static Finding? Expiry(SupplyLayout layout, DateTimeOffset now)
    {
        if (layout.Expires is not { } expires || expires - now > TimeSpan.FromDays(NoticeDays))
        {
            return null;
        }

        var day = $"{expires.UtcDateTime:yyyy-MM-dd}";
        var which = layout.ExpiresPlace.Path == layout.Path ? $"The layout '{layout.Path}'" : $"The layout '{layout.ExpiresPlace.Path}', which stands in place of a link of '{layout.Path}',";
        var isOver = expires < now;
        return new Finding
        {
            Message = isOver
                ? $"{which} expired on {day}: nothing verifies by it any more, and whoever skips that check trusts keys that nobody has looked at since. Have its owners look at it and sign it anew with a later 'expires'."
                : $"{which} expires on {day}: from then on nothing verifies by it. Have its owners look at it and sign it anew with a later 'expires' before that day.",
            Subject = SubjectOf(layout, layout.ExpiresPlace, "expires"),
            Place = layout.ExpiresPlace,
            Severity = isOver ? Model.Results.Severity.Medium : Model.Results.Severity.Low,
        };
    }

    private static Finding Weakness(SupplyLayout layout, ImmutableArray<SupplyWeakness> alike) => new()
    {
        Message = $"{alike[0].Text}{(alike.Length > 1 ? $" The same is so in {Counted.Of(alike.Length - 1, "other place")} of '{alike[0].Place.Path}'." : "")}",
        Subject = SubjectOf(layout, alike[0].Place, alike[0].Kind.ToString().ToLowerInvariant()),
        Place = alike[0].Place,
        Severity = SeverityOf(alike[0].Kind),
        Pedantic = alike[0].Kind is SupplyWeaknessKind.RunsCommand or SupplyWeaknessKind.OtherCommand,
        Related = [.. alike.Skip(1).Select(weakness => new RelatedPlace(weakness.Place, "another place where it is so"))],
    };

    private static Severity SeverityOf(SupplyWeaknessKind kind) => kind
        is SupplyWeaknessKind.ThresholdOfOne or SupplyWeaknessKind.SharedKey or SupplyWeaknessKind.RepeatedKey or SupplyWeaknessKind.UnsupportedKey or SupplyWeaknessKind.RunsCommand
        or SupplyWeaknessKind.OtherKeyId or SupplyWeaknessKind.OtherStep or SupplyWeaknessKind.OtherCommand or SupplyWeaknessKind.LinksDiffer
        ? Model.Results.Severity.Low
        : Model.Results.Severity.Medium;

    // What nobody could tell is no pass.
    private static Gap? GapOf(SupplyLayout layout) => layout.State switch
    {
        SupplyState.Unknown => new Gap(layout.Path, $"whether its supply chain verifies is not known: {Clause(layout.Reason)}", Failed: true),
        SupplyState.NoTrustRoot => new Gap(layout.Path, $"nobody vouches for it: {Clause(layout.Reason)}", Failed: false),
        SupplyState.SignedWithoutLinks => new Gap(layout.Path, "its owners signed it, and no link of its steps is in the repository, so that they were not verified", Failed: false),
        _ => null,
    };

    private static IEnumerable<RelatedPlace> EvidenceOf(SupplyLayout layout) =>
        layout.Steps.Select(step => new RelatedPlace(step.Place, $"the step '{step.Name}' has {Counted.Of(step.Counted, "good signature")} where {step.Threshold} {(step.Threshold == 1 ? "is" : "are")} asked for"));

    private static string NotExecuted(ImmutableArray<SupplyLayout> layouts) =>
        layouts.Sum(layout => layout.NotExecuted.Length) is > 0 and var count ? $"; {Counted.Of(count, "inspection")} not executed" : "";

    private static string Clause(string sentences) => sentences.TrimEnd('.');
}
