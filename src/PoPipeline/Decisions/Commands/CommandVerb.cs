namespace PoPipeline.Decisions.Commands;

/// <summary>What a command does.</summary>
public enum CommandVerb
{
    /// <summary>Approve a request until a day.</summary>
    Approve,

    /// <summary>Reject a request.</summary>
    Reject,

    /// <summary>Take an approval back.</summary>
    Revoke,

    /// <summary>Take a request back, which its requester may.</summary>
    Withdraw,

    /// <summary>Let a principal of a review keep what they have.</summary>
    Keep,

    /// <summary>Decide that a principal of a review is to lose what they have.</summary>
    Remove,
}
