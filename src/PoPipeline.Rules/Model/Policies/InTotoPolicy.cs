using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Policies;

/// <summary>What the policy says of the layouts of supply chains.</summary>
public sealed record InTotoPolicy
{
    /// <summary>The public keys, each of which must have signed every layout; without any, nobody vouches for one.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];
}
