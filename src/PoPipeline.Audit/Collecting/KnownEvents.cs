using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Importing;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Windows;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Collecting;

/// <summary>
/// Which events of a source are kept already, and what those said that may be answered again. What a file brought does not stand in for what the forge itself says:
/// whoever can have a file imported could hide an event behind another one of its id.
/// </summary>
/// <param name="source">The source.</param>
/// <param name="asked">When those happened that may be answered again.</param>
internal sealed class KnownEvents(AuditSource source, TimeSpans asked)
{
    private readonly string name = source.ToString();
    private readonly KnownIds ids = new();
    private readonly Dictionary<string, Said> said = new(StringComparer.Ordinal);

    /// <summary>Takes an event that is kept.</summary>
    /// <param name="head">Its beginning.</param>
    /// <param name="entry">Its entry.</param>
    public void Take(EventHead head, LedgerEntry entry)
    {
        if (head.Source != name)
        {
            return;
        }

        if (!head.IsImported)
        {
            ids.Add(head.Source, head.Id);
        }

        // What has no time may be answered at any time.
        if ((head.Occurred is not { } occurred || asked.Contains(occurred)) && LeafReader.Read(entry).IsValue(out var record, out _) && record.Event is { } found)
        {
            said[head.Id] = Said.Of(found);
        }
    }

    /// <summary>Looks whether an event that the forge answers is kept, and takes it for kept from then on.</summary>
    /// <param name="found">The event.</param>
    public EventStanding Add(AuditEvent found)
    {
        var isNew = ids.Add(found.Source, found.Id);
        ref var before = ref CollectionsMarshal.GetValueRefOrNullRef(said, found.Id);
        if (Unsafe.IsNullRef(ref before))
        {
            return isNew ? EventStanding.New : EventStanding.Kept;
        }

        var now = Said.Of(found);
        var isDifferent = before.Contradicts(now);
        var isKept = isNew ? before.IsSame(now) : !isDifferent;
        before = isKept ? before : now;
        return isKept ? EventStanding.Kept : isDifferent ? EventStanding.Different : EventStanding.New;
    }

    // Of each part a number, which is 0 where it is not known: texts of a million events would take hundreds of megabytes.
    private readonly record struct Said(int Actor, int ActorId, int Action, int Target, int Whole)
    {
        public static Said Of(AuditEvent found) => new(Number(found.Actor), Number(found.ActorId), Number(found.Action), Number(found.Target), Number(Canonical(found)));

        // Of a table, columns may have been left out.
        public bool Contradicts(Said other) => Differs(Actor, other.Actor) || Differs(ActorId, other.ActorId) || Differs(Action, other.Action) || Differs(Target, other.Target);

        public bool IsSame(Said other) => Whole != 0 && Whole == other.Whole;

        private static bool Differs(int one, int other) => one != 0 && other != 0 && one != other;

        // A forge may write the same once more in another order; half of a surrogate pair can be written in one way alone.
        private static ReadOnlySpan<byte> Canonical(AuditEvent found)
        {
            try
            {
                return KeptFields.Of(found)?.Canonical() ?? found.Raw.Span;
            }
            catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
            {
                return found.Raw.Span;
            }
        }

        private static int Number(string? text) => text is null ? 0 : string.GetHashCode(text, StringComparison.Ordinal) | 1;

        private static int Number(ReadOnlySpan<byte> bytes)
        {
            var hash = default(HashCode);
            hash.AddBytes(bytes);
            return bytes.IsEmpty ? 0 : hash.ToHashCode() | 1;
        }
    }
}
