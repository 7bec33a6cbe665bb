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

    /// <summary>Takes an event.</summary>
    /// <param name="found">The event.</param>
    public void Take(AuditEvent found)
    {
        if (found is not { Actor: { } actor, Occurred: { } at } || at > now)
        {
            return;
        }

        if (owners.Contains(actor) && at > active.GetValueOrDefault(actor))
        {
            active[actor] = at;
        }

        if (KindOf(found) is { } kind)
        {
            deeds.Add(new AuditedDeed(kind, at, actor, found.Target ?? "", found.Id));
        }
    }

    private static AuditedDeedKind? KindOf(AuditEvent found)
    {
        var alerts = AuditAlerts.Of(found).Where(alert => alert.IsCertain).Select(alert => alert.Rule.Id).ToHashSet(StringComparer.Ordinal);
        return alerts.Count == 0 ? null : Kinds.Where(pair => alerts.Contains(pair.Alert)).Select(pair => (AuditedDeedKind?)pair.Kind).FirstOrDefault();
    }
}
