using System.Collections.Immutable;

namespace PoPipeline.Decisions.Trackers;

/// <summary>What a tracker holds.</summary>
public sealed record TrackerReading
{
    /// <summary>Every issue with PoPipeline's label, and every one that was asked for by id and is still there; by order.</summary>
    public required ImmutableArray<TrackedIssue> Issues { get; init; }

    /// <summary>
    /// Issues as they were first made that are no longer there like that, each with every comment of its place as lost; by order. Only a
    /// tracker that keeps a history knows any.
    /// </summary>
    public ImmutableArray<TrackedIssue> Lost { get; init; } = [];

    /// <summary>The ids that were asked for and are no longer there.</summary>
    public ImmutableArray<string> Gone { get; init; } = [];
}
