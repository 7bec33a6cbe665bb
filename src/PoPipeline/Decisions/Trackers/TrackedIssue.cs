using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Decisions.Trackers;

/// <summary>An issue as the tracker shows it now, verbatim.</summary>
public sealed record TrackedIssue
{
    /// <summary>What never changes: the database id, or the path of the folder.</summary>
    public required string Id { get; init; }

    /// <summary>Its name for people: <c>#42</c>, or the folder.</summary>
    public required string Name { get; init; }

    /// <summary>Its place among the issues by when they were made: of several with one key, the first is the one.</summary>
    public required long Order { get; init; }

    /// <summary>The title. Text of others.</summary>
    public required string Title { get; init; }

    /// <summary>The body, as it is now. Text of others.</summary>
    public required string Body { get; init; }

    /// <summary>Who made it.</summary>
    public required Account Author { get; init; }

    /// <summary>When it was made, as the tracker claims.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last change of its body; known to be null where there was none.</summary>
    public required Fact<TrackedEdit?> LastEdit { get; init; }

    /// <summary>Whether it is open.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>Its labels.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Its comments, by order.</summary>
    public ImmutableArray<TrackedComment> Comments { get; init; } = [];

    /// <summary>Comments as they were first written that are no longer there like that, by order; only a tracker that keeps a history knows any.</summary>
    public ImmutableArray<TrackedComment> Lost { get; init; } = [];

    /// <summary>How it came to be no longer there; null where it is.</summary>
    public TrackedRemoval? Removal { get; init; }

    /// <summary>Why it is not proven that its author made it, as a sentence without a full stop; null where it is, or where nobody asks for proof.</summary>
    public string? Unproven { get; init; }

    /// <summary>Whether it was moved here or away, or made a discussion of, so that its ids say nothing any more.</summary>
    public bool WasMoved { get; init; }

    /// <summary>Where to look at it; null where there is no page.</summary>
    public string? Url { get; init; }
}

/// <summary>How something came to be no longer there.</summary>
/// <param name="By">Who deleted or changed it, as the tracker claims.</param>
/// <param name="At">When, as the tracker claims.</param>
/// <param name="Unproven">Why it is not proven that it was they, as a sentence without a full stop; null where it is, or where nobody asks for proof.</param>
public sealed record TrackedRemoval(Account By, DateTimeOffset At, string? Unproven)
{
    /// <summary>The file that is gone, relative to the root; null where it was a text of a forge.</summary>
    public string? File { get; init; }

    /// <summary>The commit that took it away; null where it was a text of a forge.</summary>
    public string? Commit { get; init; }
}
