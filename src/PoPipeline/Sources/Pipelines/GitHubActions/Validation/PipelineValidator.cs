using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Says what GitHub would reject in a workflow or an action, or would not do as written.</summary>
internal static class PipelineValidator
{
    /// <summary>Every problem, in the order of the file.</summary>
    /// <param name="document">The file.</param>
    /// <param name="kind">Whether it is a workflow or an action.</param>
    /// <param name="local">
    /// The root of a file of the repository: of an action by the path of its folder, of a workflow by its own; null where there is none.
    /// </param>
    /// <param name="lacks">Whether it is sure that the repository has no action in a folder; null where nothing is known.</param>
    public static ImmutableArray<Problem> Validate(YamlDocument document, PipelineKind kind, Func<string, YamlMapping?> local, Func<string, bool>? lacks = null)
    {
        var problems = new ProblemList();
        if (document.Error is { } error)
        {
            problems.Add(ProblemKind.Syntax, error.Message, error.Span);
            return [.. problems.InOrder().Select(problem => problem with { Effect = EffectOf(problem, kind), Text = LogicalPlace.Of(document.Root, problem.Span) })];
        }

        foreach (var problem in document.Problems)
        {
            problems.Add(ProblemKind.Syntax, problem.Message, problem.Span);
        }

        var context = new ValidationContext(problems, TypeScope.Everywhere) { Path = document.Path };
        var what = kind is PipelineKind.Action ? "an action" : "a workflow";
        if (document.Root is not YamlMapping root)
        {
            problems.Add(ProblemKind.Type, $"The file must be a mapping to be {what}", document.Root?.Span ?? Place.StartOf(document.Path));
        }
        else if (kind is PipelineKind.Action)
        {
            ActionValidator.Validate(root, local, context);
        }
        else
        {
            // What others call runs in their workspace.
            WorkflowValidator.Validate(root, local, context with { LacksAction = WorkflowInterface.Read(root["on"]) is null ? lacks : null });
        }

        return [.. problems.InOrder().Select(problem => problem with { Effect = EffectOf(problem, kind), Text = LogicalPlace.Of(document.Root, problem.Span) })];
    }

    // What else an action says at its top is passed over.
    private static ProblemEffect EffectOf(Problem problem, PipelineKind kind) =>
        problem.Kind is ProblemKind.Syntax || (problem.Kind is ProblemKind.Key && kind is not PipelineKind.Action) ? ProblemEffect.Rejected : problem.Effect;
}
