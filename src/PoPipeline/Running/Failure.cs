using PoPipeline.AuditLogs.Stores;
using PoPipeline.Configuration;
using PoPipeline.Forges;
using PoPipeline.Init;
using PoPipeline.Ledger;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Snapshots;

namespace PoPipeline.Running;

/// <summary>Ends a run with an exit code and a reason.</summary>
internal static class Failure
{
    /// <summary>A failure for a reason.</summary>
    /// <param name="code">The exit code.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cause">What happened; null where nothing else did.</param>
    public static RunException Of(ExitCode code, SafeTextHandler reason, Exception? cause = null) => new(code, SafeText.Of(reason), cause);

    /// <summary>A failure of the usage, with the exit code 2.</summary>
    /// <param name="reason">Why.</param>
    public static RunException Usage(SafeTextHandler reason) => Of(ExitCode.Usage, reason);

    /// <summary>What an exception means. A failure of our own must not look like a gate that failed.</summary>
    /// <param name="exception">The exception.</param>
    public static RunException Of(Exception exception) => exception switch
    {
        RunException known => known,
        ConfigurationException { Problems: var problems } => new RunException(ExitCode.Usage, SafeText.Join($"\n", problems.Select(problem => SafeText.Of($"{problem}"))), exception),
        InitException or SnapshotFormatException or RefusedException => Of(ExitCode.Usage, $"{exception.Message}", exception),
        StoreException { IsForGood: true } => Of(ExitCode.Usage, $"{exception.Message}", exception),
        StoreException => Of(ExitCode.Incomplete, $"{exception.Message}", exception),
        ForgeException or LedgerBusyException => Of(ExitCode.Incomplete, $"{exception.Message}", exception),
        LedgerDamagedException => Of(ExitCode.Tampering, $"{exception.Message}", exception),
        LedgerException => Of(ExitCode.Usage, $"{exception.Message}", exception),
        IOException or UnauthorizedAccessException => Of(ExitCode.Usage, $"Something cannot be read or written: {Refusal.Of(exception)}. --verbosity diagnostic shows what.", exception),
        _ => Of(
            ExitCode.Incomplete,
            $"PoPipeline itself failed ({exception.GetType().Name}: {exception.Message}); --verbosity diagnostic shows where. Please report it.",
            exception),
    };
}
