using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Narrows who starts a <c>workflow_run</c>: the one who started the workflows that it waits for, where all of them are known.</summary>
internal static class WorkflowRuns
{
    private const string Name = "workflow_run";

    /// <summary>The triggers of a file, by what is known of the other files.</summary>
    /// <param name="file">The file.</param>
    /// <param name="byName">Every workflow by its name, or by its path where it has none.</param>
    public static ImmutableArray<Trigger> Narrow(ActionsFile file, ILookup<string, ActionsFile> byName)
    {
        if (!file.Triggers.Any(trigger => trigger.Name is Name))
        {
            return file.Triggers;
        }

        var awaited = (TriggerReader.On(file.Root) as YamlMapping).Mapping(Name)?["workflows"].Scalars().Select(name => name.Value).ToList() ?? [];
        var sources = awaited.SelectMany(name => byName[name]).SelectMany(workflow => workflow.Triggers).ToList();
        if (awaited.Count == 0 || awaited.Exists(name => !byName.Contains(name)) || sources.Count == 0)
        {
            return file.Triggers;
        }

        // Its own kind, a call, or an unknown event leave it open.
        var startedBy = sources.Max(trigger => trigger.Name is Name || trigger.IsCall || trigger.StartedBy is Origin.Unknown ? Origin.Outsider : trigger.StartedBy);
        return [.. file.Triggers.Select(trigger => trigger.Name is Name ? trigger with { StartedBy = startedBy } : trigger)];
    }

    /// <summary>Every workflow by the name that others wait for.</summary>
    public static ILookup<string, ActionsFile> ByName(IEnumerable<ActionsFile> files) =>
        files.Where(file => file.Kind is PipelineKind.Workflow)
            .ToLookup(file => file.Root.Scalar("name")?.Value ?? file.Path, StringComparer.Ordinal);
}
