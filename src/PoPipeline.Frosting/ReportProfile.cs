namespace PoPipeline.Frosting;

/// <summary>Whom the SARIF is for.</summary>
public enum ReportProfile
{
    /// <summary>An auditor: every rule that ran, every verdict.</summary>
    Full,

    /// <summary>GitHub code scanning: the open and the suppressed findings, within its limits.</summary>
    GitHub,
}
