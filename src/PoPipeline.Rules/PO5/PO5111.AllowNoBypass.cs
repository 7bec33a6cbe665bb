using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO5;

/// <summary>PO5111: nobody may pass by what protects the default branch.</summary>
public sealed class PO5111AllowNoBypass : ProtectionRule
{
    // What makes that one person alone cannot change the branch.
    private static readonly ImmutableArray<DemandKind> Guards = [DemandKind.ProposedChange, DemandKind.Approval];

    /// <inheritdoc/>
    public override string Summary => "Nobody may pass by what protects the default branch, administrators included.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    protected override Verdict Look(RepositorySettings repository, BranchProtection protection, SettingsView view)
    {
        var branch = $"the branch '{protection.Branch}' of '{repository.Name}'";
        var guards = Guards.Select(kind => EffectiveDemand.Of(protection, kind)).Where(demand => demand.Count > 0).ToImmutableArray();
        if (guards.IsEmpty)
        {
            var unseen = Guards.SelectMany(kind => EffectiveDemand.Of(protection, kind).Unseen).DistinctBy(layer => layer.Name, StringComparer.Ordinal).ToImmutableArray();
            return unseen.IsEmpty
                ? Verdict.NotApplicable($"Neither review nor proposals are demanded of changes of {branch}, so that there is nothing to pass by; PO5105 and PO5108 ask for them.")
                : new Verdict
                {
                    Reason = $"What protects {branch} could not be looked at.",
                    Gaps = [.. unseen.Select(layer => new Gap($"{layer.Name} of '{repository.Name}'", layer.Why, layer.HasFailed))],
                };
        }

        var passing = guards.SelectMany(guard => guard.PassedBy).DistinctBy(bypass => bypass.Who, StringComparer.Ordinal).OrderBy(bypass => bypass.Who, StringComparer.Ordinal).ToImmutableArray();
        var unknown = guards.SelectMany(guard => guard.PassedByUnknown).DistinctBy(layer => layer.Name, StringComparer.Ordinal);
        return Seen($"{Capital(branch)} was looked at.", [.. passing.IsEmpty ? (Finding[])[] : [FindingOf(repository, branch, passing, view)]]) with
        {
            Gaps =
            [
                .. unknown.Select(layer => new Gap($"who may pass by {layer.Name} of '{repository.Name}'", layer.Bypass.Reason, layer.Bypass.HasFailed)),
                .. passing.IsEmpty && guards.SelectMany(guard => guard.MayBePassedBy).Select(layer => layer.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray() is { IsEmpty: false } names
                    ? [new Gap($"who may pass by all that protects {branch}", $"whether somebody who may pass by one of these may pass by the others is not told: {string.Join(", ", names)}", Failed: false)]
                    : Array.Empty<Gap>(),
            ],
        };
    }

    // The way that proves it is the first that leaves no record.
    private static Finding FindingOf(RepositorySettings repository, string branch, ImmutableArray<Bypass> passing, SettingsView view)
    {
        var most = passing.OrderBy(bypass => bypass.OnlyByChange).First();
        var way = most.OnlyByChange ? $"can merge a {view.Words.Change} of their own without an approval" : "can push to it without anybody's approval";
        return view.On(
            repository,
            "protection/bypass",
            $"One person alone can change {branch}: {CodeOwnersRule.List([.. passing.Select(bypass => bypass.Who)])} may pass by what protects it, and {(passing.Length == 1 ? "" : $"as '{most.Who}' one ")}{way}. Whoever takes over such an account changes what everybody builds. {view.Words.NoBypass}",
            view.Words.ProtectionPage) with
        {
            Severity = passing.All(bypass => bypass.OnlyByChange) ? Model.Results.Severity.Low : null,
            Evidence = string.Join('\n', passing.Select(bypass => $"{bypass.Who}{(bypass.OnlyByChange ? " by a change" : "")}")),
        };
    }
}
