using PoPipeline.Rules.PO3;

namespace PoPipeline.Sources.Exceptions;

/// <summary>The rules that judge exceptions themselves, or who allows them: none of their findings can be excepted.</summary>
internal static class ExceptionRules
{
    /// <summary>The rule about how exceptions are written.</summary>
    public static string AboutForm { get; } = new PO3307WriteValidExceptions().Id;

    private static string AboutRecords { get; } = new PO3302RecordExceptions().Id;

    private static string AboutTime { get; } = new PO3303LimitExceptionsInTime().Id;

    private static string AboutPolicies { get; } = new PO3306TightenPolicies().Id;

    /// <summary>Whether a rule is one of them.</summary>
    /// <param name="rule">The id of the rule.</param>
    public static bool Has(string rule) => rule == AboutRecords || rule == AboutTime || rule == AboutPolicies || rule == AboutForm;
}
