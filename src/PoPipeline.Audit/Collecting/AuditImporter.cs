using System.Security.Cryptography;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Importing;
using PoPipeline.Audit.Storing;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Collecting;

/// <summary>Keeps the events of files. Whatever is kept already, from a file or from the forge, is not kept again.</summary>
/// <param name="store">The audit log.</param>
/// <param name="time">The clock.</param>
public sealed class AuditImporter(AuditStore store, TimeProvider time)
{
    /// <summary>Imports a file, or all files of a folder, and keeps a receipt of each.</summary>
    /// <param name="path">The file or the folder.</param>
    /// <param name="source">Whose audit log it is of.</param>
    /// <param name="limits">How much is read.</param>
    /// <param name="cancellation">Ends the run; what is closed stays.</param>
    /// <exception cref="AuditException">A file cannot be read. What was imported before it stays.</exception>
    public AuditCollection Import(string path, AuditSource source, ImportLimits? limits = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var files = AuditFile.FilesOf(path, limits);
        using var held = store.Hold(cancellation);
        var ids = new KnownIds();
        var state = AuditState.Of(store, head => ids.Add(head.Source, head.Id));
        var writer = new AuditWriter(store, state.Size);
        var closed = new List<WindowReceipt>();
        foreach (var file in files)
        {
            // All of it is read before any of it is kept.
            var (from, to, hash, length) = Look(file, source, limits, cancellation);
            closed.Add(Keep(file, source, limits, ids, writer, from, to, $"{hash} {length} {Path.GetFileName(file)}\n", cancellation));
        }

        return new AuditCollection([.. closed], [], 0);
    }

    private static (DateTimeOffset? From, DateTimeOffset? To, string Hash, long Length) Look(string file, AuditSource source, ImportLimits? limits, CancellationToken cancellation)
    {
        DateTimeOffset? from = null;
        DateTimeOffset? to = null;
        foreach (var found in AuditFile.Read(file, source, limits))
        {
            cancellation.ThrowIfCancellationRequested();
            if (found.Occurred is { } occurred)
            {
                from = from is null || occurred < from ? occurred : from;
                to = to is null || occurred > to ? occurred : to;
            }
        }

        try
        {
            using var stream = File.OpenRead(file);
            return (from, to?.AddMilliseconds(1), Convert.ToHexStringLower(SHA256.HashData(stream)), stream.Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AuditException($"The file '{file}' cannot be read: {Refusal.Of(exception)}. Name one that can be.", exception);
        }
    }

    private WindowReceipt Keep(
        string file, AuditSource source, ImportLimits? limits, KnownIds ids, AuditWriter writer, DateTimeOffset? from, DateTimeOffset? to, string line, CancellationToken cancellation)
    {
        var observed = AuditTime.Floor(time.GetUtcNow());
        var first = writer.Next;
        var (count, added) = (0L, 0L);
        string? firstId = null;
        string? lastId = null;
        foreach (var found in AuditFile.Read(file, source, limits))
        {
            cancellation.ThrowIfCancellationRequested();
            count++;
            firstId ??= found.Id;
            lastId = found.Id;
            if (ids.Add(found.Source, found.Id))
            {
                added++;
                writer.Add(found with { Observed = observed });
            }
        }

        var receipt = new WindowReceipt(new AuditFeed(source, AuditFeed.Import), WindowKind.Import, from ?? observed, to ?? observed, observed)
        {
            Pages = 1,
            Count = count,
            Added = added,
            FirstId = firstId,
            LastId = lastId,
            FirstEntry = first,
            PageList = line,
            PagesHash = WindowReceipt.HashOf(line),
        };
        writer.Close(receipt);
        return receipt;
    }
}
