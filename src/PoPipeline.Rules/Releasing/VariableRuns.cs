using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Calls;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Releasing;

/// <summary>What stands around a script in each run, where a matrix decides about variables that it names.</summary>
internal static class VariableRuns
{
    private const int Most = 64;

    /// <summary>It in each run; what is the same in all, and leaves those variables open, where that is too much.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="job">The job.</param>
    /// <param name="step">The step.</param>
    /// <param name="script">The script.</param>
    /// <param name="around">What is the same in all runs.</param>
    /// <param name="varying">The variables that a matrix decides about, as <see cref="VaryingIn"/> finds them for the step.</param>
    /// <param name="budget">How much may still be followed for each run.</param>
    public static IEnumerable<Lazy<InstallSurroundings>> Of(Pipeline pipeline, Job job, Step step, Script script, Lazy<InstallSurroundings> around, List<Setting> varying, VariantBudget budget)
    {
        if (varying.Count == 0 || !budget.Take(varying.Count))
        {
            return [around];
        }

        var chosen = varying.FindAll(variable => script.Text.Contains(variable.Name, StringComparison.Ordinal));
        if (chosen.Count == 0)
        {
            return [around];
        }

        var runs = Each(step, chosen, Chosen);
        return budget.Take((long)runs.Count * (1 + script.Commands.Length)) ? runs.Select(run => new Lazy<InstallSurroundings>(() => StepSurroundings.Of(pipeline, job, run))) : [around];
    }

    /// <summary>A step in each run, where a matrix decides about its inputs; itself where that is too much.</summary>
    /// <param name="step">The step.</param>
    /// <param name="budget">How much may still be followed for each run.</param>
    public static IReadOnlyList<Step> OfInputs(Step step, VariantBudget budget)
    {
        var varying = step.Inputs.Where(input => input.Choices.Length > 1).ToList();
        return varying.Count == 0 || !budget.Take(Most) ? [step] : Each(step, varying, static (one, input, choice) => one with { Inputs = one.Inputs.Replace(input, input with { Value = choice, Interpolations = [], Secrets = [], Choices = [choice] }, ReferenceEqualityComparer.Instance) });
    }

    /// <summary>The variables of a step that a matrix decides about, by name.</summary>
    /// <param name="hasAround">Whether there are any around the step, as <see cref="HasChoices"/> says it of its pipeline and its job.</param>
    /// <param name="step">The step.</param>
    /// <param name="environment">What the files set there.</param>
    public static List<Setting> VaryingIn(bool hasAround, Step step, Lazy<IReadOnlyDictionary<string, Setting>> environment) =>
        hasAround || HasChoices(step.Variables) ? [.. environment.Value.Values.Where(variable => variable.Choices.Length > 1).OrderBy(variable => variable.Name, StringComparer.Ordinal)] : [];

    /// <summary>Whether a matrix decides about one of some variables.</summary>
    /// <param name="variables">They.</param>
    public static bool HasChoices(ImmutableArray<Setting> variables) => variables.Any(variable => variable.Choices.Length > 1);

    private static List<Step> Each(Step step, List<Setting> varying, Func<Step, Setting, string, Step> choose)
    {
        List<Step> runs = [step];
        if (varying.TrueForAll(setting => setting.ChoicesByRun && setting.Choices.Length == varying[0].Choices.Length))
        {
            return [.. Enumerable.Range(0, Math.Min(Most, varying[0].Choices.Length)).Select(run => varying.Aggregate(step, (one, setting) => choose(one, setting, setting.Choices[run])))];
        }

        foreach (var setting in varying.Where(setting => setting.Choices.Length * runs.Count <= Most))
        {
            runs = [.. runs.SelectMany(run => setting.Choices.Select(choice => choose(run, setting, choice)))];
        }

        return runs;
    }

    private static Step Chosen(Step step, Setting variable, string choice) => step with { Variables = step.Variables.Add(variable with { Choices = [choice] }) };
}
