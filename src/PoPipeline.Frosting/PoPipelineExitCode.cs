namespace PoPipeline.Frosting;

/// <summary>The exit codes of a run.</summary>
public static class PoPipelineExitCode
{
    /// <summary>The gate is met.</summary>
    public const int Met = 0;

    /// <summary>The gate failed: a finding is open that weighs as much as the gate minds, or more.</summary>
    public const int Failed = 1;

    /// <summary>The usage or the configuration is wrong; nothing was judged.</summary>
    public const int Usage = 2;

    /// <summary>A check that is required could not be evaluated.</summary>
    public const int Incomplete = 3;

    /// <summary>Evidence was tampered with.</summary>
    public const int Tampered = 4;

    /// <summary>The run was stopped by the keyboard.</summary>
    public const int Interrupted = 130;
}
