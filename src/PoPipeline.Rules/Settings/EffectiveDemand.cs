using System.Collections.Immutable;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Rules.Settings;

/// <summary>What all layers together make of one demand.</summary>
internal sealed class EffectiveDemand
{
    private EffectiveDemand(BranchProtection protection, DemandKind kind)
    {
        Kind = kind;
        By = [.. protection.Layers.Where(layer => layer.NotInForce is null && Makes(layer, kind))];
        Later = [.. protection.Layers.Where(layer => layer.NotInForce is not null && Makes(layer, kind))];
        Unseen = [.. protection.Unseen.Where(layer => !layer.IsUnavailable && layer.Could.Contains(kind))];
        Unavailable = [.. protection.Unseen.Where(layer => layer.IsUnavailable && layer.Could.Contains(kind))];
        Count = By.SelectMany(layer => layer.Demands).Where(demand => demand.Kind == kind).Select(demand => demand.Count).DefaultIfEmpty().Max();
        Names = [.. By.SelectMany(layer => layer.Demands).Where(demand => demand.Kind == kind).SelectMany(demand => demand.Which).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>What is demanded.</summary>
    public DemandKind Kind { get; }

    /// <summary>How many the strictest layer in force demands; 0 where none demands it.</summary>
    public int Count { get; }

    /// <summary>Which ones the layers in force name.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The layers in force that demand it.</summary>
    public ImmutableArray<ProtectionLayer> By { get; }

    /// <summary>The layers that would demand it, were they in force.</summary>
    public ImmutableArray<ProtectionLayer> Later { get; }

    /// <summary>The layers that may demand it, and could not be looked at.</summary>
    public ImmutableArray<UnseenLayer> Unseen { get; }

    /// <summary>The layers that could demand it on another plan.</summary>
    public ImmutableArray<UnseenLayer> Unavailable { get; }

    /// <summary>What the layers of a branch make of a demand.</summary>
    /// <param name="protection">The layers.</param>
    /// <param name="kind">The demand.</param>
    public static EffectiveDemand Of(BranchProtection protection, DemandKind kind) => new(protection, kind);

    /// <summary>
    /// Who may pass by it: those who may pass by every layer that makes it, by what they are called; empty where nobody is known to. A layer of which
    /// that is not known leaves it open.
    /// </summary>
    public ImmutableArray<Bypass> PassedBy
    {
        get
        {
            if (By.IsEmpty)
            {
                return [];
            }

            var known = Known;
            var all = known.SelectMany(layer => layer).Where(bypass => known.All(layer => layer.Any(other => ReferenceEquals(other, bypass) || (other.Kind is not BypassKind.Unnamed && (other.Who == bypass.Who || other.Who == bypass.Within))))).DistinctBy(bypass => bypass.Who, StringComparer.Ordinal).ToImmutableArray();

            // Those who are among others that pass need no word of their own.
            return all.RemoveAll(bypass => all.Any(other => other.Who == bypass.Within));
        }
    }

    /// <summary>
    /// The layers each of which somebody may pass by, where nobody is known to pass by all of them: one person may be in a team that passes by one, and have a role
    /// that passes by the other. Empty where that cannot be.
    /// </summary>
    public ImmutableArray<ProtectionLayer> MayBePassedBy => By.Length > 1 && PassedBy.IsEmpty && PassedByUnknown.IsEmpty && Known is var known
        && known.All(layer => layer.Any(bypass => bypass.Kind is not BypassKind.Program))
        && known.Count(layer => layer.All(bypass => bypass.Kind is BypassKind.Person or BypassKind.Program)) < 2
            ? By
            : [];

    private ImmutableArray<ImmutableArray<Bypass>> Known => [.. By.Select(layer => layer.Bypass.Value?.All.Where(Passes).ToImmutableArray() ?? [])];

    /// <summary>The layers that make it of which it is not known who may pass by them.</summary>
    public ImmutableArray<ProtectionLayer> PassedByUnknown => [.. By.Where(layer => !layer.Bypass.IsKnown && !layer.Bypass.IsUnavailable)];

    private bool Passes(Bypass bypass) => bypass.Of.IsEmpty || bypass.Of.Contains(Kind);

    private static bool Makes(ProtectionLayer layer, DemandKind kind) => layer.Demands.Any(demand => demand.Kind == kind && demand.Count > 0);
}
