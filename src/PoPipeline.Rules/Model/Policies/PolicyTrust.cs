using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Policies;

/// <summary>
/// What vouches for the policy that judges. The author of a change writes the policy of the tree too, so that it may only demand more than
/// the one that was there before.
/// </summary>
public sealed record PolicyTrust
{
    /// <summary>Where the policy comes from.</summary>
    public PolicySource Source { get; init; }

    /// <summary>The branch that counts; null where there is none, or it is not known. Text of others.</summary>
    public string? Branch { get; init; }

    /// <summary>The commit of that branch: 40 hexadecimal digits; null where there is none.</summary>
    public string? Commit { get; init; }

    /// <summary>Why no branch vouches for the policy, as a clause; empty where one does.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Where the tree asks for less than the branch does; none of it holds.</summary>
    public ImmutableArray<LoosenedDemand> Loosened { get; init; } = [];
}

/// <summary>Where the policy comes from that judges.</summary>
public enum PolicySource
{
    /// <summary>It is not known whether the policy is the one that counts.</summary>
    Unknown,

    /// <summary>The branch that counts: what the tree says beyond it only tightens.</summary>
    Branch,

    /// <summary>Whoever runs the check: a file outside of the tree, or a program.</summary>
    Given,

    /// <summary>The tree that is judged, since there is no branch that it could be compared with.</summary>
    Tree,
}

/// <summary>A demand of the branch that counts which the policy of the tree no longer makes.</summary>
/// <param name="Key">The key of the policy: <c>exceptions.approvers</c>.</param>
/// <param name="What">What differs, as a clause: "the branch lists 'carol', the tree does not". Holds text of others.</param>
/// <param name="Own">Where the tree says so; the beginning of the file where it says nothing.</param>
/// <param name="Trusted">Where the branch says so; the beginning of the file where the default holds there.</param>
/// <param name="OwnValue">What the tree says, as JSON. Text of others.</param>
/// <param name="TrustedValue">What the branch says, as JSON. Text of others.</param>
public sealed record LoosenedDemand(string Key, string What, Place Own, Place Trusted, string OwnValue, string TrustedValue);
