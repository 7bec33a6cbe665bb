namespace PoPipeline.Rules.Model;

/// <summary>Who keeps the machine that runs a job.</summary>
public enum RunnerKind
{
    /// <summary>The labels do not tell.</summary>
    Unknown,

    /// <summary>The platform: a fresh machine for every job.</summary>
    Hosted,

    /// <summary>The organisation: the machine may outlive the job.</summary>
    SelfHosted,
}
