using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Policies;

/// <summary>What the policy asks of audit logs that are collected.</summary>
public sealed record AuditLogPolicy
{
    /// <summary>Whose audit logs have to be collected: <c>github:acme</c>, <c>gitlab:acme/platform</c>. Of those that are, all is judged, named or not.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>For how many days back no time may be missing.</summary>
    public int WindowDays { get; init; } = 90;

    /// <summary>For how many days at most nothing was read.</summary>
    public int ReadDays { get; init; } = 2;

    /// <summary>How many days old the events of files may be where the plan has nothing but files.</summary>
    public int ImportDays { get; init; } = 31;

    /// <summary>For how many days events have to be kept.</summary>
    public int KeepDays { get; init; } = 365;

    /// <summary>After how many days a copy of its end has to be published anew.</summary>
    public int AnchorDays { get; init; } = 30;

    /// <summary>Whether what events say has to be encrypted for those who may read it.</summary>
    public bool Encrypted { get; init; }

    /// <summary>The public keys, one of which has to have signed it: <c>name+hash+key</c>. Without any, who signed it is not known.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];
}
