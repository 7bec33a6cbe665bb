using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Analysis;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>Tells whether the conditions of a stage hold for new commits of the default branch, for a proposed change, for a version that is tagged, and in any run.</summary>
/// <remarks>Source: https://www.jenkins.io/doc/book/pipeline/syntax/#when.</remarks>
internal static class WhenRuns
{
    /// <summary>Whether all conditions hold.</summary>
    /// <param name="conditions">The conditions.</param>
    /// <param name="kind">What runs.</param>
    public static Holding Of(IEnumerable<GroovyCall> conditions, RunKind kind) => All(conditions, kind, 0) switch { true => Holding.Always, false => Holding.Never, null => Holding.Unknown };

    /// <summary>The refs for whose runs one of the conditions never holds.</summary>
    /// <param name="conditions">The conditions, all of which must hold.</param>
    public static RefKinds NeverFor(IEnumerable<GroovyCall> conditions) => conditions.Aggregate(RefKinds.None, (never, condition) => never | condition.Name switch
    {
        "buildingTag" or "tag" => RefKinds.Other,
        "changeRequest" => RefKinds.Tag,

        // The name of a tag stands where that of a branch would, so that a pattern may match it.
        "branch" when condition["comparator"] is null && (condition["pattern"] ?? condition.Positional.FirstOrDefault()) is GroovyText { Plain: { } name } && !name.Contains('*', StringComparison.Ordinal) => RefKinds.Tag,
        _ => RefKinds.None,
    });

    private const int Deepest = 8;

    private static bool? All(IEnumerable<GroovyCall> conditions, RunKind kind, int depth)
    {
        bool? all = true;
        foreach (var condition in conditions)
        {
            var truth = Truth(condition, kind, depth);
            if (truth is false)
            {
                return false;
            }

            all = truth is null ? null : all;
        }

        return all;
    }

    private static bool? Truth(GroovyCall condition, RunKind kind, int depth) => condition.Name switch
    {
        _ when depth > Deepest => null,
        "beforeAgent" or "beforeInput" or "beforeOptions" => true,
        "allOf" => All(Inner(condition), kind, depth + 1),
        "anyOf" => !Inner(condition).Any() ? null : Negated(Inner(condition).Select(inner => Truth(inner, kind, depth + 1)).Aggregate((bool?)true, (all, truth) => truth is true || all is false ? false : truth is null || all is null ? null : true)),
        "not" => Negated(All(Inner(condition), kind, depth + 1)),
        "expression" => condition.Body is { Body: [var asked] } ? ScriptRuns.Truth(asked, kind) : null,
        _ when kind is RunKind.Any => null,
        "branch" => kind is not RunKind.DefaultBranch ? false : (condition["pattern"] ?? condition.Positional.FirstOrDefault()) is GroovyText { Plain: { } name } && condition["comparator"] is null ? DefaultBranches.All.Any(new StarPattern(name).Matches) : null,
        "buildingTag" => kind is RunKind.Tag,
        "tag" => kind is not RunKind.Tag ? false : condition.Arguments.Length == 0 ? true : null,
        "environment" when condition["name"] is GroovyText { Plain: { } name } && condition["value"] is GroovyText value => ScriptRuns.Truth(new GroovyOperation(0, 0, ["=="], [new GroovyName(0, 0, name), value]), kind),
        "triggeredBy" => (condition["cause"] ?? condition.Positional.FirstOrDefault()) is GroovyText { Plain: "TimerTrigger" or "UserIdCause" } ? false : null,
        "changeRequest" => kind is not RunKind.Change ? false : condition.Arguments.Length == 0 ? true : null,
        _ => null,
    };

    private static bool? Negated(bool? truth) => !truth;

    private static IEnumerable<GroovyCall> Inner(GroovyCall condition) => condition.Body?.Body.OfType<GroovyCall>() ?? [];
}
