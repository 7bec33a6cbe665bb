using PoPipeline.Decisions.Binding;
using PoPipeline.Rules.Model;
using PoPipeline.Sources;

namespace PoPipeline.Decisions;

/// <summary>Finds what decisions on the findings of an assessment are bound to.</summary>
internal static class FindingEvidences
{
    /// <summary>Completes an assessment's snapshot with it, so that a replay without the files comes to the same decisions.</summary>
    /// <param name="assessment">The assessment. What was judged beside the selection is bound as well: it decides on comments.</param>
    /// <param name="tree">The working tree that it was made from.</param>
    /// <returns>The same assessment with <see cref="Snapshot.Evidence"/> and <see cref="Snapshot.EvidenceTexts"/>.</returns>
    public static Assessment Complete(Assessment assessment, WorkingTree tree) =>
        assessment with { Snapshot = EvidenceReader.Complete(assessment with { Judgements = [.. assessment.Judgements, .. assessment.Beside] }, tree) };
}
