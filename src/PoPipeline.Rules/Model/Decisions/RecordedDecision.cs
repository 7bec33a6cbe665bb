using System.Collections.Immutable;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.Model.Decisions;

/// <summary>A request on record, and what was decided on it. Whether it holds has been verified where it was collected.</summary>
public sealed record RecordedDecision
{
    /// <summary>What makes it one: SHA-256, in lower-case hexadecimal, of scope, rule, fingerprint and round.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256, in lower-case hexadecimal, of the request's canonical JSON; a decision quotes it.</summary>
    public required string Digest { get; init; }

    /// <summary>What is asked for.</summary>
    public DecisionKind Kind { get; init; }

    /// <summary>The rule.</summary>
    public required string Rule { get; init; }

    /// <summary>The fingerprint of the finding.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>What the finding is about, for people; the fingerprint decides.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The digest of the result that the decision was asked for; another result needs another decision.</summary>
    public required string Evidence { get; init; }

    /// <summary>What the result was made of; empty for a request that was written before requests said so.</summary>
    public ImmutableArray<EvidencePart> Covers { get; init; } = [];

    /// <summary>Which request on this finding it is, from 1.</summary>
    public int Round { get; init; } = 1;

    /// <summary>Whether it is about another repository, whose records came along with its files; it says nothing of this one.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Where it stands.</summary>
    public required DecisionState State { get; init; }

    /// <summary>Why it stands there, as a sentence without a full stop; empty where the state says it all.</summary>
    public string Why { get; init; } = "";

    /// <summary>The reason that the requester gives. Text of others: escape it.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What makes the risk smaller meanwhile. Text of others: escape it.</summary>
    public string Controls { get; init; } = "";

    /// <summary>Who asked.</summary>
    public required Person Requester { get; init; }

    /// <summary>Who approved, each once.</summary>
    public ImmutableArray<Person> Approvers { get; init; } = [];

    /// <summary>Who decided otherwise: rejected, revoked, withdrew; null where nobody did.</summary>
    public Person? Decider { get; init; }

    /// <summary>What the deciders said. Text of others: escape it.</summary>
    public string Justification { get; init; } = "";

    /// <summary>The last day that was asked for; null where the approvers choose.</summary>
    public DateOnly? AskedUntil { get; init; }

    /// <summary>The last day on which the approval holds; null before one.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it came to its state; null for one that is only requested.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>The issue; null in a folder that no forge shows.</summary>
    public string? Url { get; init; }

    /// <summary>The name of the issue, for people: <c>#42</c>, or the folder.</summary>
    public string Issue { get; init; } = "";

    /// <summary>The commands that did not count, and why.</summary>
    public ImmutableArray<RefusedCommand> Refusals { get; init; } = [];

    /// <summary>Whether it is live: asked for, or approved.</summary>
    public bool IsLive => State is DecisionState.Requested or DecisionState.Approved;
}

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
