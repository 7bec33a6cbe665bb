using System.Collections.Immutable;
using PoPipeline.Audit.Alerting;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Listing;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Verifying;
using PoPipeline.AuditLogs;
using PoPipeline.AuditLogs.Stores;
using PoPipeline.Ledger;
using PoPipeline.Queries;
using PoPipeline.Rules.Model;

namespace PoPipeline.Running.AuditVerbs;

/// <summary>Reads the events of an audit log: to list them, to export them, to look for what an assessor asks about.</summary>
/// <param name="settings">What to look at.</param>
/// <param name="terminal">What to speak to.</param>
internal sealed class AuditReading(PoPipelineSettings settings, PoPipelineTerminal terminal)
{
    // Of what there may be very many of.
    private const int MostTold = 20;

    private readonly AuditSession session = new(settings, terminal);

    /// <summary>Shows events.</summary>
    public void List() => session.Guarded(() =>
    {
        AuditDays.Require(settings, terminal.Time);
        var store = Noted(session.OpenForReading(), "list", settings.Identity is not null);
        var (unseen, twice) = (0L, 0L);
        var imported = ImportedEvents.Of(store, terminal.Cancellation);
        var events = Watched(Query().In(imported, _ => unseen++, _ => twice++), () => { });
        Tell(Asked(imported.State), isWritten: false);
        if (settings.Json)
        {
            AuditEventList.WriteJson(events, terminal.Output);
        }
        else
        {
            AuditEventList.WriteText(events, terminal.Output);
        }

        terminal.Output.Flush();
        TellTwice(twice);
        RequireSeen(unseen);
    });

    /// <summary>Exports events.</summary>
    public void Export() => session.Guarded(() =>
    {
        AuditDays.Require(settings, terminal.Time);
        var store = Noted(session.OpenForReading(), $"export {settings.ExportFormat}", isNoted: true);
        var imported = ImportedEvents.Of(store, terminal.Cancellation);
        Tell(Asked(imported.State), isWritten: false);
        var (unseen, twice) = (0L, 0L);
        IAuditExport export = settings.ExportFormat switch
        {
            "ocsf" => new OcsfExport(Product.Version),
            "csv" => new CsvExport(),
            _ => new JsonLinesExport(),
        };
        _ = AuditEventList.Export(export, Watched(Query().In(imported, _ => unseen++, _ => twice++), () => { }), terminal.Output);
        terminal.Output.Flush();
        TellTwice(twice);
        RequireSeen(unseen);
    });

    /// <summary>Shows the events that an assessor asks about.</summary>
    /// <exception cref="RunException">With exit code 1: there are some. With exit code 3: events could not be read.</exception>
    public void ShowAlerts() => session.Guarded(() =>
    {
        AuditDays.Require(settings, terminal.Time);
        var store = Noted(session.OpenForReading(), "alerts", settings.Identity is not null);
        var imported = ImportedEvents.Of(store, terminal.Cancellation);
        var state = imported.State;
        var asked = Asked(state);
        Tell(asked, isWritten: true);
        var (read, closed, twice) = (0L, 0L, 0L);
        var query = Query();
        var events = Watched(query.In(imported, _ => closed++, _ => twice++), () => read++).Select(found =>
        {
            closed += found.IsClosed ? 1 : 0;
            return found;
        });
        ImmutableArray<AuditAlert> alerts = [.. AuditAlerts.In(events), .. AuditAlerts.Behind(imported, query)];
        if (settings.Json)
        {
            AuditAlertList.WriteJson(alerts, read, closed, asked, terminal.Output);
        }
        else
        {
            AuditAlertList.WriteText(alerts, read, closed, asked, terminal.Output);
        }

        terminal.Output.Flush();
        TellTwice(twice);
        if (!alerts.IsEmpty)
        {
            throw Failure.Of(ExitCode.Failed, $"{Counted.Of(alerts.Length, "event")} of those that an assessor asks about.");
        }

        if (closed > 0)
        {
            throw Failure.Of(ExitCode.Incomplete, $"{Counted.Of(closed, "event")} could not be read, since they are encrypted for others. Name a key that opens them with --identity.");
        }

        if (asked.NeverRead is [var never, ..])
        {
            throw Failure.Of(ExitCode.Incomplete, $"{Counted.Of(asked.NeverRead.Length, "feed")} {(asked.NeverRead.Length == 1 ? "was" : "were")} never read, the first of them {never}: nobody knows what happened there. See 'po audit status'.");
        }

        if (asked.Unread is [var gap, ..])
        {
            throw Failure.Of(
                ExitCode.Incomplete,
                $"{Counted.Of(asked.Unread.Length, "time")} that {(asked.Unread.Length == 1 ? "is" : "are")} asked about {(asked.Unread.Length == 1 ? "was" : "were")} not read, the first of them of {gap.Feed}, from {AuditTime.Write(gap.From)} to {AuditTime.Write(gap.To)}: nobody knows what happened then. See 'po audit status'.");
        }

        if (state.Feeds.IsEmpty)
        {
            throw Failure.Of(ExitCode.Incomplete, $"{AuditStatus.NothingOf(state)} So nobody knows what happened.");
        }
    });

    private AuditQuery Query() => new()
    {
        Since = AuditDays.Start(settings.Since),
        Until = AuditDays.End(settings.Until),
        Actions = settings.Actions,
        Actors = settings.Actors,
    };

    private IEnumerable<AuditEvent> Watched(IEnumerable<AuditEvent> events, Action count)
    {
        foreach (var found in events)
        {
            terminal.Cancellation.ThrowIfCancellationRequested();
            count();
            yield return found;
        }
    }

    private void TellTwice(long twice)
    {
        if (twice > 0)
        {
            terminal.Error.WriteLine($"po: {Counted.Of(twice, "event")} of these, which {(twice == 1 ? "a file" : "files")} brought, may be there twice: what would tell is not said, or was encrypted when {(twice == 1 ? "it was" : "they were")} imported.");
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

    // What of the time that is asked about is not there.
    private AskedTime Asked(AuditState state) =>
        AskedTime.Of(AuditDays.Start(settings.Since), AuditDays.End(settings.Until), state, terminal.Time.GetUtcNow(), feed => AuditFeedPolicy.Of(feed));

    // That nothing is shown of a time is no sign that nothing happened. Where what is written has no place for it, the error output has.
    private void Tell(AskedTime asked, bool isWritten)
    {
        string[] missing = isWritten ? [] : [.. asked.NeverRead.Select(feed => $"{feed} was never read."), .. asked.Unread.Select(time => $"{time}")];
        string[] all = [.. missing, .. asked.Pruned.Select(tombstone => $"Pruned, and kept no more: {AuditPrunedText.Of(tombstone)}.")];
        foreach (var line in all.Take(MostTold))
        {
            terminal.Error.WriteLine($"po: {line}");
        }

        if (all.Length > MostTold)
        {
            terminal.Error.WriteLine($"po: {Counted.Of(all.Length - MostTold, "other time")} of which nothing is there: see 'po audit status'.");
        }
    }

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
        if (!TryNote(store, note))
        {
            return store;
        }

        try
        {
            session.Publish("Put on record who read");
        }
        catch (StoreException exception) when (exception is not StoreConflictException)
        {
            // Whoever may read there need not be allowed to write.
            terminal.Error.WriteLine($"po: This reading is not put on record in the audit log. {exception.Message}");
        }

        // Where others were faster, what is read is another copy; what is known of this one is not read again.
        return store.Folder == Path.GetFullPath(session.Folder) ? store : session.OpenForReading();
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
            terminal.Error.WriteLine($"po: This reading is not put on record in the audit log. {session.Named(exception.Message)}");
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
}
