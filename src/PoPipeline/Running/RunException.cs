using PoPipeline.Outputs.Terminal;

namespace PoPipeline.Running;

/// <summary>
/// A run ended before it was done, or is done and its gate is not met. Whoever shows the reason prints it as it is: text of others in it was escaped, and none of
/// its lines is a command of the runner that reads the log.
/// </summary>
public sealed class RunException : Exception
{
    internal RunException(ExitCode code, SafeText reason, Exception? cause)
        : base(reason.Disarmed().ToString(), cause) => Code = code;

    /// <summary>What the process ends with.</summary>
    public ExitCode Code { get; }
}
