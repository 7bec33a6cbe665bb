using System.Collections.Immutable;
using PoPipeline.Decisions;
using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Records;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Decisions.Trackers.Folder;
using PoPipeline.Forges;
using PoPipeline.Forges.Http;
using PoPipeline.Ledger;
using PoPipeline.Outputs;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Queries;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Settings;
using PoPipeline.Settings;
using PoPipeline.Snapshots;
using PoPipeline.Sources;

namespace PoPipeline.Running;

/// <content>What a run does with the records of decisions.</content>
public sealed partial class PoPipelineRun
{
    private const string LedgerName = "ledger";

    // One for the whole run, however many trackers it makes.
    private readonly RetryBudget retryBudget = new(settings.Wait, new PauseNotice(terminal.Error));

    private Repository? described;
    private ImmutableArray<NoteVerifier> known = [];
    private ImmutableArray<LedgerAnchor> anchors = [];
    private LedgerSigner? signer;

    /// <summary>Joins the verdicts with the decisions on record; with <c>--records</c>, files requests and writes down what happened.</summary>
    public Task KeepRecordsAsync() => GuardedAsync(async () =>
    {
        if (settings.Snapshot is not null || !HasRecords())
        {
            return;
        }

        if (!settings.Records && ReadsOverNetwork())
        {
            With(new Records { Gaps = [new Gap("records", $"decisions are kept in issues of {Policy().Records.Tracker}, which only a run with --records reads", Failed: false)] });
            return;
        }

        signer = LedgerSigner.OfEnvironment(terminal.Variable);
        try
        {
            var outcome = await KeepAsync(writes: settings is { Records: true, ReadOnly: false } && !IsOfOrganization, []).ConfigureAwait(false);
            ShowNotes(outcome);
            inForce = inForce?.VouchedBy(outcome);
            With(IsOfOrganization ? OnSettings(outcome.Records) : outcome.Records);
        }
        catch (Exception exception) when (exception is ForgeException or LedgerException)
        {
            // The reports are written all the same, and the gate says that the run is not complete.
            With(new Records { Gaps = [new Gap("records", exception.Message.TrimEnd('.'), Failed: true)] });
        }
    });

    /// <summary>Reads what people decided, writes it down, and shows what is on record.</summary>
    public Task SyncRecordsAsync() => RecordsAsync(writes: true, Demand);

    /// <summary>Shows what is on record; nothing is written.</summary>
    public Task ListRecordsAsync() => RecordsAsync(writes: false, outcome => ShowRecords(outcome.Records));

    /// <summary>Shows one record with all that is known of it.</summary>
    public Task ShowRecordAsync() => RecordsAsync(writes: false, outcome =>
    {
        var (request, review) = Named(outcome.Records);
        if (review is not null)
        {
            ShowReview(review);
            return;
        }

        var decision = request!;
        if (settings.Json)
        {
            RecordDetails.WriteJson(decision, terminal.Output);
        }
        else
        {
            RecordDetails.WriteText(decision, Collected(), terminal.Time.GetUtcNow(), terminal.Output);
        }
    });

    /// <summary>Verifies the ledger, and every decision in it against the tracker; fails where something was tampered with.</summary>
    public Task VerifyRecordsAsync() => RecordsAsync(writes: false, Demand);

    /// <summary>Asks for an exception for a finding.</summary>
    public Task RequestAsync() => GuardedAsync(async () =>
    {
        var rule = settings.Id ?? throw PoPipelineSettings.Wrong($"Name the rule: --{PoPipelineArguments.Id}=PO3204.");
        var reason = settings.Reason ?? throw PoPipelineSettings.Wrong($"Say why: --{PoPipelineArguments.Reason}='…'.");
        var until = NotPast(settings.Until);
        Judge();
        var candidates = Judged().Findings.Where(finding => finding.Rule.Id == rule && IsNamed(finding)).ToList();
        var finding = candidates switch
        {
            [var only] => only,
            [] => throw PoPipelineSettings.Wrong($"{rule} has no finding{(settings.Subject is { } subject ? $" with the subject or fingerprint '{subject}'" : "")} here, so there is nothing to ask for.{Subjects(rule)}"),
            _ => throw PoPipelineSettings.Wrong($"{rule} has {Counted.Of(candidates.Count, "finding")} here; name one with --subject.{Subjects(rule)}"),
        };
        RequireWithinLimit(finding);
        var asked = new Asked { Finding = finding, Reason = reason, Controls = settings.Controls ?? "", Until = until };
        ShowFiled(await KeepAsync(writes: true, [asked]).ConfigureAwait(false));
    });

    /// <summary>Opens a review of the code owners, one row a principal.</summary>
    public Task ReviewCodeOwnersAsync() => GuardedAsync(async () =>
    {
        Judge();
        var file = Collected().CodeOwners.FirstOrDefault(owners => owners is { Effective: true, Unreadable: null });
        var principals = file is null ? [] : Principals.Of(file);
        if (principals.IsEmpty)
        {
            throw PoPipelineSettings.Wrong("No code owners file that is read names anybody, so there is nobody to review.");
        }

        var asked = new Asked { Kind = DecisionKind.Review, Review = RecordedReview.CodeOwners, Principals = principals };
        var outcome = await KeepAsync(writes: true, [asked]).ConfigureAwait(false);
        ShowRecords(outcome.Records);
        RequireOpened(outcome, RecordedReview.CodeOwners);
        if (!settings.Json && outcome.Way is { } way)
        {
            terminal.Output.WriteLine($"Commit '{way.Folder}', so that others see it on '{way.Shown}', which decides.");
        }
    });

    /// <summary>Opens a review of the owners of an organisation or group, one row a principal; where they cannot all be seen, none is opened.</summary>
    public Task ReviewOrganizationOwnersAsync() => GuardedAsync(async () =>
    {
        var until = NotPast(settings.Until);
        CollectTree(writesReports: false, isAlone: true);
        Assess(new RuleSelection { Pedantic = true });
        var found = OwnersSeen();
        var organization = found.Organization ?? throw PoPipelineSettings.Wrong("The snapshot is of no organisation or group; 'po org' writes one that is.");
        var owners = OwnersToReview.Of(found, organization);
        if (owners.What is { } what)
        {
            throw Failure.Of(ExitCode.Incomplete, $"No review is opened, since {what} could not be seen: {owners.Why}.");
        }

        var subject = OwnersToReview.SubjectOf(found, organization);
        var due = until ?? DateOnly.FromDateTime(terminal.Time.GetUtcNow().UtcDateTime).AddDays(Policy().Records.LapseDays);
        var asked = new Asked { Kind = DecisionKind.Review, Review = subject, Principals = owners.Names, Until = due };
        var outcome = await KeepAsync(writes: true, [asked]).ConfigureAwait(false);
        ShowNotes(outcome);
        ShowRecords(outcome.Records);
        RequireOpened(outcome, subject);
        if (!settings.Json)
        {
            ShowOpened(outcome, subject, owners.Names);
        }
    });

    private static RecordedReview? Opened(RecordsOutcome outcome, string subject) =>
        outcome.Records.Reviews.FirstOrDefault(review => review.Subject == subject && review is { ClosedAt: null, Invalid: null });

    // Nothing is filed beside a ledger that somebody changed.
    private static void RequireOpened(RecordsOutcome outcome, string subject)
    {
        if (Opened(outcome, subject) is null && outcome.Records.Tamperings is [var tampering, ..])
        {
            throw Failure.Of(ExitCode.Tampering, $"No review is opened, since the records were tampered with: {tampering.Subject}: {tampering.What}.");
        }
    }

    private ForgeSettings OwnersSeen()
    {
        if (settings.Snapshot is { } recorded)
        {
            return settings.Target is null && !settings.AsksForge
                ? SnapshotJson.Read(recorded).Settings ?? throw PoPipelineSettings.Wrong("The snapshot is of no organisation or group; 'po org' writes one that is.")
                : throw PoPipelineSettings.Wrong("A snapshot holds the owners that it was collected with: name either it or the organisation.");
        }

        var target = settings.Target ?? throw PoPipelineSettings.Wrong("Name the organisation or group, 'github:acme', or a snapshot that 'po org' wrote, --snapshot FILE.");
        return Ask(target, reader => reader.OrganizationAsync(new SettingsRequest { Target = target, WithoutRepositories = true }, terminal.Cancellation));
    }

    private void ShowOpened(RecordsOutcome outcome, string subject, ImmutableArray<string> owners)
    {
        if (outcome.Way is { } way)
        {
            terminal.Output.WriteLine($"Commit '{way.Folder}', so that others see it on '{way.Shown}', which decides.");
        }

        if (Policy().Approvers.IsEmpty)
        {
            terminal.Output.WriteLine($"Nobody may decide yet: name who does in 'exceptions.approvers' of the policy.");
        }

        // What decisions are bound to stays as it is, whoever became an owner meanwhile.
        var later = Opened(outcome, subject) is { } review ? owners.Except(review.Rows.Select(row => row.Principal), StringComparer.OrdinalIgnoreCase).ToImmutableArray() : [];
        if (!later.IsEmpty)
        {
            terminal.Output.WriteLine($"The review that is open has no row for {string.Join(", ", later.Select(name => $"'{name}'"))}: open another one once it is done.");
        }
    }

    private void ShowReview(RecordedReview review)
    {
        if (settings.Json)
        {
            RecordDetails.WriteJson(review, terminal.Output);
        }
        else
        {
            RecordDetails.WriteText(review, terminal.Output);
        }
    }

    private void Demand(RecordsOutcome outcome)
    {
        ShowRecords(outcome.Records);
        if (outcome.Records.Tamperings.Length > 0)
        {
            throw Failure.Of(ExitCode.Tampering, $"{Counted.Of(outcome.Records.Tamperings.Length, "thing")} of the records {(outcome.Records.Tamperings.Length == 1 ? "was" : "were")} tampered with.");
        }

        if (outcome.Records.Gaps.FirstOrDefault(gap => gap.Failed) is { } gap)
        {
            throw Failure.Of(ExitCode.Incomplete, $"The records could not be verified in full: {gap.Subject}: {gap.Reason}.");
        }
    }

    private static string Word(DecisionState state) => state.ToString().ToLowerInvariant();

    private static string Word(CommandVerb verb) => verb.ToString().ToLowerInvariant();

    // What was typed wrong is said before anything is judged, and is not what records could not be read for.
    private void ReadKeys()
    {
        known = [.. settings.Keys.SelectMany(key => VerifierKeys.Of(key))];
        anchors = [.. settings.Anchors.Select(LedgerRun.AnchorOf)];
    }

    // Nobody could grant more, so nobody need ask for it.
    private void RequireWithinLimit(AssessedFinding finding)
    {
        var days = DecisionLimits.Of(Policy(), finding.Rule.Id, finding.Severity).Days;
        var last = DateOnly.FromDateTime(terminal.Time.GetUtcNow().UtcDateTime).AddDays(days);
        if (settings.Until > last)
        {
            throw PoPipelineSettings.Wrong($"The policy allows {Counted.Of(days, "day")} for {DecisionLimits.Words(finding.Rule.Id, finding.Severity)}, which is until {last:yyyy-MM-dd}.");
        }
    }

    private bool IsNamed(AssessedFinding finding) =>
        settings.Subject is not { } subject || finding.Finding.Subject == subject || finding.Fingerprint == subject;

    private SafeText Subjects(string rule)
    {
        const int Few = 10;
        var subjects = Judged().Findings.Where(finding => finding.Rule.Id == rule).Select(finding => finding.Finding.Subject).Distinct(StringComparer.Ordinal).ToList();
        var named = SafeText.Join($"", subjects.Take(Few).Select(subject => SafeText.Of($"\n  {subject}")));
        return subjects.Count == 0 ? default : SafeText.Of($" Its subjects are:{named}{(subjects.Count > Few ? SafeText.Of($"\n  and {subjects.Count - Few} more") : default)}");
    }

    private void ShowFiled(RecordsOutcome outcome)
    {
        foreach (var decision in outcome.Filed)
        {
            var digest = decision.Digest[..Command.LeastDigits];
            terminal.Output.WriteLine($"{decision.Url ?? decision.Issue} asks for it; it is {Word(decision.State)}.");
            if (decision.State is DecisionState.Requested)
            {
                terminal.Output.WriteLine(ReadsOverNetwork()
                    ? SafeText.Of($"To decide: /po approve {digest} until <yyyy-mm-dd> reason: …")
                    : SafeText.Of($"Commit '{Policy().Records.Folder}', so that others see it{(outcome.Way is { Onwards: not null } way ? SafeText.Of($" once it is on '{way.Shown}', which decides") : default)}. To decide: po approve {digest} --until yyyy-mm-dd --reason '…'"));

                // Whoever asks first would wait for a decision that nobody may take.
                if (Policy().Approvers.IsEmpty)
                {
                    terminal.Output.WriteLine($"Nobody may decide yet: name who does in 'exceptions.approvers' of the policy.");
                }
            }

            if (decision.State is not DecisionState.Requested || decision.Reason != settings.Reason)
            {
                terminal.Output.WriteLine($"It was on record before, with the reason '{decision.Reason}', and stays as it is: there is one request for a finding at a time.");
            }

            // Those that were filed beside it have their own page.
            if (decision == outcome.Filed[0])
            {
                RecordDetails.WriteCovers(decision.Covers, Collected().EvidenceTexts, terminal.Output);
            }
        }

        ShowNotes(outcome);
    }

    private void ShowNotes(RecordsOutcome outcome)
    {
        foreach (var note in outcome.Notes)
        {
            terminal.Error.WriteLine($"po: {note}");
        }
    }

    private void ShowRecords(Records records)
    {
        if (settings.Json)
        {
            RecordsList.WriteJson(records, terminal.Output);
        }
        else
        {
            RecordsList.WriteTable(records, terminal.Time.GetUtcNow(), terminal.Output);
        }
    }

    private Task RecordsAsync(bool writes, Action<RecordsOutcome> then) => GuardedAsync(async () =>
    {
        Judge();

        // That of issues is fetched into the folder; one that is written to may begin there.
        if (!writes && settings.Ledger is { } named && !ReadsOverNetwork())
        {
            LedgerRun.RequireLedger(named);
        }

        var outcome = await KeepAsync(writes, []).ConfigureAwait(false);
        ShowNotes(outcome);
        then(outcome);
    });

    private void Judge()
    {
        if (settings.Snapshot is not null)
        {
            throw PoPipelineSettings.Wrong("Records are kept for a working tree; a snapshot cannot be asked about them.");
        }

        CollectTree(writesReports: false);
        Assess(new RuleSelection { Pedantic = true });
    }

    // An organisation is judged by the policy of a repository, which is where its records are.
    private bool IsOfOrganization => Collected().Settings?.Organization is not null;

    private Repository RepositoryOfRecords() => !IsOfOrganization ? Collected().Repository
        : described ??= (tree ?? new WorkingTree(settings.Path)).Describe(RepositoryHints.Of(terminal.Variable), Collected().Policy.Forge, terminal.Cancellation);

    // What was decided on files of that repository is not about the organisation.
    private static Records OnSettings(Records records)
    {
        var rules = RuleSet.All.Where(rule => rule.Basis is not RuleBasis.Files).Select(rule => rule.Id).ToHashSet(StringComparer.Ordinal);
        return records with { Decisions = [.. records.Decisions.Where(decision => rules.Contains(decision.Rule))] };
    }

    private async Task<RecordsOutcome> KeepAsync(bool writes, ImmutableArray<Asked> asked, Proposal? proposed = null)
    {
        var assessment = Judged() with { Snapshot = Judged().Snapshot with { Repository = RepositoryOfRecords() } };
        var ledger = settings.Ledger ?? DefaultLedger();
        RequireOwnLedger(ledger);
        try
        {
            return await KeepInAsync(ledger, assessment, writes, asked, proposed).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(ledger, PoPipelineArguments.Ledger, exception);
        }
    }

    private async Task<RecordsOutcome> KeepInAsync(string ledger, Assessment assessment, bool writes, ImmutableArray<Asked> asked, Proposal? proposed)
    {
        if (RealPaths.Within(settings.Output, ledger) is { Length: > 0 })
        {
            RequireNothingTracked();
            OutputFolder.Hide(settings.Output, LedgersInOutput());
        }

        signer ??= LedgerSigner.OfEnvironment(terminal.Variable);
        var tracker = await TrackerChoice.MakeAsync(settings.Path, assessment.Snapshot, terminal.Variable, terminal.Time, settings.TrustedBranch, retryBudget, terminal.Cancellation).ConfigureAwait(false);
        using var held = tracker as IDisposable;
        var outcome = await new RecordsKeeper(tracker, terminal.Time).RunAsync(
            new RecordsRequest
            {
                Assessment = assessment,
                Ledger = ledger,
                Signer = signer,
                Known = known,
                Anchors = anchors,
                Writes = writes,

                // Whoever looks at an organisation does not see what was found in files.
                IsComplete = settings.Rules.IsEmpty && settings.Tasks.IsEmpty && !IsOfOrganization,
                FileFrom = settings.FailOn,
                Asked = asked,
                Proposed = proposed,
                Actor = RunActor.Of(terminal.Variable),
            },
            terminal.Cancellation).ConfigureAwait(false);
        RunLog.Kept(logger, outcome.Records.Decisions.Length, outcome.Filed.Length);
        return outcome;
    }

    // While a forge cannot be reached, the ledger at hand is believed, which a change must not bring along.
    private void RequireOwnLedger(string ledger)
    {
        RequireFolderOf(ledger, PoPipelineArguments.Ledger);
        RequireNoLink(settings.Ledger is not null || ReadsOverNetwork() ? ledger : Path.GetFullPath(ledger), PoPipelineArguments.Ledger);
        if (!ReadsOverNetwork())
        {
            RequireNoLink(Path.Combine(settings.Path, FolderLayout.Records(Policy().Records)), [settings.Path], "Replace it by a folder.");
            return;
        }

        var held = RealPaths.Within(settings.Path, ledger) is { } folder
            ? RepositoryOfRecords().Files.FirstOrDefault(file => OutputFolder.Holds(folder, file))
            : OutputFolder.TrackedIn(ledger);
        if (held is { } file)
        {
            throw PoPipelineSettings.Wrong($"The folder of the ledger holds files of the repository, such as '{file}'. The ledger of issues is kept on a branch of its own; name a folder outside of the tree with --ledger.");
        }
    }

    // What the records say is judged, too, by the rule that reads them. Under another policy than before every rule may say something else; where the tracker
    // vouches for the one that holds already, it is the same.
    private void With(Records records)
    {
        var collected = Collected();
        Snapshot = collected with
        {
            Records = records,
            Policy = SnapshotJson.Kept(collected.Policy, inForce?.Policy ?? collected.Policy),
            Trust = SnapshotJson.Kept(collected.Trust, inForce?.Trust ?? collected.Trust),
        };
        Assess();
    }

    private ExceptionsPolicy Policy() => Collected().Policy.Exceptions;

    private bool ReadsOverNetwork() => Policy().Records.Tracker is not TrackerKind.Folder;

    // Without approvers nobody can have decided; a folder without records holds no decision.
    private bool HasRecords() => settings.Records
        || (ReadsOverNetwork() ? !Policy().Approvers.IsEmpty : Path.Exists(Path.Combine(settings.Path, Policy().Records.Folder)));

    private string DefaultLedger() => Path.Combine(ReadsOverNetwork() ? settings.Output : Path.Combine(settings.Path, Policy().Records.Folder), LedgerName);
}
