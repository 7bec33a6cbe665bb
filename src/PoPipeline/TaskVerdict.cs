namespace PoPipeline;

/// <summary>Whether a task of NIST SSDF is met, as far as the rules that ran can tell.</summary>
public enum TaskVerdict
{
    /// <summary>Every rule that applies passes, or its findings are accepted.</summary>
    Met,

    /// <summary>A finding is open.</summary>
    NotMet,

    /// <summary>No rule of the task applies.</summary>
    NotApplicable,

    /// <summary>No finding is open, but something could not be looked at.</summary>
    Unknown,
}
