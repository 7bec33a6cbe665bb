using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Sealing;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Verifying;
using PoPipeline.AuditLogs.Stores;
using PoPipeline.Ledger;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Queries;
using PoPipeline.Rules.Model.AuditLogs;
using PoPipeline.Sources;

namespace PoPipeline.Running.AuditVerbs;

/// <summary>The audit log that a verb works with: where it is kept, how it is opened, and that what was written comes back there however the verb ends.</summary>
/// <param name="settings">What to look at.</param>
/// <param name="terminal">What to speak to.</param>
internal sealed class AuditSession(PoPipelineSettings settings, PoPipelineTerminal terminal)
{
    // Whoever adds notes at the same time is done with them after a few.
    private const int Attempts = 5;

    private readonly IStorePlace place = PlaceOf(settings, terminal);

    private readonly StringBuilder told = new();

    // What the audit log was when this run last saw it, where what is worked in is a copy.
    private Checkpoint? begun;

    // Asked for once a run, since each answer takes a program that starts.
    private AuditSafety? safety;

    /// <summary>The place, as it is shown.</summary>
    public string Name => place.Name;

    /// <summary>The folder that is worked in.</summary>
    public string Folder => place.Folder;

    /// <summary>Where it is said what was written. Of a copy that is so once it is brought back, and is shown then.</summary>
    public TerminalWriter Output => place.IsCopy ? new TerminalWriter(new StringWriter(told, CultureInfo.InvariantCulture)) : terminal.Output;

    /// <summary>The place that the settings name.</summary>
    /// <param name="settings">What to look at.</param>
    /// <param name="terminal">What to speak to.</param>
    /// <exception cref="RunException">With exit code 2: they name none.</exception>
    public static IStorePlace PlaceOf(PoPipelineSettings settings, PoPipelineTerminal terminal)
    {
        var text = settings.Store ?? AuditStore.DefaultPath;
        return StoreAddress.Parse(text).IsValue(out var address, out var fault)
            ? StorePlaces.Make(address, terminal.Variable, terminal.Time)
            : throw PoPipelineSettings.Wrong($"'{StoreAddress.Shown(text)}' names no place of an audit log: {fault}.");
    }

    /// <summary>Brings what is kept, does something with it, and brings back what that wrote.</summary>
    /// <param name="step">What is done.</param>
    /// <param name="publishes">What that is, in a line; null where nothing is brought back.</param>
    /// <param name="isPruning">Whether files are removed on purpose.</param>
    public void Guarded(Action step, string? publishes = null, bool isPruning = false) => GuardedAsync(
        () =>
        {
            step();
            return Task.CompletedTask;
        },
        publishes,
        isPruning).GetAwaiter().GetResult();

    /// <inheritdoc cref="Guarded"/>
    public async Task GuardedAsync(Func<Task> step, string? publishes, bool isPruning = false)
    {
        using var used = place;
        try
        {
            if (place.IsCopy)
            {
                using var progress = Progress($"fetching '{Name}'");
                Fetch(terminal.Cancellation);
            }

            await step().ConfigureAwait(false);
            Publish(publishes, isPruning);
        }
        catch (Exception exception) when (place.IsCopy && exception is RunException or OperationCanceledException or AuditException or LedgerConflictException)
        {
            // Whatever was kept before a run ended is kept.
            Publish(publishes, isPruning);
            if (IsOwn(exception))
            {
                throw Failed(exception);
            }

            throw;
        }
        catch (Exception exception) when (IsOwn(exception))
        {
            throw Failed(exception);
        }
        catch (LedgerKeyException exception)
        {
            throw Failure.Of(
                ExitCode.Usage,
                $"The key at hand did not sign the audit log '{Name}': {exception.Fault}. Where it never did, verify and sign all of it with 'po audit sign'; where it did, somebody took its signature away: compare a checkpoint that was kept elsewhere first, with 'po audit verify --anchor FILE'.",
                exception);
        }
        catch (LedgerException exception)
        {
            throw Failure.Of(Failure.Of(exception).Code, $"{Named(exception.Message)}", exception);
        }
    }

    /// <summary>Brings back what was written so far, where what is worked in is a copy.</summary>
    /// <param name="message">What was done, in a line; null where nothing is brought back.</param>
    /// <param name="isPruning">Whether files were removed on purpose.</param>
    /// <exception cref="StoreException">It cannot be brought there.</exception>
    public void Publish(string? message, bool isPruning = false)
    {
        if (message is null || !place.IsCopy)
        {
            return;
        }

        using var progress = Progress($"writing '{Name}'");
        var wasStopped = terminal.Cancellation.IsCancellationRequested;
        try
        {
            PublishBehindOthers(message, isPruning);
        }
        catch (StoreException exception) when (exception is not StoreConflictException && !wasStopped && terminal.Cancellation.IsCancellationRequested)
        {
            // The signal that ended this run in order ended the program that it had called.
            PublishBehindOthers(message, isPruning);
        }

        progress.Clear();

        // It was escaped when it was told.
        terminal.Output.Write(new SafeText(told.ToString()));
        terminal.Output.Flush();
        told.Clear();
    }

    /// <summary>What lets others at what a copy was made of, as a clause; null where nothing does. Of a folder its modes say so, whenever it is opened.</summary>
    public string? Exposure => !place.IsCopy ? null : (safety ??= place.Look(onlyAccess: true, terminal.Cancellation)).Exposure;

    /// <summary>Looks who can read, alter and delete what is kept there.</summary>
    public AuditSafety Look() => safety = place.Look(onlyAccess: false, terminal.Cancellation);

    /// <summary>Opens the audit log, or begins it.</summary>
    /// <param name="addsEvents">Whether events are added.</param>
    /// <exception cref="RunException">With exit code 2: others can read it, or the events would not be encrypted as the others are.</exception>
    public AuditStore OpenForWriting(bool addsEvents = false)
    {
        RequireWritable();
        ImmutableArray<AgeRecipient> recipients = [.. settings.Recipients.SelectMany(AgeKeys.RecipientsOf)];
        var store = Open(Folder, recipients);
        return recipients.IsEmpty && addsEvents && AuditState.Of(store).IsSealed
            ? throw PoPipelineSettings.Wrong($"The events of the audit log '{Name}' are encrypted, and those of this run would not be. Name who may read them with --recipient.")
            : store;
    }

    /// <summary>Requires that it is kept where only its owner reads it, and that nobody leads what is written elsewhere.</summary>
    /// <exception cref="RunException">With exit code 2: it is not so.</exception>
    public void RequireWritable()
    {
        RequirePrivate();
        if (!place.IsCopy)
        {
            PoPipelineRun.RequireNoLink(Folder, PoPipelineRun.TreesOf(Folder, settings), "Replace it by a folder.");
        }
    }

    /// <summary>Opens the audit log that is there.</summary>
    /// <exception cref="RunException">With exit code 3: there is none. With exit code 2: others can read it.</exception>
    public AuditStore OpenForReading()
    {
        RequireStore();
        RequirePrivate();
        return AuditStore.OpenExisting(Folder, new AuditStoreOptions { Signer = LedgerSigner.OfEnvironment(terminal.Variable), Identity = settings.Identity is { } file ? AgeKeys.IdentityOf(file) : null });
    }

    /// <summary>Requires that there is an audit log.</summary>
    /// <exception cref="RunException">With exit code 3: there is none.</exception>
    public void RequireStore()
    {
        if (!AuditStore.IsStore(Folder))
        {
            throw Failure.Of(ExitCode.Incomplete, $"There is no audit log in '{Name}'. It begins with the first 'po audit collect' or 'po audit import'; where it is kept elsewhere, name that with --store.");
        }
    }

    /// <summary>Requires that nobody changed what is kept.</summary>
    /// <param name="found">What came of verifying.</param>
    /// <exception cref="RunException">With exit code 4: somebody did.</exception>
    public void RequireSound(AuditVerification found)
    {
        if (!found.IsIntact)
        {
            throw Failure.Of(ExitCode.Tampering, $"The audit log '{Name}' is not valid ({AuditVerificationText.NameOf(found.Verdict)}): {AuditVerificationText.MeaningOf(found.Verdict)}.");
        }
    }

    /// <summary>The source under the name that is in the audit log: the forges take a name in any case of its letters, and what was begun under one is gone on with under it.</summary>
    /// <param name="store">The audit log.</param>
    /// <param name="source">The source, as it was named.</param>
    public static AuditSource Known(AuditStore store, AuditSource source) =>
        AuditState.Of(store).Feeds.Select(feed => feed.Source).FirstOrDefault(known => known.Forge == source.Forge && known.Name.Equals(source.Name, StringComparison.OrdinalIgnoreCase)) ?? source;

    /// <summary>Puts on record for how long events are kept, where the settings say so and it is not on record.</summary>
    /// <param name="store">The audit log.</param>
    public void Keep(AuditStore store)
    {
        if (AuditDays.Length(settings.Keep) is { } keep && AuditState.Of(store).Keep != keep)
        {
            store.SetKeep(keep, terminal.Time);
        }
    }

    /// <summary>Says what goes on.</summary>
    /// <param name="stage">What that is.</param>
    public ProgressLine Progress(string stage)
    {
        var progress = new ProgressLine(terminal.ShowsProgress && !settings.Quiet ? terminal.Error : null);
        progress.Report(new CollectionProgress(stage, 0, 1));
        return progress;
    }

    private AuditStore Open(string folder, ImmutableArray<AgeRecipient> recipients) =>
        AuditStore.Open(folder, new AuditStoreOptions { Signer = LedgerSigner.OfEnvironment(terminal.Variable), Recipients = recipients });

    private void Fetch(CancellationToken cancellation)
    {
        place.Fetch(cancellation);
        begun = AuditFiles.CheckpointIn(Folder);
    }

    private void PublishBehindOthers(string message, bool isPruning)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                place.Publish(message, isPruning);
                begun = AuditFiles.CheckpointIn(Folder);
                return;
            }
            catch (StoreConflictException) when (attempt < Attempts && !isPruning)
            {
                if (!TryMoveBehindOthers())
                {
                    throw;
                }
            }
        }
    }

    // What was read from a forge, for hours perhaps, is not lost for somebody who exported meanwhile.
    private bool TryMoveBehindOthers()
    {
        var (folder, shared) = (Folder, begun);
        using var copy = place.Leave();
        Fetch(CancellationToken.None);
        return LateEntries.TryAdd(Open(Folder, []), Open(folder, []), shared);
    }

    private void RequirePrivate()
    {
        if (Exposure is { } exposure)
        {
            throw PoPipelineSettings.Wrong($"The audit log in '{Name}' is not safe there: {exposure}. {safety?.Remedy ?? "Take the rights of others away"}, and find out who read it.");
        }
    }

    /// <summary>A message about the folder that is worked in, as one about the place: the folder of a run says nothing to anybody, and an audit log has verbs of its own.</summary>
    /// <param name="message">The message.</param>
    public string Named(string message)
    {
        var own = message.Replace("'po ledger verify'", "'po audit verify'", StringComparison.Ordinal);
        return place.IsCopy ? own.Replace(Folder, Name, StringComparison.Ordinal) : own;
    }

    // The rest any run knows.
    private static bool IsOwn(Exception exception) => exception is AuditException or LedgerConflictException;

    private RunException Failed(Exception exception) => exception is LedgerConflictException
        ? Failure.Of(ExitCode.Incomplete, $"Another run wrote into the audit log meanwhile. Run again.", exception)
        : Failure.Of(ExitCode.Usage, $"{Named(exception.Message)}", exception);
}
