using PoPipeline.Ledger;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Sources;

namespace PoPipeline.Mending;

/// <summary>
/// Finds what the fixes of findings make of a tree. Each is put into a draft, and the draft is judged by every rule before it counts: a fix whose
/// finding is still there, or that brings up another one, is left out. What overlaps waits for the next round, in which it is made anew.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class Mender(TimeProvider time)
{
    /// <summary>Whether the plan is to be written: what may not be written to is then left out, and shown with the rest otherwise.</summary>
    public bool Applies { get; init; }

    /// <summary>What rules said of what was collected first; null where nobody kept that.</summary>
    public Verdicts? Said { get; init; }

    /// <summary>Says what can be mended. Nothing is written.</summary>
    /// <param name="request">The tree and its policy.</param>
    /// <param name="first">What was collected of it.</param>
    /// <param name="excused">The fingerprints of findings that are left as they are, because somebody decided on them, or is about to.</param>
    /// <param name="selection">Which rules' findings are mended.</param>
    /// <param name="progress">Is told how far it has come.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">The folder is not there.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public MendingPlan Plan(
        CollectionRequest request,
        Snapshot first,
        IEnumerable<string> excused,
        RuleSelection selection,
        IProgress<CollectionProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(selection);
        Snapshot Collect(IReadOnlyDictionary<string, string> drafts) =>
            new Collector(time) { Tree = new WorkingTree(request.Root, request.UseGit) { Drafts = drafts } }.Collect(request, progress, cancellation);
        var work = new MendingWork(request, [.. excused], selection, Applies, Collect);
        return work.Run(first, Said);
    }
}
