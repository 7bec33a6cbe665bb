using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Rules.Settings;

/// <summary>A rule about what is demanded of every change of a default branch.</summary>
public abstract class ProtectionRule : RepositoryRule
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<ForgeSetting> Settings => [ForgeSetting.BranchProtection];

    /// <inheritdoc/>
    protected sealed override Verdict Look(RepositorySettings repository, SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(repository);
        return Of(repository.Protection, $"the protection of the default branch of '{repository.Name}'", protection => Look(repository, protection, view));
    }

    /// <summary>Looks at what protects the default branch of a repository.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="protection">What protects its default branch.</param>
    /// <param name="view">What there is to see besides.</param>
    protected abstract Verdict Look(RepositorySettings repository, BranchProtection protection, SettingsView view);

    /// <summary>What is said of a demand that has to be made.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="protection">What protects its default branch.</param>
    /// <param name="view">What there is to see besides.</param>
    /// <param name="kind">The demand.</param>
    /// <param name="why">What its absence means and why that matters, one or two sentences that follow on "is not demanded".</param>
    /// <param name="least">How many, where it is a number.</param>
    private protected static Verdict Demand(RepositorySettings repository, BranchProtection protection, SettingsView view, DemandKind kind, string why, int least = 1)
    {
        var demand = EffectiveDemand.Of(protection, kind);
        var what = view.Words.Demands[kind];
        var branch = $"the branch '{protection.Branch}' of '{repository.Name}'";
        if (demand.Count >= least)
        {
            return Seen($"Of changes of {branch} {what.Noun} {(what.IsPlural ? "are" : "is")} demanded by {demand.By[0].Name}.");
        }

        if (!demand.Unseen.IsEmpty)
        {
            return new Verdict
            {
                Reason = $"Whether {what.Noun} {(what.IsPlural ? "are" : "is")} demanded of changes of {branch} is not known.",
                Gaps = [.. demand.Unseen.Select(layer => new Gap($"{layer.Name} of '{repository.Name}'", layer.Why, layer.HasFailed))],
            };
        }

        if (demand is { Count: 0, Later.IsEmpty: true, Unavailable: [var missing, ..] })
        {
            return Verdict.NotApplicable($"{Capital(what.Noun)} cannot be demanded of changes of {branch}: {missing.Why}.");
        }

        var much = demand.Count == 0 ? $"does not demand {what.Noun}" : $"demands {demand.Count} of {least} {what.Noun}";
        var later = demand.Later is [var first, ..] ? $" {Capital(first.Name)} would, but {first.NotInForce}." : "";
        return Seen(
            $"{Capital(branch)} was looked at.",
            view.On(repository, $"protection/{kind.ToString().ToLowerInvariant()}", $"What protects {branch} {much}. {why}{later} {what.Remedy}", what.Page ?? view.Words.ProtectionPage));
    }
}
