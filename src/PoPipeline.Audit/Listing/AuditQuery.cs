using System.Collections.Immutable;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;

namespace PoPipeline.Audit.Listing;

/// <summary>Which events are wanted. What is not said filters nothing.</summary>
public sealed record AuditQuery
{
    /// <summary>The first time; an event without a time is taken at the time that it was observed.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The time behind the last.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Patterns of actions, one of which has to match.</summary>
    public ImmutableArray<string> Actions { get; init; } = [];

    /// <summary>Patterns of actors, one of which has to match the name or the number.</summary>
    public ImmutableArray<string> Actors { get; init; } = [];

    /// <summary>The sources.</summary>
    public ImmutableArray<AuditSource> Sources { get; init; } = [];

    /// <summary>The events of an audit log that are wanted, in the order in which they were kept; without those of files that the forge itself has told of since.</summary>
    /// <param name="store">The audit log.</param>
    public IEnumerable<AuditEvent> In(AuditStore store) => In(ImportedEvents.Of(store));

    /// <inheritdoc cref="In(AuditStore)"/>
    /// <param name="imported">What is to be made of the events that files brought to the audit log.</param>
    /// <param name="unseen">Is told of each that nobody can tell of whether it is wanted, since what it says is encrypted for others; null to tell nobody.</param>
    /// <param name="twice">Is told of each that may be there twice; null to tell nobody.</param>
    public IEnumerable<AuditEvent> In(ImportedEvents imported, Action<AuditEvent>? unseen = null, Action<AuditEvent>? twice = null)
    {
        ArgumentNullException.ThrowIfNull(imported);
        return imported.Read().Where(found => !imported.IsReplaced(found)).Where(found =>
        {
            if (IsUnseen(found))
            {
                unseen?.Invoke(found);
                return false;
            }

            var isMatch = IsMatch(found);
            if (isMatch && imported.MayBeTwice(found))
            {
                twice?.Invoke(found);
            }

            return isMatch;
        });
    }

    /// <summary>Whether nobody can tell if an event is wanted: it is asked for what it says, and that is encrypted for others.</summary>
    /// <param name="found">The event.</param>
    public bool IsUnseen(AuditEvent found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return found.IsClosed && !(Actions.IsDefaultOrEmpty && Actors.IsDefaultOrEmpty) && IsInside(found);
    }

    /// <summary>Whether an event is wanted.</summary>
    /// <param name="found">The event.</param>
    public bool IsMatch(AuditEvent found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return IsInside(found)
            && (Actions.IsDefaultOrEmpty || Actions.Any(pattern => ActionPattern.IsMatch(pattern, found.Action ?? "")))
            && (Actors.IsDefaultOrEmpty || Actors.Any(pattern => ActionPattern.IsMatch(pattern, found.Actor ?? "") || ActionPattern.IsMatch(pattern, found.ActorId ?? "")));
    }

    // By what is known of each event, whoever may read it.
    private bool IsInside(AuditEvent found)
    {
        var time = found.Occurred ?? found.Recorded ?? found.Observed;
        return (Since is null || time >= Since)
            && (Until is null || time < Until)
            && (Sources.IsDefaultOrEmpty || Sources.Contains(found.Source));
    }
}
