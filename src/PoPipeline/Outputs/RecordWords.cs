using System.Collections.Immutable;
using PoPipeline.Decisions;
using PoPipeline.Decisions.Binding;
using PoPipeline.Decisions.Requests;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Outputs;

/// <summary>What reports say of decisions. Names and reasons in it are text of others: escape what comes out.</summary>
internal static class RecordWords
{
    /// <summary>An exception that holds for no more days than this is told of, so that it is renewed or mended in time.</summary>
    public const int SoonDays = 30;

    private const int ReasonLength = 600;
    private const int CommandLength = 120;

    /// <summary>The state in a word, as records call it: <c>requested</c>.</summary>
    public static string Word(DecisionState state) => state.ToString().ToLowerInvariant();

    /// <summary>Names, with a comma between; a dash where there is none.</summary>
    public static string Names(ImmutableArray<Person> people) => people.IsEmpty ? "–" : string.Join(", ", people.Select(person => person.Name));

    /// <summary>The request on a finding of which no exception in force or under review speaks; null where there is none.</summary>
    public static RecordedDecision? LastOf(AssessedFinding finding) =>
        finding.Record is { } record && finding.Suppression?.Record?.Key != record.Key ? record : null;

    /// <summary>Whether an exception holds, but not for much longer.</summary>
    public static bool EndsSoon(AssessedFinding finding, Snapshot snapshot) =>
        finding.Suppression is { Accepted: true, Until: { } until } && Counting.DaysLeft(until, snapshot) <= SoonDays;

    /// <summary>Why the last request on a finding does not excuse it.</summary>
    public static string WhyNot(RecordedDecision decision, Snapshot snapshot) => decision.State switch
    {
        DecisionState.Approved when decision.Until < DateOnly.FromDateTime(snapshot.ObservedAt.UtcDateTime) => "its last day is over",
        DecisionState.Approved or DecisionState.Requested or DecisionState.Rejected => $"what is found is no longer what the request was about{Changes(decision, snapshot)}",
        _ => decision.Why,
    };

    /// <summary>What came of the request on a finding, as sentences for people; empty where there is nothing to say.</summary>
    public static string Sentence(AssessedFinding finding, Snapshot snapshot)
    {
        if (finding.Suppression is { Accepted: false, Comment: { } comment, Place: { } place } asking)
        {
            return $"A comment on line {place.Region.StartLine} asks to accept it until {asking.Until:yyyy-MM-dd}{Because(asking.Justification)} {OfComment(comment, snapshot)}";
        }

        if (finding.Suppression is { Record: { } shown } suppression)
        {
            var reason = Because(suppression.Justification);
            return suppression switch
            {
                { Accepted: true } => $"An exception until {suppression.Until:yyyy-MM-dd}, approved by {Names(suppression.Approvers)}, covers it{Of(shown)}{reason}{NotCounted(shown, isDecided: true)}",
                { UnderReview: true } => $"An exception is asked for by {shown.Requester.Name}{Of(shown)}; nobody has decided yet{reason}{NotCounted(shown, isDecided: false)}",
                _ => $"An exception was asked for and rejected{By(shown)}{Of(shown)}{reason}",
            };
        }

        if (LastOf(finding) is not { } last || finding.Suppression is { Accepted: true })
        {
            return "";
        }

        var why = WhyNot(last, snapshot);
        return $"The last exception{Of(last)} is not in force: {Word(last.State)}{By(last)}{(why.Length > 0 ? $", {Cut(why)}" : "")}.";
    }

    /// <summary>Why a comment makes no exception, and the reason that its author gives for it, which is not why.</summary>
    public static string NotInForce(Suppression suppression) =>
        $"The exception{(suppression.Place is { } place ? $" on line {place.Region.StartLine}" : "")} is not in force: it {suppression.Refusal}. Its author's reason: '{Cut(suppression.Justification)}'";

    /// <summary>The decisions on a request that do not count yet, a text for each; empty where there are none.</summary>
    public static IEnumerable<string> Waiting(RecordedDecision decision) => Refused(decision, isDecided: true);

    /// <summary>Where a request is decided, for people: its address, or its name.</summary>
    public static string Of(RecordedDecision decision) =>
        WebLinks.Of(decision.Url)?.AbsoluteUri is { } address ? $" ({address})" : decision.Issue.Length > 0 ? $" ({decision.Issue})" : "";

    /// <summary>What of a finding is no longer what the request on it covers, as a clause; empty where that is not known.</summary>
    public static string ChangesSince(RecordedDecision decision, Snapshot snapshot) =>
        EvidenceChanges.Describe(decision.Covers, ResultDigest.PartsOf(snapshot)(decision.Rule, decision.Fingerprint));

    private static string Changes(RecordedDecision decision, Snapshot snapshot) => ChangesSince(decision, snapshot) is { Length: > 0 } changes ? $": {changes}"
        : decision.Covers.IsEmpty ? "; it was asked for before requests said what they cover"
        : "";

    private static string OfComment(AssessedFinding comment, Snapshot snapshot) => (comment.Suppression, comment.Record) switch
    {
        ({ UnderReview: true }, { } asked) => $"{asked.Requester.Name} asked for a decision on that{Of(asked)}; nobody has decided yet.",
        ({ }, { } rejected) => $"That was rejected{By(rejected)}{Of(rejected)}.",
        (_, { } last) => $"The decision on that{Of(last)} is not in force: {Word(last.State)}{By(last)}{(WhyNot(last, snapshot) is { Length: > 0 } why ? $", {Cut(why)}" : "")}. Ask anew: {ExceptionLinks.CommandOf(comment)}",
        _ => $"Nobody has decided on that yet: {ExceptionLinks.CommandOf(comment)}",
    };

    private static string By(RecordedDecision decision) => decision.Decider is { } decider ? $" by {decider.Name}" : "";

    // People end what they write as they like; more may follow.
    private static string Because(string text) => text.Trim() is not { Length: > 0 } reason ? "."
        : $": {Cut(reason)}{(reason[^1] is '.' or '!' or '?' ? "" : ".")}";

    // A decision that does not count looks like none, and whoever made it believes that it does.
    private static IEnumerable<string> Refused(RecordedDecision decision, bool isDecided) => decision.Refusals
        .Where(refusal => refusal.Waits is true || !isDecided)
        .Select(refusal => Cut($"'{Untrusted.Cut(refusal.Text, CommandLength)}' of {refusal.Author.Name} does not count: {string.Join(" ", refusal.Reasons)}"));

    private static string NotCounted(RecordedDecision decision, bool isDecided) => string.Concat(Refused(decision, isDecided).Select(refusal => $" {refusal}"));

    private static string Cut(string text) => Untrusted.Cut(text, ReasonLength);
}
