namespace PoPipeline.Rules.Model.Decisions;

/// <summary>Where a request for a decision stands.</summary>
public enum DecisionState
{
    /// <summary>Nobody has decided yet.</summary>
    Requested,

    /// <summary>Enough approvers have approved it, and it holds until its last day.</summary>
    Approved,

    /// <summary>An approver has rejected it.</summary>
    Rejected,

    /// <summary>The requester has taken it back.</summary>
    Withdrawn,

    /// <summary>Nobody decided within the time that the policy gives.</summary>
    Lapsed,

    /// <summary>Its last day is over.</summary>
    Expired,

    /// <summary>An approver has taken the approval back.</summary>
    Revoked,

    /// <summary>What it rested on was changed, deleted, or has lost its authority.</summary>
    Invalidated,

    /// <summary>What it was asked for is mended, or has become something else.</summary>
    Resolved,
}
