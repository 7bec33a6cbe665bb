using System.Runtime.CompilerServices;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.Analysis;

/// <summary>Tells what is switched off for good: by a condition that is false whatever the run is, by waiting for a job that is, or by the script that it stands in.</summary>
internal static class NeverRuns
{
    private static readonly ConditionalWeakTable<Pipeline, HashSet<Job>> Known = [];

    /// <summary>Whether a step is, or its job.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="job">The job.</param>
    /// <param name="step">The step.</param>
    public static bool Is(Pipeline pipeline, Job job, Step step) => IsFalse(pipeline, step.Condition) || Is(pipeline, job);

    /// <summary>Whether a job is.</summary>
    /// <param name="pipeline">Its pipeline.</param>
    /// <param name="job">The job.</param>
    public static bool Is(Pipeline pipeline, Job job) => Known.GetValue(pipeline, static pipeline => Of(pipeline)).Contains(job);

    /// <summary>Whether a command is, by its script: also in a function whose name stands nowhere else in its step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="script">The script.</param>
    /// <param name="index">The command.</param>
    public static bool Is(Step step, Script script, int index) =>
        Is(script, index, step.Scripts.Contains(script) ? step.Scripts.Remove(script) : [], isOpen: ScriptFacts.Of(script).Sources);

    /// <summary>Whether a command is, by its script and those that are run beside it: also in a function whose name stands nowhere else in all of them.</summary>
    /// <param name="script">The script.</param>
    /// <param name="index">The command.</param>
    /// <param name="others">What else may call the functions of the script.</param>
    public static bool Is(Script script, int index, IReadOnlyCollection<Script> others) => Is(script, index, others, isOpen: false);

    private static bool Is(Script script, int index, IReadOnlyCollection<Script> others, bool isOpen) =>
        ScriptFacts.Of(script) is var facts && (facts.IsLeftOut(index) || (!isOpen && facts.FunctionsAround(index).Any(function => !IsNamed(function.Name, script, function.Text, others))));

    // Another place may call it, hand it to a program, or have it run at the end; what is computed may be any name.
    private static bool IsNamed(string name, Script script, Range function, IReadOnlyCollection<Script> others) =>
        ScriptFacts.Of(script).RunsWhatIsComputed
        || IsNamedOutside(name, script.Text, function)
        || others.Any(other => !ReferenceEquals(other, script) && ScriptFacts.Of(other) is var facts && (facts.RunsWhatIsComputed || facts.Names(name)));

    private static bool IsNamedOutside(string name, string text, Range function)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var isInside = at >= function.Start.Value && at < function.End.Value;
            if (!isInside && !IsOfName(text, at - 1) && !IsOfName(text, at + name.Length))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfName(string text, int at) => at >= 0 && at < text.Length && ScriptFacts.IsOfName(text[at]);

    private static HashSet<Job> Of(Pipeline pipeline)
    {
        var never = pipeline.Jobs.Where(job => IsByItself(pipeline, job));
        return PlatformProfiles.Of(pipeline.Platform).LeavesOutWhatWaits ? JobOrder.Of(pipeline).LeftOutWith(never) : new HashSet<Job>(never, ReferenceEqualityComparer.Instance);
    }

    private static bool IsByItself(Pipeline pipeline, Job job) => job.Start is { Kind: StartKind.Never } || IsFalse(pipeline, job.Condition);

    // Whatever the run is, or on all that starts the pipeline.
    private static bool IsFalse(Pipeline pipeline, Condition? condition) => condition is { IsNever: true }
        || (condition is { NeverOn.IsEmpty: false } && !pipeline.Triggers.IsEmpty && pipeline.Triggers.All(trigger => !trigger.IsCall && condition.NeverOn.Contains(trigger.Name)));
}
