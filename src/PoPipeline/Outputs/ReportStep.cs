namespace PoPipeline.Outputs;

/// <summary>The steps of a run that write reports, each a task of a build.</summary>
public enum ReportStep
{
    /// <summary>Writes what was collected, before it is judged.</summary>
    Snapshot,

    /// <summary>Writes the log in SARIF.</summary>
    Sarif,

    /// <summary>Writes the page for people.</summary>
    Summary,

    /// <summary>Writes all others.</summary>
    Others,
}
