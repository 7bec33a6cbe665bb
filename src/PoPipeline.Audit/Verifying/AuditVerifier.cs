using System.Collections.Immutable;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Windows;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Verifying;

/// <summary>Verifies an audit log: the ledger, then what its entries promise. Nothing is written, and no right to read what is sealed is needed.</summary>
public static class AuditVerifier
{
    private const int MaximumFindings = 1000;

    /// <summary>Verifies.</summary>
    /// <param name="folder">The folder of the audit log.</param>
    /// <param name="keys">The keys that have to vouch for the checkpoint, at least one of them; with none, signatures are not verified.</param>
    /// <param name="anchors">Checkpoints that were kept elsewhere.</param>
    /// <param name="now">The time that recorded times are held to; null to hold them to their order alone.</param>
    /// <param name="cancellation">Stops the verification.</param>
    public static AuditVerification Verify(
        string folder, ImmutableArray<NoteVerifier> keys, ImmutableArray<LedgerAnchor> anchors, DateTimeOffset? now = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var ledger = Path.Combine(full, AuditStore.LedgerFolderName);
        var look = new Look(new BlobFolder(Path.Combine(full, AuditStore.BlobFolderName), step: null), new RecordedTimes(now), cancellation);

        // What says that something was pruned is itself an entry, which is only believed when the tree holds it.
        look.Read(ledger);
        var report = LedgerVerifier.Verify(ledger, keys, anchors, look.IsPruned, [.. look.Anchors.TakeLast(AuditState.MostAnchors)], cancellation);
        var findings = report.Problems.Select(Finding).Concat(look.Findings).OrderByDescending(finding => finding.Verdict).ToImmutableArray();
        var notes = report.Notes.AddRange(look.Notes.Take(MaximumFindings)).ToBuilder();
        if (PrivateFolder.FaultOf(full) is { } fault)
        {
            notes.Add(NotPrivate(fault));
        }

        if (findings.Length > MaximumFindings)
        {
            notes.Add($"{Amount.Of(findings.Length - MaximumFindings, "more finding")} not shown.");
        }

        return new AuditVerification(
            findings.Select(finding => finding.Verdict).DefaultIfEmpty(AuditVerdict.Valid).Max(),
            report,
            [.. findings.Take(MaximumFindings)])
        {
            Events = look.Events,
            Windows = look.Windows,
            Pruned = look.Pruned,
            Blobs = look.Blobs,
            Contradicted = look.Contradicted,
            Notes = notes.DrainToImmutable(),
        };
    }

    /// <summary>What is to be known of an audit log that others can get at, as a sentence.</summary>
    /// <param name="exposure">What lets them, as a clause.</param>
    public static string NotPrivate(string exposure) => $"Warning: where it is kept it is not private: {exposure}. What others read is known to them; what they change is found here.";

    private static AuditFinding Finding(LedgerProblem problem) => new(
        problem.Fault switch
        {
            LedgerFault.Signature => AuditVerdict.InvalidSignature,
            LedgerFault.Trailing => AuditVerdict.TrailingData,
            _ => VerdictOf(problem.Condition),
        },
        problem.File,
        problem.Entry,
        problem.Message);

    private static AuditVerdict VerdictOf(LedgerCondition condition) => condition switch
    {
        LedgerCondition.Gap => AuditVerdict.Gap,
        LedgerCondition.Missing => AuditVerdict.Missing,
        LedgerCondition.Truncated => AuditVerdict.Truncated,
        LedgerCondition.Forked => AuditVerdict.Forked,
        _ => AuditVerdict.Modified,
    };

    // What the entries say, whether the ledger is sound or not.
    private sealed class Look(BlobFolder blobs, RecordedTimes times, CancellationToken cancellation)
    {
        private readonly List<long> missing = [];
        private readonly List<Tombstone> tombstones = [];

        // Tombstones come behind what they name, whose files may not all be gone yet.
        private readonly List<AuditFinding> lost = [];
        private readonly Dictionary<AuditFeed, List<(DateTimeOffset From, DateTimeOffset To)>> read = [];
        private readonly Dictionary<AuditFeed, List<WindowRefusal>> refusals = [];
        private readonly Dictionary<AuditFeed, List<WindowReceipt>> closed = [];
        private readonly Dictionary<AuditFeed, long> different = [];
        private readonly HashSet<AuditFeed> seen = [];
        private readonly ListingReader listings = new();
        private ReplacedEvents? replaced;
        private TimeSpan? keep;

        // Of each source, the events since the last receipt.
        private readonly Dictionary<string, List<long>> recent = new(StringComparer.Ordinal);

        public List<RecordedState> Anchors { get; } = [];

        public List<AuditFinding> Findings { get; } = [];

        public List<string> Notes { get; } = [];

        public long Events { get; private set; }

        public long Windows { get; private set; }

        public long Blobs { get; private set; }

        public long Contradicted { get; private set; }

        public long Pruned => missing.Count * (long)TileName.FullWidth;

        public bool IsPruned(long bundle) => tombstones.Exists(tombstone => tombstone.Names(bundle));

        public void Read(string ledger)
        {
            try
            {
                var folder = LedgerFolder.Open(ledger, signer: null, known: []);
                replaced = new ReplacedEvents(new KeptEvents(from => folder.ReadPresent((_, _) => { }, from, isHeld: false), WithBlob));
                foreach (var entry in folder.ReadPresent((first, _) => missing.Add(first), isHeld: false))
                {
                    cancellation.ThrowIfCancellationRequested();
                    Take(entry);
                }

                Contradictions(folder);
            }
            catch (LedgerException)
            {
                // The verification of the ledger says what is wrong there.
            }

            Findings.AddRange(lost.Where(finding => finding.Verdict is not AuditVerdict.Missing || !IsPruned((finding.Entry ?? 0) >> TileName.Height)));
            Times();
        }

        private AuditRecord WithBlob(AuditRecord record) => record is { Event: { } found, Sealed: null, Blob: { } blob } && blobs.Read(blob, record.BlobLength) is { } content
            ? record with { Event = found with { Raw = content, IsClosed = false } }
            : record;

        private void Take(LedgerEntry entry)
        {
            if (EventHead.Of(entry.Data.Span) is { } head)
            {
                replaced?.Take(head, entry.Index);
                if (entry.Data.Span.IndexOf("\"blob\":\""u8) < 0)
                {
                    Event(head.Source, entry.Index);
                    return;
                }
            }

            if (!LeafReader.Read(entry).IsValue(out var record, out var fault))
            {
                Add(AuditVerdict.Modified, entry.Index, $"The entry is not one that was written: {fault}.");
                return;
            }

            if (record.Event is { } found)
            {
                Event(found.Source.ToString(), entry.Index);
            }

            foreach (var blob in record.Blobs)
            {
                Blob(blob, entry.Index);
            }

            if (record.Window is { } window)
            {
                Window(window, entry.Index);
            }

            Findings.AddRange(times.Take(record));
            listings.Take(record);
            if (record.Refusal is { } refusal)
            {
                seen.Add(refusal.Feed);
                (refusals.TryGetValue(refusal.Feed, out var list) ? list : refusals[refusal.Feed] = []).Add(refusal);
            }

            if (record.Tombstone is { } tombstone)
            {
                Tombstone(tombstone, entry.Index);
            }

            if (record.Anchor is { } anchor)
            {
                Anchors.Add(new RecordedState(entry.Index, anchor.Size, anchor.RootHash));
            }

            keep = AuditState.LongerOf(keep, record.Keep);
        }

        private void Event(string source, long index)
        {
            Events++;
            (recent.TryGetValue(source, out var entries) ? entries : recent[source] = []).Add(index);
        }

        private void Window(WindowReceipt window, long index)
        {
            Windows++;
            if (!window.PagesInBlob && window.PagesHash != WindowReceipt.HashOf(window.PageList))
            {
                Add(AuditVerdict.Modified, index, "The receipt's list of pages does not hash to what the receipt says.");
            }

            var there = recent.GetValueOrDefault(window.Feed.Source.ToString())?.Count(entry => entry >= window.FirstEntry) ?? 0;
            if (window.Added != there && !missing.Exists(first => first + TileName.FullWidth > window.FirstEntry))
            {
                Add(
                    window.Added > there ? AuditVerdict.Missing : AuditVerdict.Modified,
                    index,
                    $"The receipt of {window.Feed} counts {Amount.Of(window.Added, "new event")}, and {Amount.Of(there, "event")} of it {(there == 1 ? "stands" : "stand")} before it.");
            }

            recent.Clear();
            different[window.Feed] = different.GetValueOrDefault(window.Feed) + window.Different;
            seen.Add(window.Feed);
            (closed.TryGetValue(window.Feed, out var list) ? list : closed[window.Feed] = []).Add(window with { PageList = "" });
            if (window.Kind is not WindowKind.Import)
            {
                Spans(window.Feed).Add((window.From, window.To));
            }
        }

        private void Tombstone(Tombstone tombstone, long index)
        {
            tombstones.Add(tombstone);
            if (keep is not { } policy || tombstone.Keep < policy || tombstone.At - tombstone.Newest < tombstone.Keep)
            {
                Add(AuditVerdict.Missing, index, "What the tombstone names was pruned before its time.");
            }

            foreach (var span in tombstone.Covered.Where(span => span.Feed.Query != AuditFeed.Import))
            {
                seen.Add(span.Feed);
                Spans(span.Feed).Add((span.From, span.To));
            }
        }

        // Whoever makes a file can write into it what they like, and the forge was asked for the same time.
        private void Contradictions(LedgerFolder folder)
        {
            if (replaced is not { HasImported: true } || read.Count == 0)
            {
                return;
            }

            var told = ForgeTimes.Of(FeedListing.Expected(seen, listings.Listings).Select(feed => (feed, TimeSpans.Of(read.GetValueOrDefault(feed) ?? []))), tombstones);
            var ofFiles = new List<(string Source, long Entry)>();
            foreach (var entry in folder.ReadPresent((_, _) => { }, isHeld: false))
            {
                cancellation.ThrowIfCancellationRequested();
                if (EventHead.Of(entry.Data.Span) is { } head)
                {
                    replaced.TakeAgain(head, entry.Index);
                    if (told.Contradict(head))
                    {
                        ofFiles.Add((head.Source, entry.Index));
                    }
                }
            }

            ofFiles.RemoveAll(one => replaced.Has(one.Entry));
            foreach (var (source, count) in ofFiles.Where(one => replaced.MayHave(one.Entry)).CountBy(one => one.Source).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                Notes.Add($"Of {source} {Amount.Of(count, "event")} that {(count == 1 ? "a file" : "files")} brought may be what the forge told of the same time, and may be there twice: what would tell is not said, or is encrypted.");
            }

            foreach (var (source, count) in ofFiles.Where(one => !replaced.MayHave(one.Entry)).CountBy(one => one.Source).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                Contradicted += count;
                Notes.Add($"Of {source} {Amount.Of(count, "event")} that {(count == 1 ? "a file" : "files")} brought {(count == 1 ? "is" : "are")} contradicted: the forge was read for when {(count == 1 ? "it" : "they")} happened, and none of its answers that are kept tells of {(count == 1 ? "it" : "them")}. No rule takes {(count == 1 ? "it" : "them")} for activity.");
            }
        }

        // What is missing by what the audit log says itself; how long ago its last receipt was is a matter of whoever looks at it.
        private void Times()
        {
            foreach (var source in seen.Where(feed => feed.Query == AuditFeed.Import && !seen.Any(other => other.Source == feed.Source && other != feed)).Select(feed => feed.Source))
            {
                Notes.Add($"Of {source} files were imported and nothing was read from the forge, so that whether a time is missing cannot be told.");
            }

            foreach (var (feed, count) in different.Where(pair => pair.Value > 0))
            {
                Notes.Add($"Of {feed} {Amount.Of(count, "event")} said something else than what was kept under the same id before, by a file or by the forge; both are kept.");
            }

            foreach (var (source, entries) in recent)
            {
                Notes.Add($"Of {source} {Amount.Of(entries.Count, "event")} {(entries.Count == 1 ? "stands" : "stand")} behind the last receipt: a run was stopped before it wrote one.");
            }

            var lists = listings.Listings;
            foreach (var feed in FeedListing.Expected(seen, lists).Where(feed => feed.Query != AuditFeed.Import))
            {
                var last = !feed.IsAsked ? lists.GetValueOrDefault(feed.Source)?.Refused
                    : refusals.GetValueOrDefault(feed)?[^1] is { } refused && !(closed.GetValueOrDefault(feed)?[^1].Entry > refused.Entry) ? refused
                    : null;
                var isGone = last?.IsGone is true;
                foreach (var message in Missing(feed, last))
                {
                    if (isGone)
                    {
                        Notes.Add($"{message}.");
                    }
                    else
                    {
                        Findings.Add(new AuditFinding(AuditVerdict.Gap, AuditStore.LedgerFolderName, null, $"{message}."));
                    }
                }
            }
        }

        private IEnumerable<string> Missing(AuditFeed feed, WindowRefusal? last)
        {
            var spans = read.GetValueOrDefault(feed) ?? [];
            if (!feed.IsAsked)
            {
                yield return last is null
                    ? $"Which groups and projects there are in {feed.Source} is not on record, so that one may be missing; 'po audit collect' puts it there"
                    : $"Which groups and projects there are in {feed.Source} was refused: {last.Message.TrimEnd('.')}";
            }
            else if (spans.Count == 0)
            {
                yield return last is null ? $"{feed} was never read, and never asked for" : $"{feed} was never read; it was refused: {last.Message.TrimEnd('.')}";
            }
            else
            {
                foreach (var (from, to) in TimeSpans.Of(spans).Missing(spans.Min(span => span.From), spans.Max(span => span.To)))
                {
                    var why = WindowRefusal.Of(from, to, refusals.GetValueOrDefault(feed) ?? [], closed.GetValueOrDefault(feed) ?? []);
                    yield return $"{feed} has no receipt for the time from {Text(from)} to {Text(to)}{(why is null ? "" : $"; it was refused: {why.Message.TrimEnd('.')}")}";
                }

                if (last is { IsGone: false })
                {
                    yield return $"{feed} was refused after its last receipt, for the time from {Text(last.From)} to {Text(last.To)}: {last.Message.TrimEnd('.')}";
                }
            }
        }

        private static string Text(DateTimeOffset time) => PoPipeline.Audit.Events.AuditTime.Write(time);

        private void Blob(BlobName blob, long index)
        {
            Blobs++;
            if (blobs.FaultOf(blob.Name, blob.Length) is { } fault)
            {
                lost.Add(new AuditFinding(
                    fault.IsMissing ? AuditVerdict.Missing : AuditVerdict.Modified, $"{AuditStore.BlobFolderName}/{blob.Name}", index, $"The blob that entry {index} names {fault.Message}."));
            }
        }

        private List<(DateTimeOffset From, DateTimeOffset To)> Spans(AuditFeed feed) => read.TryGetValue(feed, out var spans) ? spans : read[feed] = [];

        private void Add(AuditVerdict verdict, long index, string message) => Findings.Add(new AuditFinding(verdict, AuditStore.LedgerFolderName, index, message));
    }
}
