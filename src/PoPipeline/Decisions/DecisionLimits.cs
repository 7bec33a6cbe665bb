using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.PO3;

namespace PoPipeline.Decisions;

/// <summary>How long a decision on a finding may hold, and how many people must take it.</summary>
internal static class DecisionLimits
{
    private static readonly string LoosenedPolicy = new PO3306TightenPolicies().Id;

    /// <summary>What the limits are for, in words: <c>a finding of severity high</c>.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="severity">How severe the finding is.</param>
    public static string Words(string rule, Severity severity) =>
        rule == LoosenedPolicy ? "what loosens the policy, as for the severity with the least" : $"a finding of severity {severity.ToString().ToLowerInvariant()}";

    /// <summary>The limits. What loosens the policy may loosen the limits themselves, so that it needs the strictest of them.</summary>
    /// <param name="policy">The policy that counts.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="severity">How severe the finding is.</param>
    public static LimitsPolicy Of(ExceptionsPolicy policy, string rule, Severity severity)
    {
        var limits = rule == LoosenedPolicy ? policy.Limits.Strictest : policy.Limits.Of(severity);
        return limits with { Days = Math.Min(limits.Days, policy.MaximumDays) };
    }
}
