using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>
/// What is known where an expression stands. A lookup gets names as written, and gives null for what it does not know; names are the
/// same in any case, so it should compare them so.
/// </summary>
internal sealed record OriginScope
{
    /// <summary>What starts the workflow; empty where that is not known, as in an action or in a workflow that others call.</summary>
    public ImmutableArray<WorkflowEvent> Events { get; init; } = [];

    /// <summary>What starts the workflow by its own words; empty in an action.</summary>
    public ImmutableArray<WorkflowEvent> OwnEvents { get; init; } = [];

    /// <summary>Whether other workflows may call this one, so that what they give to its inputs is there.</summary>
    public bool MayBeGiven => OwnEvents.IsEmpty || OwnEvents.Any(found => found.IsCall);

    /// <summary>Whether others, who are not known, can start it in other ways than by <see cref="Events"/>.</summary>
    public bool IsCalled => Events.IsEmpty || Events.Any(found => found.IsCall);

    /// <summary>Who controls a variable of the <c>env</c> context.</summary>
    public Func<string, Provenance?> Variable { get; init; } = _ => null;

    /// <summary>What a variable of the <c>env</c> context is in every run.</summary>
    public Func<string, ExpressionValue?> VariableValue { get; init; } = _ => null;

    /// <summary>What an input is known to be given, in one call or another; others may give it something else.</summary>
    public Func<string, ImmutableArray<ExpressionValue>> InputValues { get; init; } = _ => [];

    /// <summary>Who controls a value of the matrix, by its path below <c>matrix</c>: <c>os</c>, <c>python.version</c>.</summary>
    public Func<string, Provenance?> Matrix { get; init; } = _ => null;

    /// <summary>What each run of the job finds in its matrix; empty where there is none, or the files do not say all of it.</summary>
    public Func<ImmutableArray<ObjectValue>> MatrixRuns { get; init; } = () => [];

    /// <summary>Who controls an input.</summary>
    public Func<string, Provenance?> Input { get; init; } = _ => null;

    /// <summary>Who controls the output of a step, by the step's id and the output's name.</summary>
    public Func<string, string, Provenance?> StepOutput { get; init; } = (_, _) => null;

    /// <summary>Who controls the output of another job, by the job's id and the output's name.</summary>
    public Func<string, string, Provenance?> JobOutput { get; init; } = (_, _) => null;
}
