using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline;

/// <summary>An exception in force, asked for, or refused.</summary>
public sealed record Suppression
{
    /// <summary>Whether it is written in the source; otherwise it is a record of a tracker.</summary>
    public required bool InSource { get; init; }

    /// <summary>Whether it is accepted, so that the gate lets the finding pass.</summary>
    public required bool Accepted { get; init; }

    /// <summary>Whether nobody has decided yet.</summary>
    public bool UnderReview { get; init; }

    /// <summary>Why, in the words of the person who asked or decided. Text of others: escape it.</summary>
    public required string Justification { get; init; }

    /// <summary>Why the comment that makes it is not in force, as a clause about it; null for one that is, and for one of a tracker.</summary>
    public string? Refusal { get; init; }

    /// <summary>The last day on which it holds; null where none is set yet, or none is given.</summary>
    public required DateOnly? Until { get; init; }

    /// <summary>Where it is written, for one in the source.</summary>
    public Place? Place { get; init; }

    /// <summary>The record, for one of a tracker, and for one in the source that was asked for there.</summary>
    public RecordedDecision? Record { get; init; }

    /// <summary>The finding about the comment that makes it, whose decision decides on it too; null where it needs none, or is not in the source.</summary>
    public AssessedFinding? Comment { get; init; }

    /// <summary>Who asked for it; null where it is not on record.</summary>
    public Person? Owner => Record?.Requester;

    /// <summary>Who approved it.</summary>
    public ImmutableArray<Person> Approvers => Record?.Approvers ?? [];
}
