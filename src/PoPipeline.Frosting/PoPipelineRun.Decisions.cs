using System.Collections.Immutable;
using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Trackers.Folder;
using PoPipeline.Queries;
using PoPipeline.Rules.Model;

namespace PoPipeline.Frosting;

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

        var outcome = await KeepAsync(writes: false, []).ConfigureAwait(false);
        var (issue, command) = verb is CommandVerb.Keep or CommandVerb.Remove ? Row(outcome.Records, verb) : Decision(outcome.Records, verb);
        var written = FolderDecisions.Write(settings.Path, Policy().Records, issue, command);
        terminal.Output.Write($"Wrote {written}.\nIt counts once it is committed{(Policy().Records.Branch is { } branch ? $" on '{branch}'" : "")}, by {WhoMay(verb)}.\n");
    });

    private string WhoMay(CommandVerb verb) =>
        verb is CommandVerb.Withdraw ? "whoever asked"
        : Policy().Approvers.IsEmpty ? "somebody who may decide: nobody, until 'exceptions.approvers' of the policy names them"
        : $"somebody who may decide: {string.Join(", ", Policy().Approvers)}";

    // A day that is over would be refused by every later run; whoever types it is told now.
    private DateOnly? NotPast(DateOnly? day) =>
        day < DateOnly.FromDateTime(terminal.Time.GetUtcNow().UtcDateTime)
            ? throw PoPipelineSettings.Wrong($"The last day, {day:yyyy-MM-dd}, is over.")
            : day;

    private (string Issue, Command Command) Decision(Records records, CommandVerb verb)
    {
        var decision = Named(records.Decisions, live: true);
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

        if (verb is CommandVerb.Approve)
        {
            RecordDetails.WriteCovers(decision.Covers, Collected().EvidenceTexts, terminal.Output);
        }

        DateOnly? until = verb is not CommandVerb.Approve ? null : NotPast(settings.Until) ?? throw PoPipelineSettings.Wrong("Name the last day: --until 2027-01-31.");
        return (decision.Issue, new Command(verb, digest, until, reason));
    }

    private (string Issue, Command Command) Row(Records records, CommandVerb verb)
    {
        var review = records.Reviews.FirstOrDefault(review => review is { ClosedAt: null, Invalid: null })
            ?? throw PoPipelineSettings.Wrong("No review is open; 'po review code-owners' opens one.");
        var row = review.Rows.FirstOrDefault(row => row.Entry == settings.Entry)
            ?? throw PoPipelineSettings.Wrong($"The review has no row '{settings.Entry}'; it has {string.Join(", ", review.Rows.Select(row => $"{row.Entry} ({row.Principal})"))}.");
        return (review.Issue, new Command(verb, row.Entry, null, ""));
    }

    private RecordedDecision Named(ImmutableArray<RecordedDecision> decisions, bool live)
    {
        var digest = settings.Digest ?? throw PoPipelineSettings.Wrong("Name the request by the first digits of its digest; 'po records list' shows them.");
        var named = decisions.Where(decision => decision.Digest.StartsWith(digest, StringComparison.OrdinalIgnoreCase) && (!live || decision.IsLive)).ToList();
        return named switch
        {
            [var only] when digest.Length >= Command.LeastDigits => only,
            [_] => throw PoPipelineSettings.Wrong($"Give at least {Command.LeastDigits} digits of the digest."),
            [] => throw PoPipelineSettings.Wrong($"No {(live ? "open " : "")}request has the digest '{digest}'; 'po records list' shows them all."),
            _ => throw PoPipelineSettings.Wrong($"{Counted.Of(named.Count, "request")} have a digest that begins with '{digest}'; give more digits."),
        };
    }
}
