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
