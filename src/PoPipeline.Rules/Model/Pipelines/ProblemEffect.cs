namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>What the platform makes of a problem.</summary>
public enum ProblemEffect
{
    /// <summary>It rejects it, or does something else; which of them is not known.</summary>
    Unknown,

    /// <summary>It takes nothing of what holds it, so that nothing runs.</summary>
    Rejected,

    /// <summary>It takes it, and does something else than what is written.</summary>
    Altered,

    /// <summary>It does what is written, which could be said in a plainer way.</summary>
    None,
}
