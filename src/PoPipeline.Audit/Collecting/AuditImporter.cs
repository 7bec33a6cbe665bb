using PoPipeline.Audit.Events;
using PoPipeline.Audit.Importing;
using PoPipeline.Audit.Storing;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Collecting;

/// <summary>Keeps the events of files. Whatever is kept already, from a file or from the forge, is not kept again; what says something else under an id that is kept, is kept beside it.</summary>
/// <param name="store">The audit log.</param>
/// <param name="time">The clock.</param>
public sealed class AuditImporter(AuditStore store, TimeProvider time)
{
    // A folder of which this many files cannot be read is not one of an audit log.
    private const int MostUnread = 1000;

    /// <summary>Imports a file, or all files of a folder, and keeps a receipt of each. Of a folder, what cannot be read is told, and the rest is imported.</summary>
    /// <param name="path">The file or the folder.</param>
    /// <param name="source">Whose audit log it is of.</param>
    /// <param name="limits">How much is read.</param>
    /// <param name="cancellation">Ends the run; what is closed stays.</param>
    /// <exception cref="AuditException">The file cannot be read, or no file of the folder; or one was changed meanwhile, and what was imported before it stays.</exception>
    public AuditCollection Import(string path, AuditSource source, ImportLimits? limits = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var files = AuditFile.FilesOf(path, limits);
        var isFolder = Directory.Exists(path);
        using var held = store.Hold(cancellation);
        var known = new KnownEvents(source, store);

        // What the forge's own answer is read in place of would count twice.
        var replaced = ReplacedEvents.Of(store, out _, cancellation);
        var state = AuditState.Of(store, (head, entry) =>
        {
            cancellation.ThrowIfCancellationRequested();
            if (!replaced.IsSaidElsewhere(entry.Index))
            {
                known.Take(head, entry, replaced.Has(entry.Index));
            }
        });
        var writer = new AuditWriter(store, state.Size);
        var before = state.Receipts.Where(receipt => receipt.Kind is WindowKind.Import && receipt.Feed.Source == source).Select(receipt => receipt.PagesHash).ToHashSet(StringComparer.Ordinal);
        var closed = new List<WindowReceipt>();
        var unread = new List<AuditException>();
        var unsure = 0L;

        // Tables say less than objects do, and what has no id less than what has one: nothing of it is to be kept that says no more.
        foreach (var file in files.Files.OrderBy(file => IsTable(file) ? 2 : !isFolder || HasIds(file, source, limits) ? 0 : 1))
        {
            Look look;
            try
            {
                // All of it is read before any of it is kept.
                look = LookAt(file, source, limits, known, writer, cancellation);
            }
            catch (AuditException exception) when (isFolder && unread.Count < MostUnread)
            {
                unread.Add(exception);
                continue;
            }

            known.IsRepeated = !before.Add(WindowReceipt.HashOf(look.LineOf(file)));
            closed.Add(Keep(file, look, source, limits, known, writer, ref unsure, cancellation));
        }

        return closed.Count == 0 && unread is [var first, .. var others]
            ? throw new AuditException(others is [] ? first.Message : $"{first.Message} Neither can {Amount.Of(others.Count, "other file")} of the folder be imported, and nothing was.", first)
            : new AuditCollection([.. closed], [], 0) { Unsure = unsure, Unread = [.. unread.Select(exception => exception.Message)], PassedOver = files.PassedOver };
    }

    private static bool IsTable(string file) => Path.GetFileName(file).Contains(".csv", StringComparison.OrdinalIgnoreCase);

    // By the first event; what cannot be read is told of in its turn.
    private static bool HasIds(string file, AuditSource source, ImportLimits? limits)
    {
        try
        {
            return AuditFile.Read(file, source, limits).FirstOrDefault() is { } first && EventReader.IsOfForge(first.Id);
        }
        catch (AuditException)
        {
            return true;
        }
    }

    private static Look LookAt(string file, AuditSource source, ImportLimits? limits, KnownEvents known, AuditWriter writer, CancellationToken cancellation)
    {
        known.Begin(writer);
        DateTimeOffset? from = null;
        DateTimeOffset? to = null;
        using var stream = new HashedStream(AuditFile.Open(file));
        foreach (var found in AuditFile.Read(stream, file, source, limits))
        {
            cancellation.ThrowIfCancellationRequested();
            known.Reserve(found);
            if (found.Occurred is { } occurred)
            {
                from = from is null || occurred < from ? occurred : from;
                to = to is null || occurred > to ? occurred : to;
            }
        }

        return new Look(from, to?.AddMilliseconds(1), stream.Hash, stream.Count);
    }

    private WindowReceipt Keep(string file, Look look, AuditSource source, ImportLimits? limits, KnownEvents known, AuditWriter writer, ref long unsure, CancellationToken cancellation)
    {
        var observed = AuditTime.Floor(time.GetUtcNow());
        var first = writer.Next;
        var (count, added, different) = (0L, 0L, 0L);
        string? firstId = null;
        string? lastId = null;

        // What is appended to the file meanwhile is for the next import.
        using var stream = new HashedStream(AuditFile.Open(file), look.Length);
        try
        {
            foreach (var found in AuditFile.Read(stream, file, source, limits))
            {
                cancellation.ThrowIfCancellationRequested();
                count++;
                firstId ??= found.Id;
                lastId = found.Id;
                var (standing, instead, mayBe) = known.Import(found);
                if (standing is EventStanding.Kept)
                {
                    continue;
                }

                added++;
                different += standing is EventStanding.Different ? 1 : 0;
                unsure += standing is EventStanding.Unsure ? 1 : 0;
                writer.Add(found with { Observed = observed, IsImported = true, Instead = instead, MayBe = mayBe });
            }
        }
        catch (AuditException exception)
        {
            throw Changed(file, writer.Kept - first, exception);
        }

        if (stream.Hash != look.Hash)
        {
            throw Changed(file, writer.Kept - first, inner: null);
        }

        var line = look.LineOf(file);
        var receipt = new WindowReceipt(new AuditFeed(source, AuditFeed.Import), WindowKind.Import, look.From ?? observed, look.To ?? observed, observed)
        {
            Pages = 1,
            Count = count,
            Added = added,
            Different = different,
            FirstId = firstId,
            LastId = lastId,
            FirstEntry = first,
            PageList = line,
            PagesHash = WindowReceipt.HashOf(line),
        };
        writer.Close(receipt);
        return receipt;
    }

    private static AuditException Changed(string file, long kept, AuditException? inner) => new(
        $"The file '{file}' was changed while it was read: {(kept > 0 ? $"{Amount.Of(kept, "entry", "entries")} of it {(kept == 1 ? "is" : "are")} kept, without a receipt" : "nothing of it is kept")}. Import it again once nobody writes to it.", inner);

    private sealed record Look(DateTimeOffset? From, DateTimeOffset? To, string? Hash, long Length)
    {
        public string LineOf(string file) => $"{Hash} {Length} {Path.GetFileName(file)}\n";
    }
}
