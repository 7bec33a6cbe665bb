using PoPipeline.Decisions.Binding;
using PoPipeline.Decisions.Requests;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Decisions.Records;

/// <summary>Whether a request that somebody wrote is one that PoPipeline could have written.</summary>
internal static class RequestShape
{
    private const int LastRound = 1_000_000;
    private const int RuleLength = 6;
    private const int HashLength = 64;

    // With what the ledger adds, an entry of it must not be longer than it takes.
    private const int LongestBytes = 48 * 1024;

    public static bool IsSound(DecisionRequest request) =>
        request.Round is > 0 and <= LastRound
        && IsRule(request.Rule)
        && IsHash(request.Fingerprint)
        && request.Canonical().Length <= LongestBytes
        && (request.Kind is DecisionKind.Review ? IsReview(request) && AreRows(request) : request.Entries.IsEmpty && !IsReview(request) && SaysWhatItCovers(request));

    // Both are names that people copy from what they are told. The rule may be one that is no more.
    private static bool IsRule(string rule) =>
        rule.Length == RuleLength && rule.StartsWith("PO", StringComparison.Ordinal) && rule.AsSpan("PO".Length).IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool IsHash(string text) => text.Length == HashLength && text.All(char.IsAsciiHexDigitLower);

    // Whoever approves must be told what that covers, and told the truth.
    private static bool SaysWhatItCovers(DecisionRequest request) =>
        request.Covers.Length is > 0 and <= PartList.Most && request.Evidence == ResultDigest.Of(request.Rule, request.Fingerprint, request.Severity, request.Covers);

    // A request of another kind that took the place of a review, or the other way around, could never be decided.
    private static bool IsReview(DecisionRequest request) => ReviewRules.IsOfReview(request.Rule, request.Fingerprint);

    private static bool AreRows(DecisionRequest request) =>
        ReviewRules.Exist(request.Subject)
        && request.Rule == ReviewRules.Of(request.Subject)
        && request.Fingerprint == ReviewRules.FingerprintOf(request.Subject)
        && !request.Entries.IsEmpty
        && AreDistinct(request.Entries.Select(entry => entry.Entry))
        && AreDistinct(request.Entries.Select(entry => entry.Principal));

    private static bool AreDistinct(IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return names.All(seen.Add);
    }
}
