namespace PoPipeline.AuditLogs.Stores;

/// <summary>What came of calling a program.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote, where nobody else read it.</param>
/// <param name="Error">What it complained of, in a line and within limits. Text of others.</param>
internal sealed record ClientAnswer(int ExitCode, string Output, string Error)
{
    /// <summary>Whether it did what it was to do.</summary>
    public bool IsGood => ExitCode == 0;
}
