using System.Text.Json;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;
using PoPipeline.Rules.Model;

namespace PoPipeline.Queries;

/// <summary>Says what was pruned: when it happened, and by which time it was old enough.</summary>
internal static class AuditPrunedText
{
    /// <summary>What it was, as a part of a sentence.</summary>
    /// <param name="tombstone">What is on record of it.</param>
    public static string Of(Tombstone tombstone)
    {
        var happened = tombstone is { FirstHappened: { } first, LastHappened: { } last } ? $" which happened from {AuditTime.Write(first)} to {AuditTime.Write(last)}" : "";
        return $"{Counted.Of(tombstone.Events, "event")}{happened} (by when they happened and were read, which counts for how long they are kept: from {AuditTime.Write(tombstone.Oldest)} to {AuditTime.Write(tombstone.Newest)})";
    }

    /// <summary>Writes its members: at, firstHappened, lastHappened, oldest, newest, events, windows.</summary>
    /// <param name="tombstone">What is on record of it.</param>
    /// <param name="json">Where to.</param>
    public static void WriteJson(Tombstone tombstone, Utf8JsonWriter json)
    {
        json.WriteTime("at", tombstone.At);
        json.WriteTime("firstHappened", tombstone.FirstHappened);
        json.WriteTime("lastHappened", tombstone.LastHappened);
        json.WriteTime("oldest", tombstone.Oldest);
        json.WriteTime("newest", tombstone.Newest);
        json.WriteNumber("events", tombstone.Events);
        json.WriteNumber("windows", tombstone.Windows);
    }
}
