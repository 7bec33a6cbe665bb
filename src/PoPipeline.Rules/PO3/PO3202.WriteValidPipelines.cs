using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3202: pipelines are what their platform accepts.</summary>
public sealed class PO3202WriteValidPipelines : Rule
{
    /// <inheritdoc/>
    public override string Summary => "Every pipeline parses, meets its platform's schema, and refers only to what exists.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override Verdict Judge(Snapshot snapshot)
    {
        var unread = Unread.GapsOf(snapshot);
        if (snapshot.Pipelines.IsEmpty && snapshot.Repository.Gaps.IsEmpty && unread.IsEmpty)
        {
            return Verdict.NotApplicable("The repository has no pipeline.");
        }

        return new Verdict
        {
            Judged = snapshot.Pipelines.Length,
            Findings = [.. snapshot.Pipelines.SelectMany(Findings)],
            Gaps = [.. snapshot.Repository.Unlisted, .. unread, .. snapshot.Pipelines.Where(pipeline => pipeline.Unreadable is not null && pipeline.Problems.IsEmpty).Select(pipeline => new Gap(pipeline.Path, $"{pipeline.Unreadable}", Failed: true))],
            Reason = $"{Counted.Of(snapshot.Pipelines.Length, "pipeline")} looked at.",
        };
    }

    // Its own rule, PO3217, says more of a condition that is always true.
    private static IEnumerable<Finding> Findings(Pipeline pipeline) =>
        pipeline.Problems
            .Where(problem => problem.Kind is not ProblemKind.AlwaysTrue && !IsSaidElsewhere(pipeline, problem))
            .DistinctBy(problem => (problem.Kind, problem.Message, problem.Span.Region.StartLine))
            .Select(problem => new Finding
            {
                Message = $"{problem.Message}. {Consequence(pipeline, problem)}",
                Subject = $"{pipeline.Subject}{problem.Key}",
                Place = problem.Span,
                Severity = problem.Effect is ProblemEffect.None ? Severity.Low : null,
                Pedantic = problem.Effect is ProblemEffect.None,
            });

    // A password that is written out is a literal credential, which PO3208 tells.
    private static bool IsSaidElsewhere(Pipeline pipeline, Problem problem) =>
        problem.Kind is ProblemKind.Credentials && pipeline.Credentials.Any(credential => credential.Span.Touches(problem.Span));

    // What keeps us from reading a file may be a limit of ours, which the platform does not have.
    private static string Consequence(Pipeline pipeline, Problem problem) => (pipeline.Unreadable, problem.Effect) switch
    {
        (not null, _) => "Nothing in the file is judged while it cannot be read; correct it.",
        _ when problem.Kind is ProblemKind.Unused => "It never runs, and whoever reads the file takes it for a part of the pipeline; remove it.",
        (_, ProblemEffect.Rejected) => "The platform rejects this and runs nothing of it; correct it.",
        (_, ProblemEffect.Altered) => "The platform takes this and does something else than what is written; correct it.",
        (_, ProblemEffect.None) => "The platform does what is written; say it once.",
        _ => "The platform rejects this or does not do what is written; correct it.",
    };
}
