namespace PoPipeline.Decisions.Trackers.Folder.History;

/// <summary>Where a file comes from.</summary>
/// <param name="Added">The commit that added it: the latest one, where it was deleted and added again.</param>
/// <param name="LastChange">The last commit after that one which changed it, or brought back what another had taken away; null where there was none.</param>
/// <param name="FirstChange">The first such commit; null where there was none.</param>
/// <param name="Depth">How many steps along the first parents lie between the tip and the commit with which it came to the branch.</param>
internal sealed record Provenance(CommitFacts Added, CommitFacts? LastChange, CommitFacts? FirstChange, int Depth);
