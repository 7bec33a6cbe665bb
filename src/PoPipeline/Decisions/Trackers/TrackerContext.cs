using PoPipeline.Decisions.Requests;
using PoPipeline.Rules.Model;

namespace PoPipeline.Decisions.Trackers;

/// <summary>What a tracker says of itself when a run begins.</summary>
public sealed record TrackerContext
{
    /// <summary>The repository that is judged, by what never changes.</summary>
    public required RequestScope Scope { get; init; }

    /// <summary>The account that this run acts as.</summary>
    public required Account Self { get; init; }

    /// <summary>The time by the tracker's clock; a runner's own clock may be wrong.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The branch whose policy says who may decide.</summary>
    public required string Branch { get; init; }

    /// <summary>The commit of that branch.</summary>
    public required string Commit { get; init; }

    /// <summary>Whether that branch is protected, so that nobody makes themselves an approver without a review.</summary>
    public required Fact<bool> IsProtected { get; init; }

    /// <summary>How what was written in a clone comes to that branch; null where people decide elsewhere.</summary>
    public WayToBranch? Way { get; init; }

    /// <summary>The page on which a person writes a request; null where there is none.</summary>
    public string? RequestUrl { get; init; }
}
