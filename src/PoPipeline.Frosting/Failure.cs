using Cake.Core;
using PoPipeline.Configuration;
using PoPipeline.Forges;
using PoPipeline.Init;
using PoPipeline.Ledger;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Snapshots;

namespace PoPipeline.Frosting;

/// <summary>
/// Ends a run with an exit code and a reason. A host prints the reason as it is, so that text of others in it is escaped here, and none of its
/// lines is a command of the runner that reads the log.
/// </summary>
internal static class Failure
{
    private static readonly object Mark = typeof(Failure);

    /// <summary>A failure for a reason.</summary>
    /// <param name="code">The exit code.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cause">What happened; null where nothing else did.</param>
    public static CakeException Of(ExitCode code, SafeTextHandler reason, Exception? cause = null) => Of(code, SafeText.Of(reason), cause);

    /// <summary>A failure of the usage, with the exit code 2.</summary>
    /// <param name="reason">Why.</param>
    public static CakeException Usage(SafeTextHandler reason) => Of(ExitCode.Usage, reason);

    /// <summary>What an exception means. A failure of our own must not look like a gate that failed.</summary>
    /// <param name="exception">The exception.</param>
    public static CakeException Of(Exception exception) => exception switch
    {
        CakeException known => known,
        ConfigurationException { Problems: var problems } => Of(ExitCode.Usage, SafeText.Join($"\n", problems.Select(problem => SafeText.Of($"{problem}"))), exception),
        InitException or SnapshotFormatException or DirectoryNotFoundException or FileNotFoundException => Of(ExitCode.Usage, $"{exception.Message}", exception),
        ForgeException or LedgerBusyException => Of(ExitCode.Incomplete, $"{exception.Message}", exception),
        LedgerDamagedException => Of(ExitCode.Tampering, $"{exception.Message}", exception),
        LedgerException => Of(ExitCode.Usage, $"{exception.Message}", exception),
        IOException or UnauthorizedAccessException => Of(ExitCode.Usage, $"Something cannot be read or written: {exception.Message}", exception),
        _ => Of(
            ExitCode.Incomplete,
            $"PoPipeline itself failed ({exception.GetType().Name}: {exception.Message}); --verbosity diagnostic shows where. Please report it.",
            exception),
    };

    /// <summary>Whether an exception is a failure of ours, by what it carries: the exceptions of Cake have no types of their own.</summary>
    /// <param name="exception">The exception.</param>
    public static bool IsOurs(Exception exception) => exception.Data.Contains(Mark);

    private static CakeException Of(ExitCode code, SafeText reason, Exception? cause)
    {
#pragma warning disable RS0030 // This is what the ban leads to.
        var failure = new CakeException((int)code, reason.Disarmed().ToString(), cause);
#pragma warning restore RS0030
        failure.Data[Mark] = true;
        return failure;
    }
}
