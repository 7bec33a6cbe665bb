using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Policies;

/// <summary>What the policy allows by way of exceptions.</summary>
public sealed record ExceptionsPolicy
{
    /// <summary>Whether comments in files may make exceptions.</summary>
    public bool Inline { get; init; } = true;

    /// <summary>The longest time, in days from the observation, that an exception may run.</summary>
    public int MaximumDays { get; init; } = 365;

    /// <summary>
    /// Who may decide on requests: <c>@acme/security</c> for a team or a group, <c>@alice</c> for one person, an e-mail address where a
    /// decision is a commit. Empty where nobody may.
    /// </summary>
    public ImmutableArray<string> Approvers { get; init; } = [];

    /// <summary>How long a recorded exception may run, and how many people must approve it.</summary>
    public SeverityLimits Limits { get; init; } = new();

    /// <summary>Where decisions are kept.</summary>
    public RecordsPolicy Records { get; init; } = new();
}
