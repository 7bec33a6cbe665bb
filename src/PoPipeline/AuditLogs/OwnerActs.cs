using System.Collections.Immutable;
using PoPipeline.Audit.Alerting;
using PoPipeline.Audit.Events;
using PoPipeline.Rules.Model.AuditLogs;

namespace PoPipeline.AuditLogs;

/// <summary>What rules ask of the events that happened in an organisation: when its owners did something last, and what was deleted, handed over or published.</summary>
/// <param name="owners">The owners.</param>
/// <param name="now">The time; what is later is passed over.</param>
internal sealed class OwnerActs(ImmutableHashSet<string> owners, DateTimeOffset now)
{
    private static readonly ImmutableArray<(string Alert, AuditedDeedKind Kind)> Kinds =
    [
        ("repository-deleted", AuditedDeedKind.Deletion),
        ("repository-transferred", AuditedDeedKind.Transfer),
        ("repository-public", AuditedDeedKind.Publication),
    ];

    private readonly Dictionary<string, DateTimeOffset> active = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<AuditedDeed> deeds = [];

    /// <summary>Those of the owners of whom there is an act.</summary>
    public ImmutableArray<AuditedActor> Actors => [.. active.Select(pair => new AuditedActor(pair.Key, pair.Value)).OrderBy(actor => actor.Name, StringComparer.Ordinal)];

    /// <summary>What was deleted, handed over or published, the last first. The audit log of its enterprise tells of the same again.</summary>
    public IEnumerable<AuditedDeed> Deeds => deeds.DistinctBy(deed => deed.Id, StringComparer.Ordinal).OrderByDescending(deed => deed.At).ThenBy(deed => deed.Id, StringComparer.Ordinal);

    /// <summary>What of an event is asked for; null where nothing is.</summary>
    /// <param name="found">The event.</param>
    public OwnerAct? In(AuditEvent found)
    {
        if (found is not { Actor: { } actor, Occurred: { } at } || at > now)
        {
            return null;
        }

        var deed = KindOf(found) is { } kind ? new AuditedDeed(kind, at, actor, found.Target ?? "", found.Id) : null;
        return deed is not null || owners.Contains(actor) ? new OwnerAct(actor, found.Action, at, deed) : null;
    }

    /// <summary>Takes what was asked for.</summary>
    /// <param name="act">What.</param>
    public void Take(OwnerAct act)
    {
        if (owners.Contains(act.Actor) && act.At > active.GetValueOrDefault(act.Actor))
        {
            active[act.Actor] = act.At;
        }

        if (act.Deed is { } deed)
        {
            deeds.Add(deed);
        }
    }

    private static AuditedDeedKind? KindOf(AuditEvent found)
    {
        var alerts = AuditAlerts.Of(found).Where(alert => alert.IsCertain).Select(alert => alert.Rule.Id).ToHashSet(StringComparer.Ordinal);
        return alerts.Count == 0 ? null : Kinds.Where(pair => alerts.Contains(pair.Alert)).Select(pair => (AuditedDeedKind?)pair.Kind).FirstOrDefault();
    }
}

/// <summary>What somebody did, who is an owner or did to a repository what is asked for.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Action">What, in the forge's word for it; null where that is not said.</param>
/// <param name="At">When.</param>
/// <param name="Deed">What was done to the repository; null where it is an act of an owner alone.</param>
internal readonly record struct OwnerAct(string Actor, string? Action, DateTimeOffset At, AuditedDeed? Deed);
