using System.Collections.Immutable;

namespace PoPipeline.Rules.Model;

/// <summary>What the policy allows by way of exceptions.</summary>
public sealed record ExceptionsPolicy
{
    /// <summary>Whether comments in files may make exceptions.</summary>
    public bool Inline { get; init; } = true;

    /// <summary>The longest time, in days from the observation, that an exception may run.</summary>
    public int MaximumDays { get; init; } = 365;

    /// <summary>Who may decide on exceptions: <c>@user</c>, <c>@organisation/team</c>; empty where the policy names nobody, so that none can be recorded.</summary>
    public ImmutableArray<string> Approvers { get; init; } = [];
}
