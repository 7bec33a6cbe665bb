using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions.Validation;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>
/// Finds the keys that nobody here knows. What stands below a key that GitHub has learned since would be passed over in silence otherwise: a step may run
/// something by it, a job may, and a run may be started by it.
/// </summary>
internal static class UnknownKeys
{
    private static readonly FrozenSet<string> OfWorkflow = Keys(WorkflowShapes.Workflow);
    private static readonly FrozenSet<string> OfJob = Keys(WorkflowShapes.Job, WorkflowShapes.Call);
    private static readonly FrozenSet<string> OfRuns = Keys(ActionShapes.Script, ActionShapes.Container, ActionShapes.Composite);

    private static readonly FrozenSet<string> OfStep = Keys(
        WorkflowShapes.Run, WorkflowShapes.Use, WorkflowShapes.Wait, WorkflowShapes.WaitAll, WorkflowShapes.Cancel, WorkflowShapes.Parallel, ActionShapes.Run, ActionShapes.Use);

    // What narrows one event is known of every other: where it cannot stand, it only keeps the event from narrowing.
    private static readonly FrozenSet<string> OfEvent =
        [.. Keys([.. EventShapes.All.Values.OfType<MapShape>()]), "types", "inputs", "secrets", "outputs"];

    /// <summary>The keys of a file's triggers, jobs and steps, and of the file itself, that are not known.</summary>
    public static ImmutableArray<Located<string>> Of(ActionsFile file)
    {
        var found = ImmutableArray.CreateBuilder<Located<string>>();
        if (file.Kind is PipelineKind.Workflow)
        {
            Add(file.Root, key => OfWorkflow.Contains(key) || key is TriggerReader.RewrittenOn, found);
            Events(TriggerReader.On(file.Root), found);
        }

        foreach (var job in file.Jobs)
        {
            Add(job.Node, file.Kind is PipelineKind.Workflow ? OfJob.Contains : OfRuns.Contains, found);
            Steps(job.Node.Sequence("steps"), found);
        }

        return found.DrainToImmutable();
    }

    private static void Events(YamlNode? on, ImmutableArray<Located<string>>.Builder found)
    {
        var events = on is YamlMapping mapping ? mapping.Entries : [.. on.Scalars().Select(name => new YamlEntry(name, name))];
        foreach (var entry in events)
        {
            if (!EventShapes.All.ContainsKey(entry.Key.Value))
            {
                found.Add(new Located<string>(entry.Key.Value, entry.Key.Span));
            }
            else
            {
                Add(entry.Value as YamlMapping, OfEvent.Contains, found);
            }
        }
    }

    // A document nests only as deep as the reader lets it.
    private static void Steps(YamlSequence? steps, ImmutableArray<Located<string>>.Builder found)
    {
        foreach (var step in steps?.Items.OfType<YamlMapping>() ?? [])
        {
            Add(step, OfStep.Contains, found);
            Steps(step.Sequence(StepKinds.Parallel), found);
        }
    }

    private static void Add(YamlMapping? mapping, Func<string, bool> isKnown, ImmutableArray<Located<string>>.Builder found)
    {
        foreach (var entry in mapping?.Entries ?? [])
        {
            if (!isKnown(entry.Key.Value))
            {
                found.Add(new Located<string>(entry.Key.Value, entry.Key.Span));
            }
        }
    }

    private static FrozenSet<string> Keys(params ReadOnlySpan<MapShape> shapes)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var shape in shapes)
        {
            keys.UnionWith(shape.Keys.Keys);
        }

        return keys.ToFrozenSet(StringComparer.Ordinal);
    }
}
