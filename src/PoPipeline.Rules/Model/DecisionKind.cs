namespace PoPipeline.Rules.Model;

/// <summary>What is asked for.</summary>
public enum DecisionKind
{
    /// <summary>That a finding may stay for a while.</summary>
    Exception,

    /// <summary>That something that needs a decision is fine.</summary>
    Approval,

    /// <summary>That everybody on a list may keep what they have.</summary>
    Review,
}
