using System.Collections.Immutable;
using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Decisions.Trackers.Folder;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Decisions.Records;

/// <summary>The conditions under which a command counts. All must be met; each that is not says why, so that its author can do something about it.</summary>
internal static class Acceptance
{
    /// <summary>What the condition is called that nobody decides on what is their own.</summary>
    public const string Separate = "separation";

    /// <summary>What the condition is called that people decide.</summary>
    public const string Human = "person";

    /// <summary>What the condition is called that whoever decides may.</summary>
    public const string Authorised = "approver";

    /// <summary>What the condition is called that only whoever asked takes it back.</summary>
    public const string Asked = "requester";

    // Clocks of one forge differ by less; a folder's times are those that committers claim, and prove nothing.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    public static ImmutableArray<AcceptanceCheck> Of(CommandSituation situation) =>
    [
        StateOf(situation),
        Digest(situation),
        Unedited(situation),
        Request(situation),
        Person(situation),
        Time(situation),
        .. NeedsAuthority(situation.Command.Verb) ? [Approver(situation), ProtectedBranch(situation)] : (AcceptanceCheck[])[Requester(situation)],
        .. situation.Command.Verb is CommandVerb.Approve or CommandVerb.Keep or CommandVerb.Remove ? [Separation(situation)] : (AcceptanceCheck[])[],
        .. situation.Command.Until is { } until ? [Limit(situation, until)] : (AcceptanceCheck[])[],
    ];

    /// <summary>The conditions that a command must still meet, long after it came to count. Of the request itself, others have made sure.</summary>
    public static ImmutableArray<AcceptanceCheck> Standing(CommandSituation situation) =>
    [
        Digest(situation),
        Unedited(situation),
        Person(situation),
        .. NeedsAuthority(situation.Command.Verb) ? [Approver(situation), ProtectedBranch(situation)] : (AcceptanceCheck[])[Requester(situation)],
        .. situation.Command.Verb is CommandVerb.Approve or CommandVerb.Keep or CommandVerb.Remove ? [Separation(situation)] : (AcceptanceCheck[])[],
    ];

    private static bool NeedsAuthority(CommandVerb verb) => verb is not CommandVerb.Withdraw;

    private static AcceptanceCheck StateOf(CommandSituation situation)
    {
        var state = situation.Entry.State;
        var isReview = situation.Entry.Request.Kind is DecisionKind.Review;
        var (met, reason) = situation.Command.Verb switch
        {
            CommandVerb.Keep or CommandVerb.Remove when !isReview => (false, "Only a review takes 'keep' and 'remove'."),
            CommandVerb.Approve or CommandVerb.Reject or CommandVerb.Revoke when isReview => (false, IsFolder(situation) ? "A review takes 'po review keep e1' and 'po review remove e1', one a row." : "A review takes '/po keep <entry>' and '/po remove <entry>', one a row."),
            CommandVerb.Revoke => (state is DecisionState.Approved, $"There is nothing to revoke: the request is {Word(state)}."),
            CommandVerb.Withdraw => (state is DecisionState.Requested or DecisionState.Approved, $"There is nothing to withdraw: the request is {Word(state)}."),
            CommandVerb.Reject when state is DecisionState.Approved => (false, $"The request is approved already; '{(IsFolder(situation) ? $"po revoke {situation.Entry.Request.Digest[..Command.LeastDigits]} --reason …" : "/po revoke <digest> reason: …")}' takes the approval back."),
            _ => (state is DecisionState.Requested, $"The request is {Word(state)} already; another decision needs a new request."),
        };
        return AcceptanceCheck.Of("state", met, reason);
    }

    private static AcceptanceCheck Digest(CommandSituation situation)
    {
        var request = situation.Entry.Request;
        return situation.Command.Verb is CommandVerb.Keep or CommandVerb.Remove
            ? AcceptanceCheck.Of(
                "entry",
                request.Entries.Any(entry => entry.Entry == situation.Command.Target),
                $"The review has no row '{situation.Command.Target}'.")
            : AcceptanceCheck.Of(
                "digest",
                request.Digest.StartsWith(situation.Command.Target, StringComparison.Ordinal),
                $"'{situation.Command.Target}' is not the digest of this request, which begins with '{request.Digest[..Command.LeastDigits]}'. Read the request again, and quote its digest.");
    }

    private static AcceptanceCheck Unedited(CommandSituation situation) =>
        !situation.Comment.LastEdit.IsKnown
            ? AcceptanceCheck.Pending("unedited", $"Whether the comment was edited is not known: {situation.Comment.LastEdit.Reason}.")
            : AcceptanceCheck.Of("unedited", situation.Comment.LastEdit.Value is null, IsFolder(situation) ? Changed(situation.Comment) : "The comment was edited after it was written, so it proves nothing. Decide in a new comment.");

    private static bool IsFolder(CommandSituation situation) => situation.Tracker is TrackerKind.Folder;

    private static string Changed(TrackedComment comment) =>
        $"'{comment.Id}' was changed after it was committed{(comment.LastEdit.Value is { Editor: { } editor, Commit: { } commit } ? $", by '{editor.Name}' in commit {commit[..Math.Min(commit.Length, 12)]}" : "")}, so it proves nothing. Decide anew: each decision is a file of its own.";

    private static AcceptanceCheck Request(CommandSituation situation) =>
        situation.Issue.WasMoved
            ? AcceptanceCheck.Of("request", met: false, "The issue was moved, so that its record says nothing any more. File a new request.")
        : !situation.Issue.LastEdit.IsKnown
            ? AcceptanceCheck.Pending("request", $"Whether the request was edited is not known: {situation.Issue.LastEdit.Reason}.")
            : AcceptanceCheck.Of(
                "request",
                situation.Issue.LastEdit.Value is null && KeptIssue.HashOf(situation.Issue.Body) == situation.Entry.Issue.BodyHash,
                IsFolder(situation) ? $"'{situation.Issue.Id}/{FolderLayout.RequestFile}' was changed after it was filed, so nobody can decide on it. Take it back with 'po withdraw {situation.Entry.Request.Digest[..Command.LeastDigits]}', and ask anew." : "The request was edited after it was filed. File a new one.");

    private static AcceptanceCheck Person(CommandSituation situation)
    {
        var comment = situation.Comment;
        return comment switch
        {
            { Unproven: { } reason } => AcceptanceCheck.Pending(Human, $"{reason}."),
            { Author.Kind: not AccountKind.Person } => AcceptanceCheck.Of(Human, met: false, "Only people decide, no programs."),
            { Via: { } app } => AcceptanceCheck.Of(Human, met: false, $"The comment was written by '{app}' on behalf of its author. Write it yourself."),
            { ByEmail: true } => AcceptanceCheck.Of(Human, met: false, "The comment came by e-mail, where a sender's name proves nothing. Write it on the page of the issue."),
            { IsImported: true } => AcceptanceCheck.Of(Human, met: false, "The comment was imported, so its author never wrote it here."),
            _ => AcceptanceCheck.Of(Human, met: true, ""),
        };
    }

    private static AcceptanceCheck Time(CommandSituation situation) =>
        situation.Tracker is TrackerKind.Folder
            ? AcceptanceCheck.Of("time", met: true, "")
            : AcceptanceCheck.Of(
                "time",
                situation.Comment.CreatedAt >= situation.Issue.CreatedAt - Skew && situation.Comment.CreatedAt <= situation.Context.Now + Skew,
                "The comment claims a time at which it cannot have been written.");

    private static AcceptanceCheck Approver(CommandSituation situation) =>
        situation.Policy.Approvers.IsEmpty
            ? AcceptanceCheck.Of(Authorised, met: false, $"The policy on '{situation.Context.Branch}' names nobody who may decide ('exceptions.approvers').")
        : !situation.Authority.IsKnown
            ? AcceptanceCheck.Pending(Authorised, $"Whether '{situation.Comment.Author.Name}' may decide is not known: {situation.Authority.Reason}.")
            : AcceptanceCheck.Of(
                Authorised,
                situation.Authority.Value,
                $"'{situation.Comment.Author.Name}' is not among those who may decide: {string.Join(", ", situation.Policy.Approvers)}.");

    // A folder has no server that could tell; its branch is the one that reviews guard.
    private static AcceptanceCheck ProtectedBranch(CommandSituation situation) =>
        situation.Tracker is TrackerKind.Folder ? AcceptanceCheck.Of("protected-policy", met: true, "")
        : !situation.Context.IsProtected.IsKnown
            ? AcceptanceCheck.Pending("protected-policy", $"Whether the branch '{situation.Context.Branch}', whose policy names the approvers, is protected is not known: {situation.Context.IsProtected.Reason}.")
        : situation.Context.IsProtected.Value ? AcceptanceCheck.Of("protected-policy", met: true, "")
        : AcceptanceCheck.Pending(
            "protected-policy", $"The branch '{situation.Context.Branch}', whose policy names the approvers, is not protected, so that anybody could make themselves one. Protect it; the decision counts then.");

    private static AcceptanceCheck Requester(CommandSituation situation) => AcceptanceCheck.Of(
        Asked,
        situation.Comment.Author.Id == situation.Entry.Request.Requester.Id,
        $"Only '{situation.Entry.Request.Requester.Name}', who asked, may withdraw the request; an approver may reject it.");

    private static AcceptanceCheck Separation(CommandSituation situation)
    {
        var author = situation.Comment.Author;
        var request = situation.Entry.Request;
        var own = request.Entries.FirstOrDefault(entry => entry.Entry == situation.Command.Target)?.Principal.TrimStart('@');
        return own is not null ? AcceptanceCheck.Of(
                Separate,
                !own.Equals(author.Name, StringComparison.OrdinalIgnoreCase) && !own.Equals(author.Id, StringComparison.OrdinalIgnoreCase),
                "Nobody reviews themselves.")
            : request.Kind is DecisionKind.Review ? AcceptanceCheck.Of(Separate, met: true, "")
            : author.Id == request.Requester.Id ? AcceptanceCheck.Of(Separate, met: false, "Whoever asks does not decide. Another approver has to.")
            : author.Id == situation.Issue.Author.Id ? AcceptanceCheck.Of(Separate, met: false, "Whoever wrote the issue does not decide on it. Another approver has to.")
            : request.Authors.Contains(author.Id, StringComparer.Ordinal) || IsOfChange(situation)
                ? AcceptanceCheck.Of(Separate, met: false, "Whoever wrote the change does not decide about it. Another approver has to.")
            : Unseparated(situation) is { } reason ? AcceptanceCheck.Pending(Separate, reason)
            : AcceptanceCheck.Of(Separate, met: true, "");
    }

    // Whoever commits a decision on a branch of their own has written what that branch changes until it is merged; it does not count before, whatever they wrote.
    private static bool IsOfChange(CommandSituation situation) =>
        situation.Comment.Unproven is null && situation.Authors.Contains(situation.Comment.Author.Id, StringComparer.Ordinal);

    // Where nobody knows who it was, it may have been the one who decides.
    private static string? Unseparated(CommandSituation situation)
    {
        var (issue, comment, request) = (situation.Issue, situation.Comment, situation.Entry.Request);
        if (issue.Unproven is { } reason)
        {
            return $"Who asked is not proven, and may be who approves. {reason}. Where it is too late for that, take the request back with '/po withdraw', and ask anew.";
        }

        var others = request.Authors.Concat(situation.Authors).Append(request.Requester.Id).Append(issue.Author.Id);
        return situation.UnprovenAuthors
            ?? (others.FirstOrDefault(other => comment.SignedBy.Any(signer => signer.IsOf(other))) is not { } same ? null
                : $"The key of '{comment.Author.Name}' also signs for '{same}', who asked or wrote the change, so that nobody can tell them apart. Name a key of their own for each in the file of signers.");
    }

    private static AcceptanceCheck Limit(CommandSituation situation, DateOnly until)
    {
        var today = DateOnly.FromDateTime(situation.Context.Now.UtcDateTime);
        var days = DecisionLimits.Of(situation.Policy, situation.Entry.Request.Rule, situation.Severity).Days;
        return until < today
            ? AcceptanceCheck.Of("limit", met: false, $"{until:yyyy-MM-dd} is over already.")
            : AcceptanceCheck.Of(
                "limit",
                until.DayNumber - today.DayNumber <= days,
                $"{until:yyyy-MM-dd} is {Counted.Of(until.DayNumber - today.DayNumber, "day")} away; the policy allows {days} for {DecisionLimits.Words(situation.Entry.Request.Rule, situation.Severity)}, which is until {today.AddDays(days):yyyy-MM-dd}.");
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <summary>One condition that a command must meet to count.</summary>
/// <param name="Name">What it is called in the ledger: <c>approver</c>.</param>
/// <param name="Outcome">Whether it is met.</param>
/// <param name="Reason">Why not, as a sentence that the author can act upon; empty where it is met.</param>
internal sealed record AcceptanceCheck(string Name, CheckOutcome Outcome, string Reason)
{
    public static AcceptanceCheck Of(string name, bool met, string reason) => met ? new(name, CheckOutcome.Met, "") : new(name, CheckOutcome.Failed, reason);

    public static AcceptanceCheck Pending(string name, string reason) => new(name, CheckOutcome.Unknown, reason);
}

/// <summary>What came of a condition.</summary>
internal enum CheckOutcome
{
    /// <summary>It is met.</summary>
    Met,

    /// <summary>It is not met, and never will be by the same comment.</summary>
    Failed,

    /// <summary>It is not known, or not met yet: a later run looks again.</summary>
    Unknown,
}
