namespace PoPipeline.Outputs.Sarif;

/// <summary>For whom a SARIF file is written.</summary>
public enum SarifProfile
{
    /// <summary>For archives and as evidence: every verdict, decision, taxonomy and gap.</summary>
    Full,

    /// <summary>
    /// For GitHub code scanning, which shows every result as an open alert whatever its kind: open findings, and one result for each
    /// rule that could not be evaluated. Within GitHub's limits.
    /// </summary>
    GitHub,

    /// <summary>
    /// For DefectDojo, which takes any suppression whatever its status for a false positive: failures only, and a suppression on no
    /// other finding than one whose exception is accepted.
    /// </summary>
    DefectDojo,
}
