namespace PoPipeline.Outputs.Terminal;

/// <summary>How the report is written to the standard output.</summary>
public enum OutputFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs: findings, verdicts and the gate as one JSON object.</summary>
    Json,

    /// <summary>For GitHub Actions: annotations as workflow commands, then the table for people.</summary>
    GitHub,

    /// <summary>The full SARIF report.</summary>
    Sarif,
}
