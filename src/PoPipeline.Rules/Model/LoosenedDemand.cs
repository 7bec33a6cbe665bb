namespace PoPipeline.Rules.Model;

/// <summary>A demand of the branch that counts which the policy of the tree no longer makes.</summary>
/// <param name="Key">The key of the policy: <c>exceptions.approvers</c>.</param>
/// <param name="What">What differs, as a clause: "the branch lists 'carol', the tree does not". Holds text of others.</param>
/// <param name="Own">Where the tree says so; the beginning of the file where it says nothing.</param>
/// <param name="Trusted">Where the branch says so; the beginning of the file where the default holds there.</param>
/// <param name="OwnValue">What the tree says, as JSON. Text of others.</param>
/// <param name="TrustedValue">What the branch says, as JSON. Text of others.</param>
public sealed record LoosenedDemand(string Key, string What, Place Own, Place Trusted, string OwnValue, string TrustedValue);
