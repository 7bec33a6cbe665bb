using System.Collections.Immutable;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Verifying;
using PoPipeline.AuditLogs;
using PoPipeline.Ledger;
using PoPipeline.Queries;
using PoPipeline.Rules.Model;

namespace PoPipeline.Running.AuditVerbs;

/// <summary>Takes care of an audit log: verifies it, says what is missing, writes down where its checkpoint was published, and removes what was kept for long enough.</summary>
/// <param name="settings">What to look at.</param>
/// <param name="terminal">What to speak to.</param>
internal sealed class AuditCare(PoPipelineSettings settings, PoPipelineTerminal terminal)
{
    private readonly AuditSession session = new(settings, terminal);

    /// <summary>Verifies.</summary>
    /// <exception cref="RunException">With exit code 4: it is not what was recorded. With exit code 3: a time was not read, something is dated later than now, or there is none.</exception>
    public void Verify() => session.Guarded(() =>
    {
        var (keys, anchors) = Given();

        // An anchor says that there was one, but for an anchor without entries.
        if (anchors.All(anchor => anchor.Checkpoint.Size == 0))
        {
            session.RequireStore();
        }

        AuditVerification found;
        using (session.Progress($"verifying '{session.Name}'"))
        {
            found = AuditVerifier.Verify(session.Folder, keys, anchors, terminal.Time.GetUtcNow(), terminal.Cancellation);

            // An auditor verifies what is there, also where it is kept badly.
            found = session.Exposure is { } exposure ? found with { Notes = [.. found.Notes, AuditVerifier.NotPrivate(exposure)] } : found;
        }

        if (settings.Json)
        {
            AuditVerificationText.WriteJson(session.Name, found, terminal.Output);
        }
        else
        {
            AuditVerificationText.WriteText(session.Name, found, terminal.Output);
        }

        terminal.Output.Flush();
        session.RequireSound(found);
        if (found.Verdict is not AuditVerdict.Valid)
        {
            throw Failure.Of(ExitCode.Incomplete, $"Of the audit log '{session.Name}', every entry is as it was recorded, and {(found.Verdict is AuditVerdict.Misdated ? "something is misdated" : "a time was not read")}.");
        }
    });

    /// <summary>Shows what was collected.</summary>
    /// <exception cref="RunException">With exit code 3: something is missing.</exception>
    public void ShowStatus() => session.Guarded(() =>
    {
        session.RequireStore();
        var safety = session.Look();
        var store = session.OpenForReading();
        var status = AuditStatus.Of(store, terminal.Time.GetUtcNow(), session.Name, safety, terminal.Cancellation);
        if (settings.Json)
        {
            status.WriteJson(terminal.Output);
        }
        else
        {
            status.WriteText(terminal.Output);
        }

        terminal.Output.Flush();
        if (status.Missing is { } missing)
        {
            throw Failure.Of(ExitCode.Incomplete, $"{missing}");
        }
    });

    /// <summary>Verifies, and signs the checkpoint with the key of the environment.</summary>
    /// <exception cref="RunException">With exit code 4: it is not what was recorded. With exit code 3: there is none. With exit code 2: there is no key.</exception>
    public void Sign() => session.Guarded(() =>
    {
        var signer = LedgerRun.RequireSigner(terminal.Variable);
        var (keys, anchors) = Given();
        session.RequireStore();
        session.RequireWritable();
        Checkpoint signed;
        using (session.Progress($"verifying '{session.Name}'"))
        {
            signed = AuditSigning.Sign(session.Folder, signer, keys, anchors, session.RequireSound, terminal.Time.GetUtcNow(), terminal.Cancellation);
        }

        LedgerRun.WriteSigned(signed, signer, session.Output);
    }, "Sign");

    /// <summary>Writes down where the checkpoint was published.</summary>
    public void Anchor() => session.Guarded(() =>
    {
        var where = settings.Published ?? throw PoPipelineSettings.Wrong($"Name where the checkpoint was published: '--{PoPipelineArguments.Published}=ADDRESS'.");
        if (PublishedAddress.FaultOf(where) is { } fault)
        {
            throw PoPipelineSettings.Wrong($"{fault}");
        }

        var published = settings.Anchors.Select(LedgerRun.AnchorOf).ToImmutableArray();
        if (published.Length > 1)
        {
            throw PoPipelineSettings.Wrong($"One checkpoint is published at an address, and {published.Length} are named with --anchor.");
        }

        session.RequireStore();
        var store = session.OpenForWriting();

        // What is published for others to rely on is sound.
        session.RequireSound(AuditVerifier.Verify(session.Folder, [], published, terminal.Time.GetUtcNow(), terminal.Cancellation));
        RequireSigned(published);
        var note = store.AddAnchor(where, terminal.Time, published is [var one] ? one.Checkpoint : null);
        session.Output.WriteLine($"Written down: the checkpoint of {Counted.Of(note.Size, "entry", "entries")}, {note.RootHash}, was published at {note.Where}.");
    }, "Write down an anchor");

    /// <summary>Removes what was kept for long enough.</summary>
    public void Prune() => session.Guarded(() =>
    {
        session.RequireStore();
        var store = session.OpenForWriting();
        var known = AuditState.Of(store).Keep;
        if (known is null && settings.Keep is { } first)
        {
            session.Keep(store);
            session.Output.WriteLine($"Put on record: events are kept for {Counted.Of(first, "day")} at least, which can be made longer and never shorter.");
        }

        var keep = AuditDays.Length(settings.Keep) ?? known
            ?? throw PoPipelineSettings.Wrong($"The audit log does not say how long events are kept. Say it with --keep, in days.");
        var removed = AuditPruning.Prune(store, keep, terminal.Time);
        if (removed is null)
        {
            session.Output.WriteLine($"Nothing that is not on record as pruned happened and was read more than {keep.TotalDays:0} days ago, or there is too little of it for a file of its own.");
        }
        else
        {
            session.Output.WriteLine($"Removed {AuditPrunedText.Of(removed)}, and {Counted.Of(removed.Windows, "receipt")}; what that was stays on record.");
        }
    }, "Prune", isPruning: true);

    // Whoever signs the audit log signed what was published of it, or an earlier key that is named.
    private void RequireSigned(ImmutableArray<LedgerAnchor> published)
    {
        if (published is not [var one] || CheckpointSigners.Of(session.Folder).IsEmpty || LedgerSigner.OfEnvironment(terminal.Variable) is not { } signer)
        {
            return;
        }

        if (one.SignatureFault([signer.Verifier, .. settings.Keys.SelectMany(key => VerifierKeys.Of(key))]) is { } fault)
        {
            throw PoPipelineSettings.Wrong(
                $"The audit log is signed, and nobody who signs it vouches for the checkpoint '{one.Name}': {fault}. Publish 'ledger/checkpoint' as it is now; where an earlier key of this audit log signed that one, name the key with --key.");
        }
    }

    private (ImmutableArray<NoteVerifier> Keys, ImmutableArray<LedgerAnchor> Anchors) Given() =>
        ([.. settings.Keys.SelectMany(key => VerifierKeys.Of(key))], [.. settings.Anchors.Select(LedgerRun.AnchorOf)]);
}
