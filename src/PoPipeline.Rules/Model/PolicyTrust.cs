using System.Collections.Immutable;

namespace PoPipeline.Rules.Model;

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
