using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Analysis;

/// <summary>A step, and where it stands.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Job">The job.</param>
/// <param name="Step">The step.</param>
/// <param name="Index">How many steps of the job come before it.</param>
internal sealed record PlacedStep(Pipeline Pipeline, Job Job, Step Step, int Index)
{
    /// <summary>The logical place, which is written out for the few that are reported.</summary>
    public string Subject => Pipeline.SubjectOf(Job, Step);
}
