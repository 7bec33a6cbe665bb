using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.Analysis;

/// <summary>A rule that looks at projects and their lock files. Files that were not listed may hold some, so that they are a gap and never a pass.</summary>
public abstract class ProjectRule : Rule
{
    /// <summary>How many places speak for a pass at most.</summary>
    protected const int MostEvidence = 100;

    /// <inheritdoc/>
    public sealed override Verdict Judge(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var verdict = Look(snapshot);
        return verdict with { Gaps = [.. snapshot.Repository.Unlisted, .. snapshot.ProjectGaps, .. verdict.Gaps] };
    }

    /// <summary>What is wrong, and what could not be looked at beyond what the snapshot as a whole leaves open.</summary>
    /// <param name="snapshot">The snapshot.</param>
    protected abstract Verdict Look(Snapshot snapshot);
}
