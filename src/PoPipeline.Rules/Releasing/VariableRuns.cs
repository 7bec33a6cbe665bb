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
    /// <param name="budget">How much may still be followed for each run.</param>
    public static IEnumerable<Lazy<InstallSurroundings>> Of(Pipeline pipeline, Job job, Step step, Script script, Lazy<InstallSurroundings> around, VariantBudget budget)
    {
        if (!HasChoices(pipeline.Variables) && !HasChoices(job.Variables) && !HasChoices(step.Variables))
        {
            return [around];
        }

        var chosen = StepEnvironment.Of(pipeline, job, step).Values.Where(variable => variable.Choices.Length > 1 && script.Text.Contains(variable.Name, StringComparison.Ordinal)).OrderBy(variable => variable.Name, StringComparer.Ordinal).ToList();
        if (chosen.Count == 0)
        {
            return [around];
        }

        if (!budget.Take(chosen.Count))
        {
            return [around];
        }

        List<Step> runs = [step];
        if (chosen.TrueForAll(variable => variable.ChoicesByRun && variable.Choices.Length == chosen[0].Choices.Length))
        {
            runs = [.. Enumerable.Range(0, Math.Min(Most, chosen[0].Choices.Length)).Select(run => chosen.Aggregate(step, (one, variable) => Chosen(one, variable, variable.Choices[run])))];
        }
        else
        {
            foreach (var variable in chosen.Where(variable => variable.Choices.Length * runs.Count <= Most))
            {
                runs = [.. runs.SelectMany(run => variable.Choices.Select(choice => Chosen(run, variable, choice)))];
            }
        }

        return budget.Take((long)runs.Count * (1 + script.Commands.Length)) ? runs.Select(run => new Lazy<InstallSurroundings>(() => StepSurroundings.Of(pipeline, job, run))) : [around];
    }

    private static bool HasChoices(ImmutableArray<Setting> variables) => variables.Any(variable => variable.Choices.Length > 1);

    private static Step Chosen(Step step, Setting variable, string choice) => step with { Variables = step.Variables.Add(variable with { Choices = [choice] }) };
}
