namespace PoPipeline.Rules.Model;

/// <summary>The four verdicts; they map one to one to the kinds of SARIF results.</summary>
public enum VerdictKind
{
    /// <summary>Everything that the rule looks at was looked at and is as it demands.</summary>
    Pass,

    /// <summary>Something is not as the rule demands.</summary>
    Fail,

    /// <summary>There is nothing that the rule looks at.</summary>
    NotApplicable,

    /// <summary>Something could not be looked at.</summary>
    Unknown,
}
