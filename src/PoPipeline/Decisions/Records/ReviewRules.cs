using System.Security.Cryptography;
using System.Text;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Decisions.Records;

/// <summary>Which rule reads a review.</summary>
internal static class ReviewRules
{
    private const string OfCodeOwners = "PO2107";
    private const string OfOwners = "PO4205";
    private const int LongestSubject = 600;

    // Of a fingerprint, so much says what kind of thing is reviewed, and the rest which one.
    private const int KindDigits = 16;

    /// <summary>Whether there are reviews of a subject.</summary>
    /// <param name="subject">What is reviewed. Text of others.</param>
    public static bool Exist(string subject) => subject is RecordedReview.CodeOwners
        || (subject.Length <= LongestSubject && RecordedReview.OwnedBy(subject) is { Length: > 0 } target
            && target.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is ':' or '/' or '.' or '_' or '-' or '[' or ']'));

    /// <summary>The id of the rule.</summary>
    /// <param name="subject">What is reviewed.</param>
    public static string Of(string subject) => RecordedReview.OwnedBy(subject) is not null ? OfOwners : subject switch
    {
        RecordedReview.CodeOwners => OfCodeOwners,
        _ => throw new ArgumentOutOfRangeException(nameof(subject), subject, "There is no such review."),
    };

    /// <summary>What stands for the fingerprint of a finding.</summary>
    /// <param name="subject">What is reviewed.</param>
    public static string FingerprintOf(string subject) =>
        RecordedReview.OwnedBy(subject) is null ? HashOf(subject) : HashOf(RecordedReview.OrganizationOwners)[..KindDigits] + HashOf(subject)[KindDigits..];

    /// <summary>Whether a request of this rule and fingerprint takes the place of a review.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="fingerprint">The fingerprint.</param>
    public static bool IsOfReview(string rule, string fingerprint) => rule switch
    {
        OfCodeOwners => fingerprint == HashOf(RecordedReview.CodeOwners),
        OfOwners => fingerprint.StartsWith(HashOf(RecordedReview.OrganizationOwners)[..KindDigits], StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>What opens such a review.</summary>
    /// <param name="subject">What is reviewed.</param>
    public static string CommandOf(string subject) =>
        RecordedReview.OwnedBy(subject) is { } target ? $"po review {RecordedReview.OrganizationOwners} {target}" : $"po review {RecordedReview.CodeOwners}";

    private static string HashOf(string subject) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"popipeline/review/1\n{subject}")));
}
