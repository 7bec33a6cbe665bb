using System.Collections.Immutable;
using PoPipeline.Audit.Alerting;
using PoPipeline.Audit.Collecting;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Listing;
using PoPipeline.Audit.Sealing;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Verifying;
using PoPipeline.AuditLogs;
using PoPipeline.AuditLogs.Stores;
using PoPipeline.Forges.Http;
using PoPipeline.Ledger;
using PoPipeline.Queries;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.AuditLogs;
using PoPipeline.Settings;
using PoPipeline.Sources;

namespace PoPipeline.Running;

/// <summary>What the verbs of audit logs do.</summary>
/// <param name="settings">What to look at.</param>
/// <param name="terminal">What to speak to.</param>
internal sealed class AuditRun(PoPipelineSettings settings, PoPipelineTerminal terminal)
{
    private const int MaximumKeyFile = 1 << 16;

    private const string ImportMessage = "Import files";
    private const string PruneMessage = "Prune";

    // Running the same again a few times is enough: whoever reads adds one entry.
    private const int NoteAttempts = 5;

    private readonly IStorePlace place = PlaceOf(settings, terminal);

    private string Name => place.Name;

    private string Folder => place.Folder;

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

    /// <summary>Collects.</summary>
    /// <param name="retryBudget">How long the run waits.</param>
    /// <exception cref="RunException">With exit code 3: something was not answered.</exception>
    public async Task CollectAsync(RetryBudget retryBudget)
    {
        var target = settings.Target ?? throw PoPipelineSettings.Wrong($"Name whose audit log is to be collected: '--{PoPipelineArguments.Forge}=github:acme'.");
        var source = AuditLogTargets.SourceOf(target).IsValue(out var known, out var fault) ? known : throw PoPipelineSettings.Wrong($"'{target.ToString()}' has no audit log: {fault}.");
        RequireDays();
        await GuardedAsync(
            async () =>
            {
                var store = OpenForWriting();
                Keep(store);
                using var log = AuditLogTargets.Make(target, Known(store, source), new SettingsConnection { Variable = terminal.Variable, Time = terminal.Time, RetryBudget = retryBudget });
                await CollectAsync(store, log).ConfigureAwait(false);
            },
            $"Collect {target.ToString()}").ConfigureAwait(false);
    }

    /// <summary>Imports.</summary>
    /// <exception cref="RunException">With exit code 3: a file of a folder could not be read.</exception>
    public void Import() => Guarded(() =>
    {
        var path = settings.Import ?? throw PoPipelineSettings.Wrong($"Name the file that is to be imported: '--{PoPipelineArguments.Import}=FILE'.");
        var text = settings.Source ?? throw PoPipelineSettings.Wrong($"Say whose audit log it is of: '--source github:acme'.");
        var source = AuditSource.Parse(text).IsValue(out var known, out var fault) ? known : throw PoPipelineSettings.Wrong($"'{text}' is no source: {fault}.");
        if (!Path.Exists(path))
        {
            throw PoPipelineSettings.Wrong($"There is no '{path}'. Name a file of an audit log, or a folder of such files.");
        }

        var store = OpenForWriting();
        source = Known(store, source);
        var collection = new AuditImporter(store, terminal.Time).Import(path, source, limits: null, terminal.Cancellation);

        // What is said of a copy is so once it is brought back.
        Publish(ImportMessage, isPruning: false);
        AuditCollectionText.Write(source, collection, terminal.Output);
        if (collection.Unread is [var first, ..])
        {
            terminal.Output.Flush();
            throw Failure.Of(ExitCode.Incomplete, $"{Counted.Of(collection.Unread.Length, "file")} of the folder could not be imported, the first: {first}");
        }
    }, ImportMessage);

    /// <summary>Verifies.</summary>
    /// <exception cref="RunException">With exit code 4: it is not what was recorded. With exit code 3: a time was not read, or there is none.</exception>
    public void Verify() => Guarded(() =>
    {
        var keys = settings.Keys.SelectMany(key => VerifierKeys.Of(key)).ToImmutableArray();
        var anchors = settings.Anchors.Select(LedgerRun.AnchorOf).ToImmutableArray();

        // An anchor says that there was one, but for an anchor without entries.
        if (anchors.All(anchor => anchor.Checkpoint.Size == 0))
        {
            RequireStore();
        }

        AuditVerification found;
        using (Progress($"verifying '{Name}'"))
        {
            found = AuditVerifier.Verify(Folder, keys, anchors, terminal.Cancellation);
        }

        if (settings.Json)
        {
            AuditVerificationText.WriteJson(Name, found, terminal.Output);
        }
        else
        {
            AuditVerificationText.WriteText(Name, found, terminal.Output);
        }

        terminal.Output.Flush();
        if (IsUnread(found))
        {
            throw Failure.Of(ExitCode.Incomplete, $"Of the audit log '{Name}', every entry is as it was recorded, and a time was not read.");
        }

        RequireSound(found);
    });

    /// <summary>Shows events.</summary>
    public void List() => Guarded(() =>
    {
        RequireDays();
        var store = Noted(OpenForReading(), "list", settings.Identity is not null);
        var unseen = 0L;
        var events = Watched(Query().In(store, _ => unseen++), () => { });
        if (settings.Json)
        {
            AuditEventList.WriteJson(events, terminal.Output);
        }
        else
        {
            AuditEventList.WriteText(events, terminal.Output);
        }

        terminal.Output.Flush();
        RequireSeen(unseen);
    });

    /// <summary>Exports events.</summary>
    public void Export() => Guarded(() =>
    {
        RequireDays();
        var store = Noted(OpenForReading(), $"export {settings.ExportFormat}", isNoted: true);
        var unseen = 0L;
        IAuditExport export = settings.ExportFormat switch
        {
            "ocsf" => new OcsfExport(Product.Version),
            "csv" => new CsvExport(),
            _ => new JsonLinesExport(),
        };
        _ = AuditEventList.Export(export, Watched(Query().In(store, _ => unseen++), () => { }), terminal.Output);
        terminal.Output.Flush();
        RequireSeen(unseen);
    });

    /// <summary>Shows what was collected.</summary>
    /// <exception cref="RunException">With exit code 3: something is missing.</exception>
    public void ShowStatus() => Guarded(() =>
    {
        RequireStore();
        safety = place.Look(onlyAccess: false, terminal.Cancellation);
        var store = OpenForReading();
        var status = AuditStatus.Of(store, terminal.Time.GetUtcNow(), place.IsCopy ? Name : store.Folder, safety);
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

    /// <summary>Shows the events that an assessor asks about.</summary>
    /// <exception cref="RunException">With exit code 1: there are some. With exit code 3: events could not be read.</exception>
    public void ShowAlerts() => Guarded(() =>
    {
        RequireDays();
        var store = Noted(OpenForReading(), "alerts", settings.Identity is not null);
        var state = AuditState.Of(store);
        var unread = Unread(state);
        var (read, closed) = (0L, 0L);
        var events = Watched(Query().In(store, _ => closed++), () => read++).Select(found =>
        {
            closed += found.IsClosed ? 1 : 0;
            return found;
        });
        ImmutableArray<AuditAlert> alerts = [.. AuditAlerts.In(events)];
        if (settings.Json)
        {
            AuditAlertList.WriteJson(alerts, read, closed, unread, terminal.Output);
        }
        else
        {
            AuditAlertList.WriteText(alerts, read, closed, unread, terminal.Output);
        }

        terminal.Output.Flush();
        if (!alerts.IsEmpty)
        {
            throw Failure.Of(ExitCode.Failed, $"{Counted.Of(alerts.Length, "event")} of those that an assessor asks about.");
        }

        if (closed > 0)
        {
            throw Failure.Of(ExitCode.Incomplete, $"{Counted.Of(closed, "event")} could not be read, since they are encrypted for others. Name a key that opens them with --identity.");
        }

        if (!unread.IsEmpty)
        {
            throw Failure.Of(ExitCode.Incomplete, $"{Counted.Of(unread.Length, "feed")} {(unread.Length == 1 ? "was" : "were")} never read, the first of them {unread[0]}: nobody knows what happened there. See 'po audit status'.");
        }

        if (state.Feeds.IsEmpty)
        {
            throw Failure.Of(ExitCode.Incomplete, $"Nothing was collected so far, so that nobody knows what happened.");
        }
    });

    /// <summary>Writes down where the checkpoint was published.</summary>
    public void Anchor() => Guarded(() =>
    {
        var where = settings.Published ?? throw PoPipelineSettings.Wrong($"Name where the checkpoint was published: '--{PoPipelineArguments.Published}=ADDRESS'.");
        RequireStore();
        var store = OpenForWriting();

        // What is published for others to rely on is sound.
        RequireSound(AuditVerifier.Verify(Folder, [], [], terminal.Cancellation));
        var head = store.Ledger.Head;
        store.AddAnchor(where, terminal.Time);
        terminal.Output.WriteLine($"Written down: the checkpoint of {head?.Size ?? 0} entries, {head?.RootHash ?? ""}, was published at {where}.");
    }, "Write down an anchor");

    /// <summary>Removes what was kept for long enough.</summary>
    public void Prune() => Guarded(() =>
    {
        RequireStore();
        var store = OpenForWriting();
        var known = AuditState.Of(store).Keep;
        if (known is null && settings.Keep is { } first)
        {
            Keep(store);
            terminal.Output.WriteLine($"Put on record: events are kept for {Counted.Of(first, "day")} at least, which can be made longer and never shorter.");
        }

        var keep = Days(settings.Keep) ?? known
            ?? throw PoPipelineSettings.Wrong($"The audit log does not say how long events are kept. Say it with --keep, in days.");
        var removed = AuditPruning.Prune(store, keep, terminal.Time);
        Publish(PruneMessage, isPruning: true);
        if (removed is null)
        {
            terminal.Output.WriteLine($"Nothing that is not on record as pruned happened and was read more than {keep.TotalDays:0} days ago, or there is too little of it for a file of its own.");
        }
        else
        {
            terminal.Output.WriteLine($"Removed {Counted.Of(removed.Events, "event")} and {Counted.Of(removed.Windows, "receipt")}, from {AuditTime.Write(removed.Oldest)} to {AuditTime.Write(removed.Newest)}; what that was stays on record.");
        }
    }, PruneMessage, isPruning: true);

    private AuditSafety? safety;

    private static TimeSpan? Days(int? days) => days is { } known ? TimeSpan.FromDays(known) : null;

    private async Task CollectAsync(AuditStore store, IAuditLog log)
    {
        var listed = await log.FeedsAsync(terminal.Cancellation).ConfigureAwait(false);
        var gone = listed.Fault is null ? Gone(store, log.Source, listed.Feeds) : [];

        // Before the list that names them no more: a run that is killed in between would have forgotten those that were never read.
        foreach (var feed in gone)
        {
            _ = await new AuditCollector(store, new GonePages(), terminal.Time).CollectAsync(feed, AuditFeedPolicy.Of(feed), terminal.Cancellation).ConfigureAwait(false);
            terminal.Output.WriteLine($"{feed}: {GonePages.Message}");
        }

        List(store, log.Source, listed);
        var done = 0;
        var requests = 0;
        var refused = new List<WindowRefusal>();
        using var progress = new ProgressLine(terminal.ShowsProgress && !settings.Quiet ? terminal.Error : null);
        foreach (var feed in listed.Feeds)
        {
            var pages = new WatchedPages(log, request =>
            {
                requests++;
                progress.Report(new CollectionProgress($"{feed}, from {AuditTime.Write(request.From)} ({Counted.Of(requests, "request")})", done, listed.Feeds.Length));
            });
            var policy = AuditFeedPolicy.Of(feed, Start(settings.Since));
            var left = policy.MaximumRequests - (feed.Source.Forge is AuditForge.GitHub ? requests : 0);
            var collection = await new AuditCollector(store, pages, terminal.Time).CollectAsync(feed, policy with { MaximumRequests = Math.Max(0, left) }, terminal.Cancellation).ConfigureAwait(false);
            progress.Clear();
            AuditCollectionText.Write(feed, collection, terminal.Output);
            refused.AddRange(collection.Refused);
            done++;
        }

        terminal.Output.Flush();
        if (listed.Fault is { } fault)
        {
            throw Failure.Of(ExitCode.Incomplete, $"{fault}");
        }

        if (refused.Count > 0)
        {
            var again = refused.Select(refusal => refusal.RetryAt).Max() is { } time ? $" Run again after {AuditTime.Write(time)}." : "";
            throw Failure.Of(ExitCode.Incomplete, $"{Counted.Of(refused.Count, "window")} could not be read, the first of {refused[0].Feed}: {refused[0].Message}{again}");
        }
    }

    // What a run does not come to is known to be missing.
    private void List(AuditStore store, AuditSource source, AuditFeeds listed)
    {
        var now = AuditTime.Floor(terminal.Time.GetUtcNow());
        var refused = listed.Fault is { } fault ? FeedListing.RefusalOf(source, now, listed.Reason, fault) : null;
        store.AddListing(new FeedListing(source, now, [.. listed.Feeds.Select(feed => feed.Query)]) { Refused = refused }, terminal.Cancellation);
    }

    // What is in a group no more is refused once, and not again.
    private static ImmutableArray<AuditFeed> Gone(AuditStore store, AuditSource source, ImmutableArray<AuditFeed> feeds)
    {
        var state = AuditState.Of(store);
        return
        [
            .. state.Feeds.Where(feed => feed.Source == source && feed.IsAsked && !feeds.Contains(feed))
                .Where(feed => !GonePages.IsGone(state.Refusals.LastOrDefault(refusal => refusal.Feed == feed))),
        ];
    }

    private ProgressLine Progress(string stage)
    {
        var progress = new ProgressLine(terminal.ShowsProgress && !settings.Quiet ? terminal.Error : null);
        progress.Report(new CollectionProgress(stage, 0, 1));
        return progress;
    }

    private AuditQuery Query() => new()
    {
        Since = Start(settings.Since),
        Until = Start(settings.Until)?.AddDays(1),
        Actions = settings.Actions,
        Actors = settings.Actors,
    };

    private static DateTimeOffset? Start(DateOnly? day) => day is { } known ? new DateTimeOffset(known.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;

    private IEnumerable<AuditEvent> Watched(IEnumerable<AuditEvent> events, Action count)
    {
        foreach (var found in events)
        {
            terminal.Cancellation.ThrowIfCancellationRequested();
            count();
            yield return found;
        }
    }

    // Of what is to come there is nothing to ask for, and between a day and an earlier one there is none.
    private void RequireDays()
    {
        var today = DateOnly.FromDateTime(terminal.Time.GetUtcNow().UtcDateTime);
        if (settings.Since is { } first && first > today)
        {
            throw PoPipelineSettings.Wrong($"--since {first:yyyy-MM-dd} lies after now, {today:yyyy-MM-dd} in UTC, so that there is nothing to ask for. Name a day that has begun.");
        }

        if (settings.Since is { } since && settings.Until is { } until && since > until)
        {
            throw PoPipelineSettings.Wrong($"--since {since:yyyy-MM-dd} lies after --until {until:yyyy-MM-dd}, so that there is no day between them. Name the first day with --since and the last one with --until.");
        }
    }

    private static void RequireSeen(long unseen)
    {
        if (unseen > 0)
        {
            throw Failure.Of(
                ExitCode.Incomplete,
                $"Of {Counted.Of(unseen, "event")} it could not be looked at whether {(unseen == 1 ? "it is" : "they are")} asked for, since {(unseen == 1 ? "it is" : "they are")} encrypted for others. Name a key that opens them with --identity.");
        }
    }

    // The feeds of which nothing is known at all.
    private ImmutableArray<AuditFeed> Unread(AuditState state) =>
    [
        .. AuditCoverage.Of(state, terminal.Time.GetUtcNow(), feed => AuditFeedPolicy.Of(feed))
            .Where(feed => feed.Read.Spans.IsEmpty && (feed.Imported.Spans.IsEmpty || feed.Feed.Query == AuditFeed.List) && !GonePages.IsGone(feed))
            .Select(feed => feed.Feed),
    ];

    // That somebody reads what was meant for few is itself worth to know later, and stands on record before any of it is shown.
    // Where another run has written meanwhile, what is read is what is there with that.
    private AuditStore Noted(AuditStore store, string verb, bool isNoted)
    {
        if (!isNoted)
        {
            return store;
        }

        string?[] filters =
        [
            settings.Since is { } since ? $"since {since:yyyy-MM-dd}" : null,
            settings.Until is { } until ? $"until {until:yyyy-MM-dd}" : null,
            .. settings.Actions.Select(action => $"action {action}"),
            .. settings.Actors.Select(actor => $"actor {actor}"),
        ];
        var note = new ReadNote(terminal.Time.GetUtcNow(), Who(), Short($"{verb} {string.Join(", ", filters.OfType<string>())}".TrimEnd()), AuditState.Of(store).Events);
        for (var attempt = 1; TryNote(store, note); attempt++)
        {
            try
            {
                place.Publish("Put on record who read");
                return store;
            }
            catch (StoreConflictException) when (attempt < NoteAttempts)
            {
                // What was read stands on record behind what another run has added meanwhile.
                place.Fetch(CancellationToken.None);
                store = OpenForReading();
            }
            catch (StoreException exception) when (exception is not StoreConflictException)
            {
                // Whoever may read there need not be allowed to write.
                terminal.Error.WriteLine($"po: This reading is not put on record in the audit log. {exception.Message}");
                return store;
            }
        }

        return store;
    }

    private bool TryNote(AuditStore store, ReadNote note)
    {
        try
        {
            store.AddRead(note);
            return true;
        }
        catch (LedgerException exception) when (exception is not (LedgerDamagedException or LedgerBusyException or LedgerConflictException))
        {
            // An auditor has the key that opens events, and not the one that signs the audit log.
            terminal.Error.WriteLine($"po: This reading is not put on record in the audit log. {exception.Message}");
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            terminal.Error.WriteLine($"po: This reading is not put on record in the audit log, since its folder cannot be written to: {Refusal.OfWriting(exception)}.");
            return false;
        }
    }

    private static string Short(string text) => text.Length <= 1000 ? text : text[..1000];

    private string Who() => RunActor.Of(terminal.Variable) is { } person ? $"{person.Name} ({person.Id})"
        : terminal.Variable("GIT_AUTHOR_EMAIL") is { Length: > 0 } email ? email
        : terminal.Variable("USER") is { Length: > 0 } user ? user
        : "somebody";

    private void Keep(AuditStore store)
    {
        if (Days(settings.Keep) is { } keep && AuditState.Of(store).Keep != keep)
        {
            store.SetKeep(keep, terminal.Time);
        }
    }

    private AuditStore OpenForWriting()
    {
        RequirePrivate();
        if (!place.IsCopy)
        {
            PoPipelineRun.RequireNoLink(Folder, PoPipelineRun.TreesOf(Folder, settings), "Replace it by a folder.");
        }

        ImmutableArray<AgeRecipient> recipients = [.. settings.Recipients.SelectMany(RecipientsOf)];
        var store = AuditStore.Open(Folder, new AuditStoreOptions { Signer = LedgerSigner.OfEnvironment(terminal.Variable), Recipients = recipients });
        return recipients.IsEmpty && AddsEvents && AuditState.Of(store).IsSealed
            ? throw PoPipelineSettings.Wrong($"The events of the audit log '{Name}' are encrypted, and those of this run would not be. Name who may read them with --recipient.")
            : store;
    }

    private bool AddsEvents => settings.Import is not null || settings.Target is not null;

    private AuditStore OpenForReading()
    {
        RequireStore();
        RequirePrivate();
        return AuditStore.OpenExisting(Folder, new AuditStoreOptions { Signer = LedgerSigner.OfEnvironment(terminal.Variable), Identity = settings.Identity is { } file ? IdentityOf(file) : null });
    }

    // Of a folder its modes say so, whenever it is opened.
    private void RequirePrivate()
    {
        if (place.IsCopy && (safety ??= place.Look(onlyAccess: true, terminal.Cancellation)) is { Exposure: { } exposure } found)
        {
            throw PoPipelineSettings.Wrong($"The audit log in '{Name}' is not safe there: {exposure}. {found.Remedy ?? "Take the rights of others away"}, and find out who read it.");
        }
    }

    // That a time was not read is a matter of collecting, and no sign that somebody changed what is kept.
    private static bool IsUnread(AuditVerification found) => found is { Verdict: AuditVerdict.Gap, Ledger.Condition: LedgerCondition.Valid };

    private void RequireSound(AuditVerification found)
    {
        if (found.Verdict is not AuditVerdict.Valid && !IsUnread(found))
        {
            throw Failure.Of(ExitCode.Tampering, $"The audit log '{Name}' is not valid ({AuditVerificationText.NameOf(found.Verdict)}): {AuditVerificationText.MeaningOf(found.Verdict)}.");
        }
    }

    // The forges take a name in any case, and what was begun under one is gone on with under it.
    private static AuditSource Known(AuditStore store, AuditSource source) =>
        AuditState.Of(store).Feeds.Select(feed => feed.Source).FirstOrDefault(known => known.Forge == source.Forge && known.Name.Equals(source.Name, StringComparison.OrdinalIgnoreCase)) ?? source;

    private void RequireStore()
    {
        if (!AuditStore.IsStore(Folder))
        {
            throw Failure.Of(ExitCode.Incomplete, $"There is no audit log in '{Name}'. It begins with the first 'po audit collect' or 'po audit import'; where it is kept elsewhere, name that with --store.");
        }
    }

    private static IEnumerable<AgeRecipient> RecipientsOf(string text)
    {
        var lines = text.StartsWith("age1", StringComparison.Ordinal) && !File.Exists(text) ? [text]
            : TextOf(text, "recipients").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')).ToArray();
        return lines is [] ? throw PoPipelineSettings.Wrong($"'{text}' holds no public key of age.")
            : lines.Select(line => AgeRecipient.Parse(line).IsValue(out var recipient, out var fault) ? recipient : throw PoPipelineSettings.Wrong($"'{text}' names nobody who may read: {fault}."));
    }

    private static AgeIdentity IdentityOf(string file) => AgeIdentity.Parse(TextOf(file, "identity")).IsValue(out var identity, out var fault)
        ? identity
        : throw PoPipelineSettings.Wrong($"The identity '{file}' opens nothing: {fault}.");

    private static string TextOf(string file, string what)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var bytes = new byte[MaximumKeyFile];
            return System.Text.Encoding.UTF8.GetString(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PoPipelineSettings.Wrong($"The file '{file}' with the {what} cannot be read: {Refusal.Of(exception)}.");
        }
    }

    private void Guarded(Action step, string? publishes = null, bool isPruning = false) => GuardedAsync(
        () =>
        {
            step();
            return Task.CompletedTask;
        },
        publishes,
        isPruning).GetAwaiter().GetResult();

    // Brings what is kept, does something with it, and brings back what that wrote.
    private async Task GuardedAsync(Func<Task> step, string? publishes, bool isPruning = false)
    {
        using var used = place;
        try
        {
            if (place.IsCopy)
            {
                using var progress = Progress($"fetching '{Name}'");
                place.Fetch(terminal.Cancellation);
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
        catch (LedgerException exception) when (place.IsCopy)
        {
            var known = Failure.Of(exception);
            throw Failure.Of(known.Code, $"{Named(known.Message)}", exception);
        }
    }

    private void Publish(string? message, bool isPruning)
    {
        if (message is null || !place.IsCopy)
        {
            return;
        }

        using var progress = Progress($"writing '{Name}'");
        var wasStopped = terminal.Cancellation.IsCancellationRequested;
        try
        {
            place.Publish(message, isPruning);
        }
        catch (StoreException exception) when (exception is not StoreConflictException && !wasStopped && terminal.Cancellation.IsCancellationRequested)
        {
            // The signal that ended this run in order ended the program that it had called.
            place.Publish(message, isPruning);
        }
    }

    // The folder of a run says nothing to anybody.
    private string Named(string message) => place.IsCopy ? message.Replace(Folder, Name, StringComparison.Ordinal) : message;

    // The rest any run knows.
    private static bool IsOwn(Exception exception) => exception is AuditException or LedgerConflictException;

    private RunException Failed(Exception exception) => exception is LedgerConflictException
        ? Failure.Of(ExitCode.Incomplete, $"Another run wrote into the audit log meanwhile. Run again.", exception)
        : Failure.Of(ExitCode.Usage, $"{Named(exception.Message)}", exception);
}
