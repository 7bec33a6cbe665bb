using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Mending;

/// <summary>What can be mended in a tree. Nothing of it is written yet.</summary>
public sealed record MendingPlan
{
    /// <summary>What was collected before anything is mended.</summary>
    public required Snapshot Snapshot { get; init; }

    /// <summary>The files that change, by path.</summary>
    public required ImmutableArray<MendedFile> Files { get; init; }

    /// <summary>The findings that the changes mend, in the order in which they are.</summary>
    public required ImmutableArray<AssessedFinding> Mended { get; init; }

    /// <summary>The findings whose fix is not applied.</summary>
    public required ImmutableArray<LeftFinding> Left { get; init; }

    /// <summary>How many open findings have no fix.</summary>
    public required int WithoutFix { get; init; }

    /// <summary>The pipelines that could not be read, so that nobody knows what there is to mend in them.</summary>
    public required ImmutableArray<string> Unread { get; init; }
}

/// <summary>A finding that has a fix which is not applied.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Reason">Why, as a clause.</param>
/// <param name="Excused">Whether it is left because somebody asked for an exception, which is theirs to take back.</param>
public sealed record LeftFinding(AssessedFinding Finding, string Reason, bool Excused);
