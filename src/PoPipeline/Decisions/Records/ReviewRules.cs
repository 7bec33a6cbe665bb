using System.Security.Cryptography;
using System.Text;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Decisions.Records;

/// <summary>Which rule reads a review.</summary>
internal static class ReviewRules
{
    /// <summary>The id of the rule.</summary>
    /// <param name="subject">What is reviewed.</param>
    public static string Of(string subject) => subject switch
    {
        RecordedReview.CodeOwners => "PO2107",
        _ => throw new ArgumentOutOfRangeException(nameof(subject), subject, "There is no such review."),
    };

    /// <summary>What stands for the fingerprint of a finding.</summary>
    /// <param name="subject">What is reviewed.</param>
    public static string FingerprintOf(string subject) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"popipeline/review/1\n{subject}")));
}
