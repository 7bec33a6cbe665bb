using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Analysis;

/// <summary>Something that a pipeline reuses.</summary>
/// <param name="Reference">What.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Job">The job; null where the pipeline as a whole reuses it.</param>
/// <param name="Part">Where below that, or a list there.</param>
/// <param name="Item">The name in the list; null where there is none.</param>
internal sealed record Reused(Reference Reference, Pipeline Pipeline, Job? Job, string Part, string? Item = null)
{
    /// <summary>The logical place, which is written out for the few that are reported.</summary>
    public string Subject =>
        Reference.Span.Path != Pipeline.Path && Job is null ? $"{Reference.Span.Path}#{Pipeline.Path}/{Part}"
        : Job is null ? $"{Pipeline.Subject}{Part}"
        : $"{Pipeline.Subject}{Job.Id}/{Part}{Item}";
}
