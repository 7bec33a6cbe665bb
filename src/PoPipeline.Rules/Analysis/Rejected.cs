using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Analysis;

/// <summary>Tells what the platform does not take as it is written, so that one rule says it and no other judges it too.</summary>
internal static class Rejected
{
    /// <summary>Whether a reference names nothing that could be reused.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="place">Where the reference is written.</param>
    public static bool IsReference(Pipeline pipeline, Place place) =>
        pipeline.Problems.Any(problem => problem.Kind is ProblemKind.Type or ProblemKind.Expression or ProblemKind.Key or ProblemKind.Missing or ProblemKind.Pattern or ProblemKind.File && place.Contains(problem.Span));

    /// <summary>Whether an expression cannot be read, or names a context that is not there, so that nothing is ever pasted.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="place">Where the expression is written.</param>
    public static bool IsExpression(Pipeline pipeline, Place place) => pipeline.Problems.Any(problem => problem.Kind is ProblemKind.Expression or ProblemKind.Context && place.Contains(problem.Span));
}
