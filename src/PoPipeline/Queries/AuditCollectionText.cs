using PoPipeline.Audit.Collecting;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;

namespace PoPipeline.Queries;

/// <summary>Writes what came of collecting or importing.</summary>
public static class AuditCollectionText
{
    /// <summary>Writes what came of a feed: a line, and one for each window that was refused.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="collection">What came of it.</param>
    /// <param name="writer">Where to.</param>
    public static void Write(AuditFeed feed, AuditCollection collection, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteLine($"{feed}: {Summary(collection)}, {Counted.Of(collection.Requests, "request")}");
        foreach (var refusal in collection.Refused)
        {
            writer.WriteLine($"  not read: {AuditTime.Write(refusal.From)} to {AuditTime.Write(refusal.To)}: {refusal.Message}{(refusal.RetryAt is { } time ? $" Not before {AuditTime.Write(time)}." : "")}");
        }
    }

    /// <summary>Writes what came of importing: a line, and one for each file that was not imported.</summary>
    /// <param name="source">Whose audit log it is.</param>
    /// <param name="collection">What came of it.</param>
    /// <param name="writer">Where to.</param>
    public static void Write(AuditSource source, AuditCollection collection, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteLine($"{source}: {Counted.Of(collection.Closed.Length, "file")}, {Events(collection)}");
        if (collection.Closed.Count(receipt => receipt.Count == 0) is > 0 and var empty)
        {
            writer.WriteLine($"  {Counted.Of(empty, "file")} without an event");
        }

        foreach (var reason in collection.Unread)
        {
            writer.WriteLine($"  not imported: {reason}");
        }

        foreach (var file in collection.PassedOver)
        {
            writer.WriteLine($"  passed over: {file.Path}: {file.Reason}");
        }
    }

    private static string Summary(AuditCollection collection) => $"{Counted.Of(collection.Closed.Length, "window")}, {Events(collection)}";

    private static string Events(AuditCollection collection)
    {
        var late = collection.Closed.Sum(receipt => receipt.Late);
        var different = collection.Closed.Sum(receipt => receipt.Different);
        return $"{Counted.Of(collection.Closed.Sum(receipt => receipt.Count), "event")}, {collection.Added} of them new{(late > 0 ? $", {late} late" : "")}{(different > 0 ? $", {different} of which {(different == 1 ? "says" : "say")} something else than what was kept under {(different == 1 ? "its id" : "their ids")} before" : "")}{(collection.Unsure > 0 ? $", {collection.Unsure} of which may be there twice: {(collection.Unsure == 1 ? "it is" : "they are")} like what is kept, and what would tell is not said, or is encrypted" : "")}";
    }
}
