using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Analysis;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>Tells whether the conditions of a stage hold for new commits of the default branch, and for a proposed change.</summary>
/// <remarks>Source: https://www.jenkins.io/doc/book/pipeline/syntax/#when.</remarks>
internal static class WhenRuns
{
    // Which one is the default branch stands in the settings; a condition that names one of these names it.
    private static readonly string[] Defaults = ["main", "master", "trunk", "develop", "development", "dev", "devel", "next", "stable"];

    /// <summary>Whether all conditions hold.</summary>
    /// <param name="conditions">The conditions.</param>
    /// <param name="isOfChange">Whether it is a proposed change that runs.</param>
    public static Holding Of(IEnumerable<GroovyCall> conditions, bool isOfChange) => All(conditions, isOfChange, 0) switch { true => Holding.Always, false => Holding.Never, null => Holding.Unknown };

    private const int Deepest = 8;

    private static bool? All(IEnumerable<GroovyCall> conditions, bool isOfChange, int depth)
    {
        bool? all = true;
        foreach (var condition in conditions)
        {
            var truth = Truth(condition, isOfChange, depth);
            if (truth is false)
            {
                return false;
            }

            all = truth is null ? null : all;
        }

        return all;
    }

    private static bool? Truth(GroovyCall condition, bool isOfChange, int depth) => condition.Name switch
    {
        _ when depth > Deepest => null,
        "beforeAgent" or "beforeInput" or "beforeOptions" => true,
        "allOf" => All(Inner(condition), isOfChange, depth + 1),
        "anyOf" => !Inner(condition).Any() ? null : Negated(Inner(condition).Select(inner => Truth(inner, isOfChange, depth + 1)).Aggregate((bool?)true, (all, truth) => truth is true || all is false ? false : truth is null || all is null ? null : true)),
        "not" => Negated(All(Inner(condition), isOfChange, depth + 1)),
        "branch" => isOfChange ? false : (condition["pattern"] ?? condition.Positional.FirstOrDefault()) is GroovyText { Plain: { } name } && condition["comparator"] is null ? Defaults.Any(new StarPattern(name).Matches) : null,
        "buildingTag" or "tag" => false,
        "changeRequest" => isOfChange ? (condition.Arguments.Length == 0 ? true : null) : false,
        _ => null,
    };

    private static bool? Negated(bool? truth) => !truth;

    private static IEnumerable<GroovyCall> Inner(GroovyCall condition) => condition.Body?.Body.OfType<GroovyCall>() ?? [];
}
