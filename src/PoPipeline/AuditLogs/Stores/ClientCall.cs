namespace PoPipeline.AuditLogs.Stores;

/// <summary>How a program of the machine is called.</summary>
/// <param name="Folder">The folder that it runs in.</param>
internal sealed record ClientCall(string Folder)
{
    /// <summary>For how long it may run.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Variables to set beside those of this process; a null value removes one.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Variables { get; init; } = [];

    /// <summary>Writes what it reads; null where that is nothing.</summary>
    public Action<Stream>? Input { get; init; }

    /// <summary>Reads what it writes; null to keep it as text.</summary>
    public Action<Stream>? Output { get; init; }
}

/// <summary>What came of calling a program.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote, where nobody else read it.</param>
/// <param name="Error">What it complained of, in a line and within limits. Text of others.</param>
internal sealed record ClientAnswer(int ExitCode, string Output, string Error)
{
    /// <summary>Whether it did what it was to do.</summary>
    public bool IsGood => ExitCode == 0;
}
