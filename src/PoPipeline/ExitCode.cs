namespace PoPipeline;

/// <summary>What the process says to whoever started it.</summary>
public enum ExitCode
{
    /// <summary>Everything demanded is met.</summary>
    Met = 0,

    /// <summary>A finding as severe as the gate's threshold, or more, is open.</summary>
    Failed = 1,

    /// <summary>The command line or the configuration is wrong.</summary>
    Usage = 2,

    /// <summary>Something that must be evaluated could not be.</summary>
    Incomplete = 3,

    /// <summary>Recorded decisions or evidence were tampered with.</summary>
    Tampering = 4,
}
