using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Calls;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Rules.Releasing;

/// <summary>The conditions of the scripts that the steps of a job run, themselves or by what they call.</summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="job">The job.</param>
internal sealed class CalledConditions(Pipeline pipeline, Job job)
{
    private static readonly ConditionalWeakTable<Script, VariableChoices> Choices = [];

    private readonly SureVariables sure = new(pipeline, job);
    private readonly Dictionary<Script, (ScriptConditions Conditions, int Last)> known = new(ReferenceEqualityComparer.Instance);
    private Lazy<InstallSurroundings> around = new(InstallSurroundings.None);
    private Lazy<FollowedVariables>? ofStep;

    /// <summary>Those of the script that the command taken last stands in.</summary>
    public ScriptConditions Now { get; private set; } = null!;

    /// <summary>What the variables of a script may hold by what it says itself.</summary>
    /// <param name="script">The script.</param>
    public static VariableChoices ChoicesOf(Script script) => Choices.GetValue(script, static script => VariableChoices.In(script, VariableChoices.None));

    /// <summary>Goes on to the next step.</summary>
    /// <param name="step">The step.</param>
    public void Begin(Step step)
    {
        known.Clear();
        var texts = new Lazy<FollowedVariables>(() => FollowedVariables.In(step.Scripts));
        ofStep = texts;

        // What the step sets itself, what it calls is handed or not.
        around = new(() => sure.Of(step, StepSurroundings.Of(pipeline, job, step)) is var found ? found with { Variables = texts.Value.Around(found.Variables) } : found);
    }

    /// <summary>Takes the next command of the step.</summary>
    /// <param name="command">The command.</param>
    public void Take(FollowedCommand command)
    {
        // The same script again is another run of it.
        var isNew = !known.TryGetValue(command.Script, out var before) || command.Index <= before.Last;
        Now = isNew ? ConditionsOf(command) : before.Conditions;
        known[command.Script] = (Now, command.Index);
    }

    /// <summary>Whether a command, which was taken, is never run.</summary>
    /// <param name="command">The command.</param>
    public bool AreFalse(FollowedCommand command) => known[command.Script].Conditions.IsLeftOut(command.Index);

    private ScriptConditions ConditionsOf(FollowedCommand command)
    {
        var (outer, surroundings, isOwn, isSourced) = (around, command.Surroundings, command.Way is null, command.Way is { IsSourced: true });
        var start = isOwn ? outer : new Lazy<InstallSurroundings>(() => isSourced ? InstallSurroundings.None : outer.Value with { Variables = Handed(outer.Value.Variables, surroundings.Value.Variables) });
        return new ScriptConditions(command.Script, ChoicesOf(command.Script), start, new Lazy<FollowedVariables>(() => FollowedVariables.In(command.Script)), isOwn ? ofStep : null);
    }

    // What reaches it as the files set it for the step.
    private static ImmutableDictionary<string, ToolSetting> Handed(ImmutableDictionary<string, ToolSetting> ofStep, ImmutableDictionary<string, ToolSetting> here) =>
        ofStep.RemoveRange(ofStep.Values.Where(variable => here.GetValueOrDefault(variable.Name)?.Value != variable.Value).Select(variable => variable.Name));
}
