using System.Collections.Immutable;
using PoPipeline.Decisions;
using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Records;
using PoPipeline.Decisions.Trackers.Folder;
using PoPipeline.Queries;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Running;

/// <content>How somebody decides where decisions are commits.</content>
public sealed partial class PoPipelineRun
{
    /// <summary>Decides on a request, where decisions are commits.</summary>
    /// <param name="verb">What to decide.</param>
    public Task DecideAsync(CommandVerb verb) => GuardedAsync(async () =>
    {
        Judge();
        if (Policy().Records.Tracker is not TrackerKind.Folder)
        {
            throw PoPipelineSettings.Wrong($"Decisions are kept in issues of {Policy().Records.Tracker}: decide there, by a comment whose first line is '/po {Word(verb)} …'.");
        }

        var isRow = verb is CommandVerb.Keep or CommandVerb.Remove;
        var proposed = (isRow ? settings.Entry : settings.Digest) is { } name ? new Proposal(isRow ? settings.Digest ?? name : name, verb, isRow ? name : null, verb is CommandVerb.Approve ? settings.Until : null) : null;
        var outcome = await KeepAsync(writes: false, [], proposed).ConfigureAwait(false);
        var (issue, command) = isRow ? Row(outcome.Records, verb) : Decision(outcome, verb);
        if (!outcome.Foreseen.Refused.IsEmpty)
        {
            throw PoPipelineSettings.Wrong($"Nothing is written, since it would never count. {string.Join(" ", outcome.Foreseen.Refused)}");
        }

        ShowNotes(outcome);
        if (verb is CommandVerb.Approve)
        {
            RecordDetails.WriteCovers(Live(outcome.Records, verb).Covers, Collected().EvidenceTexts, terminal.Output);
        }

        var written = FolderDecisions.Write(settings.Path, Policy().Records, issue, command);
        ShowWritten(written, command, outcome);
    });

    // What was written counts for nothing yet, and who wrote it has to know what makes it count.
    private void ShowWritten(string written, Command command, RecordsOutcome outcome)
    {
        terminal.Output.WriteLine($"Wrote {written}.");
        terminal.Output.WriteLine($"It counts once it is committed on '{outcome.Way?.Shown ?? Policy().Records.Branch}', by {WhoMay(command.Verb)}:");
        foreach (var line in outcome.Way?.Commands(settings.Path, command) ?? [])
        {
            terminal.Output.WriteLine($"  {line}");
        }

        if (outcome.Way?.Afterwards is { } afterwards)
        {
            terminal.Output.WriteLine($"{afterwards}");
        }

        foreach (var doubt in outcome.Foreseen.Doubts)
        {
            terminal.Error.WriteLine($"po: It does not count as things are. {doubt}");
        }
    }

    private string WhoMay(CommandVerb verb) =>
        verb is CommandVerb.Withdraw ? "whoever asked"
        : Policy().Approvers.IsEmpty ? "somebody who may decide: nobody, until 'exceptions.approvers' of the policy names them"
        : $"somebody who may decide: {string.Join(", ", Policy().Approvers)}";

    // A day that is over would be refused by every later run; whoever types it is told now.
    private DateOnly? NotPast(DateOnly? day) =>
        day < DateOnly.FromDateTime(terminal.Time.GetUtcNow().UtcDateTime)
            ? throw PoPipelineSettings.Wrong($"The last day, {day:yyyy-MM-dd}, is over.")
            : day;

    private (string Issue, Command Command) Decision(RecordsOutcome outcome, CommandVerb verb)
    {
        var decision = Live(outcome.Records, verb);
        var digest = decision.Digest[..Command.LeastDigits];
        var isUndecided = decision.State is DecisionState.Requested;
        if (verb switch { CommandVerb.Approve or CommandVerb.Reject => !isUndecided, CommandVerb.Revoke => isUndecided, _ => false })
        {
            throw PoPipelineSettings.Wrong($"The request {digest} is {Word(decision.State)}, so there is nothing to {Word(verb)}; an approval is taken back by 'po revoke', a request is rejected by 'po reject'.");
        }

        var reason = verb is CommandVerb.Withdraw ? "" : settings.Reason ?? throw PoPipelineSettings.Wrong("Say why: --reason '…'.");
        if (reason.Any(char.IsControl))
        {
            throw PoPipelineSettings.Wrong("A decision is one line, and so is its reason.");
        }

        DateOnly? until = verb is not CommandVerb.Approve ? null : NotPast(settings.Until) ?? throw PoPipelineSettings.Wrong(WhichDay(decision, outcome.Foreseen.LastDay));
        return (decision.Issue, new Command(verb, digest, until, reason));
    }

    private (string Issue, Command Command) Row(Records records, CommandVerb verb)
    {
        var review = OpenReview(records);
        var row = review.Rows.FirstOrDefault(row => row.Entry == settings.Entry)
            ?? throw PoPipelineSettings.Wrong($"The review has no row '{settings.Entry}'; it has {string.Join(", ", review.Rows.Select(row => $"{row.Entry} ({row.Principal})"))}.");
        return (review.Issue, new Command(verb, row.Entry, null, ""));
    }

    // A row is e1 in each of them.
    private RecordedReview OpenReview(Records records)
    {
        var open = records.Reviews.Where(review => review is { ClosedAt: null, Invalid: null }).ToImmutableArray();
        var named = settings.Digest is { } digest ? [.. open.Where(review => RecordNames.Is(digest, review.Digest, review.Key, review.Issue, review.Url))] : open;
        return named switch
        {
            [var only] => only,
            [] when open.IsEmpty => throw PoPipelineSettings.Wrong("No review is open; 'po review code-owners' and 'po review organization-owners' open one."),
            [] => throw PoPipelineSettings.Wrong($"No review that is open is called '{settings.Digest}'; there is {Names(open)}."),
            _ => throw PoPipelineSettings.Wrong($"{Counted.Of(named.Length, "review")} are open; name one with --digest: {Names(named)}."),
        };

        static string Names(ImmutableArray<RecordedReview> reviews) => string.Join(", ", reviews.Select(review => $"{review.Digest[..Command.LeastDigits]} (review of {review.Subject})"));
    }

    private static string WhichDay(RecordedDecision decision, DateOnly? last) => last is { } most
        ? $"Name the last day: --until {(decision.AskedUntil is { } asked && asked < most ? asked : most):yyyy-MM-dd}{(decision.AskedUntil is { } day && day < most ? " is what was asked for" : "")}; the policy allows no later one than {most:yyyy-MM-dd}."
        : "Name the last day: --until 2027-01-31.";

    private RecordedDecision Live(Records records, CommandVerb verb)
    {
        var (named, review) = Named(records, live: true);
        if (review is not null)
        {
            throw PoPipelineSettings.Wrong($"'{settings.Digest}' is a review, of which each row is decided: 'po review keep {review.Rows.Select(row => row.Entry).FirstOrDefault() ?? "e1"}' or 'po review remove …'. 'po records show {review.Digest[..Command.LeastDigits]}' lists the rows.");
        }

        return named is { IsLive: true } ? named : throw PoPipelineSettings.Wrong(
            $"The request {named!.Digest[..Command.LeastDigits]} is {Word(named.State)}{(named.Why.Length > 0 ? $" ({named.Why})" : "")}, so there is nothing to {Word(verb)}. What is over stays so; ask anew: {ExceptionLinks.CommandOf(named.Rule, named.Subject, named.Fingerprint)}");
    }

    private (RecordedDecision? Decision, RecordedReview? Review) Named(Records records, bool live = false)
    {
        var name = settings.Digest ?? throw PoPipelineSettings.Wrong("Name the request by the first digits of its digest; 'po records list' shows them.");
        var decisions = RecordNames.Decisions(records, name);
        var reviews = RecordNames.Reviews(records, name);

        // Of several rounds of one finding, who decides means the one that is open.
        var named = live && decisions.Count(decision => decision.IsLive) == 1 ? [decisions.Single(decision => decision.IsLive)] : decisions;
        return (named.Length, reviews.Length) switch
        {
            (1, 0) => (named[0], null),
            (0, 1) => (null, reviews[0]),
            (0, 0) when name.Length < Command.LeastDigits && records.Decisions.Any(decision => decision.Digest.StartsWith(name, StringComparison.OrdinalIgnoreCase)) =>
                throw PoPipelineSettings.Wrong($"Give at least {Command.LeastDigits} digits of the digest."),
            (0, 0) when records.Tamperings is [var tampering, ..] => throw Failure.Of(ExitCode.Tampering, $"Nothing on record is called '{name}', and what was may be gone, since the records were tampered with: {tampering.Subject}: {tampering.What}."),
            (0, 0) => throw PoPipelineSettings.Wrong($"Nothing on record is called '{name}'; 'po records list' shows what is. What is on a branch that neither decides nor is checked out here is not seen."),
            _ => throw PoPipelineSettings.Wrong(
                $"'{name}' names {Counted.Of(named.Length + reviews.Length, "thing")} on record; name one by its digest: {string.Join(", ", named.Select(decision => $"{decision.Digest[..Command.LeastDigits]} (round {decision.Round}, {Word(decision.State)})").Concat(reviews.Select(review => $"{review.Digest[..Command.LeastDigits]} (review)")))}."),
        };
    }
}
