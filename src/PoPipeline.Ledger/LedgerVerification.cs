using System.Collections.Immutable;

namespace PoPipeline.Ledger;

/// <summary>One verification of a ledger.</summary>
/// <param name="store">The files.</param>
/// <param name="keys">The keys that have to vouch for the checkpoint.</param>
/// <param name="anchors">Checkpoints that were kept elsewhere.</param>
/// <param name="cancellation">Stops the verification.</param>
internal sealed class LedgerVerification(
    LedgerStore store, ImmutableArray<NoteVerifier> keys, ImmutableArray<LedgerAnchor> anchors, CancellationToken cancellation)
{
    // A report is read by people.
    private const int MaximumShown = 100;

    private readonly List<LedgerProblem> problems = [];
    private readonly List<string> notes = [];

    /// <summary>Whether a file of entries, by its index, may be missing; null where none may.</summary>
    public Func<long, bool>? Removed { get; init; }

    /// <summary>What entries say that the ledger was.</summary>
    public ImmutableArray<RecordedState> States { get; init; } = [];

    /// <summary>Verifies.</summary>
    public LedgerReport Run()
    {
        var buffer = Array.Empty<byte>();
        var hasEntries = store.HasEntries;
        var read = LedgerFile.Read(store.PathOf(LedgerStore.CheckpointFile), SignedNote.MaximumLength, ref buffer);
        if (read == FileRead.Missing && !hasEntries)
        {
            notes.Add("The ledger has no entries and no checkpoint.");
            CheckAnchors(size: 0, origin: null, roots: []);
            return Report(null);
        }

        if (read.Fault is { } fault)
        {
            problems.Add(new LedgerProblem(read.Condition, LedgerStore.CheckpointFile, null, $"The checkpoint {fault}: what the ledger was is not known."));
            return Report(null);
        }

        if (!LedgerHead.Parse(buffer.AsSpan(0, read.Length)).IsValue(out var head, out var malformed))
        {
            problems.Add(new LedgerProblem(LedgerCondition.Modified, LedgerStore.CheckpointFile, null, $"The checkpoint is not one that was written: {malformed}."));
            return Report(null);
        }

        CheckSignatures(head.Note);
        CheckTree(head.Checkpoint);
        new StrayFiles(store, head.Checkpoint.Size).Check(problems, notes, cancellation);
        return Report(head);
    }

    private void CheckSignatures(SignedNote note)
    {
        if (LedgerHead.SignatureFault(note, keys) is { } fault)
        {
            problems.Add(new LedgerProblem(
                LedgerCondition.Modified,
                LedgerStore.CheckpointFile,
                null,
                $"No key vouches for the checkpoint: {fault}. Whoever can write the folder may have written it anew.")
            {
                Fault = LedgerFault.Signature,
            });
        }
        else if (note.Signatures.IsEmpty)
        {
            notes.Add(
                "Warning: no signature vouches for the checkpoint. Whoever can write the folder can write the whole ledger anew; only an anchor would show it.");
        }
        else if (keys.IsEmpty)
        {
            notes.Add("Warning: the checkpoint is signed, but no key was given to verify the signature with, so that it vouches for nothing here.");
        }
    }

    private void CheckTree(Checkpoint checkpoint)
    {
        var tree = new TreeCheck(store, checkpoint.Size, [.. anchors.Select(anchor => anchor.Checkpoint.Size), .. States.Select(state => state.Size)]) { Removed = Removed };
        tree.Run(problems, cancellation);
        if (tree.FirstLeaf is { } first && checkpoint.Origin != LedgerHead.OriginOf(first) && tree.FirstIsRecorded)
        {
            problems.Add(new LedgerProblem(
                LedgerCondition.Modified,
                LedgerStore.CheckpointFile,
                0,
                "The origin of the checkpoint is not that of a ledger with this first entry."));
        }

        CheckRoot(checkpoint, tree);
        if (tree.Stopped)
        {
            notes.Add("There are so many problems that the verification was stopped before the end.");
        }
        else
        {
            CheckAnchors(checkpoint.Size, checkpoint.Origin, tree.Roots);
            CheckStates(tree.Roots);
        }
    }

    // Whoever writes history anew has to change that as well, and what was published of it besides.
    private void CheckStates(Dictionary<long, byte[]> roots)
    {
        foreach (var state in States.Where(state => state.Size > 0 && (state.Size > state.Entry || (roots.TryGetValue(state.Size, out var root) && state.RootHash != Convert.ToBase64String(root)))))
        {
            problems.Add(new LedgerProblem(
                LedgerCondition.Modified, LedgerStore.CheckpointFile, state.Entry, $"Entry {state.Entry} says that the ledger had {Amount.Of(state.Size, "entry", "entries")} and another root hash than {(state.Size == 1 ? "that" : "those")} have now: history was written anew."));
        }
    }

    private void CheckRoot(Checkpoint checkpoint, TreeCheck tree)
    {
        var root = Convert.FromBase64String(checkpoint.RootHash);
        var entriesHold = tree.Root is { } computed && root.AsSpan().SequenceEqual(computed);
        var hashesHold = tree.RecordedRoot is { } recorded && root.AsSpan().SequenceEqual(recorded);
        foreach (var entry in tree.Differing)
        {
            var index = entry >> TileName.Height;
            var bundle = TileName.Of(checkpoint.Size, TileName.Entries, index)?.Path ?? "";
            var tile = TileName.Of(checkpoint.Size, 0, index)?.Path ?? "";
            problems.Add(entriesHold
                ? new LedgerProblem(LedgerCondition.Modified, tile, entry, $"The hash that the file records for entry {entry} was changed; the entry itself is as the checkpoint says.")
                : new LedgerProblem(
                    LedgerCondition.Modified,
                    bundle,
                    entry,
                    $"Entry {entry} does not hash to what '{tile}' records{(hashesHold ? ", which the checkpoint confirms: the entry was changed" : "")}."));
        }

        if (tree.Root is not null && !entriesHold && !(hashesHold && tree.Differing.Count > 0))
        {
            problems.Add(new LedgerProblem(
                LedgerCondition.Modified,
                LedgerStore.CheckpointFile,
                null,
                "The root hash of the checkpoint is not that of the entries: the checkpoint, or entries and hashes together, were changed."));
        }
    }

    private void CheckAnchors(long size, string? origin, Dictionary<long, byte[]> roots)
    {
        foreach (var anchor in anchors)
        {
            var kept = anchor.Checkpoint;
            if (LedgerHead.SignatureFault(anchor.Note, keys) is { } fault)
            {
                notes.Add($"The anchor '{anchor.Name}' is not vouched for by a known key: {fault}.");
            }

            // How many entries another ledger has says nothing of this one.
            if (origin is not null && kept.Origin != origin)
            {
                problems.Add(new LedgerProblem(
                    LedgerCondition.Forked, anchor.Name, 0, $"The anchor is of the ledger '{kept.Origin}', and this is '{origin}': another history was put in its place."));
            }
            else if (kept.Size > size)
            {
                problems.Add(new LedgerProblem(
                    LedgerCondition.Truncated, anchor.Name, size, $"The ledger has {Amount.Of(size, "entry", "entries")}, and had {kept.Size} when the anchor was made: the others were removed."));
            }
            else if (kept.Size > 0 && roots.TryGetValue(kept.Size, out var root) && kept.RootHash != Convert.ToBase64String(root))
            {
                problems.Add(new LedgerProblem(
                    LedgerCondition.Forked, anchor.Name, null, $"{(kept.Size == 1 ? "The first entry has" : $"The first {kept.Size} entries have")} another root hash than when the anchor was made: history was written anew."));
            }
            else if (kept.Size > 0 && !roots.ContainsKey(kept.Size))
            {
                notes.Add($"The anchor '{anchor.Name}' could not be compared, since entries before it cannot be read.");
            }
        }
    }

    private LedgerReport Report(SignedCheckpoint? head)
    {
        var condition = problems.Select(problem => problem.Condition).DefaultIfEmpty(LedgerCondition.Valid).Max();
        if (problems.Count > MaximumShown)
        {
            notes.Add($"{Amount.Of(problems.Count - MaximumShown, "more problem")} not shown.");
        }

        var shown = problems.OrderByDescending(problem => problem.Condition).ThenByDescending(problem => problem.Fault).Take(MaximumShown);
        return new LedgerReport(condition, head?.Checkpoint.Size ?? 0, head?.Checkpoint.RootHash, [.. shown], [.. notes])
        {
            VouchedBy = head is null ? [] :
            [
                .. keys.Where(key => head.Note.Signatures.Any(signature => key.Made(signature) && key.Verify(head.Note.Text, signature.Bytes.AsSpan())))
                    .Select(key => key.ToString())
                    .Distinct(StringComparer.Ordinal),
            ],
        };
    }
}
