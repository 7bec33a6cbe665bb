using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Tekton.Konflux;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Finds the files of the repository that resources name by their paths: whatever they are called, they hold what runs.</summary>
internal static class NamedFiles
{
    private const string PathInput = "pathInRepo";

    /// <summary>The files, by what annotations have fetched and by what a resolver takes from the commit that the run is for.</summary>
    /// <param name="resources">The resources that are read.</param>
    public static IEnumerable<string> In(ResourceSet resources)
    {
        foreach (var resource in resources.All)
        {
            if (resource.Kind is "PipelineRun" or "Pipeline")
            {
                foreach (var (_, file) in RemoteTasks.Of(resource).Files)
                {
                    yield return file.Name;
                }
            }

            foreach (var reference in Resolved(resource.Root))
            {
                if (KnownTasks.Value(reference["params"] as YamlSequence, PathInput) is { } path && ReferenceReader.Of(reference, "Task", resources) is { Pin: Pin.Local, Publisher: Publisher.SameRepository })
                {
                    yield return CalledResources.PathOf(path);
                }
            }
        }
    }

    private static IEnumerable<YamlMapping> Resolved(YamlMapping root)
    {
        var seen = new HashSet<YamlNode>(ReferenceEqualityComparer.Instance);
        var open = new Stack<YamlNode>([root]);
        while (open.TryPop(out var node))
        {
            if (node is YamlScalar || !seen.Add(node))
            {
                continue;
            }

            if (node is YamlSequence sequence)
            {
                foreach (var item in sequence.Items)
                {
                    open.Push(item);
                }
            }
            else if (node is YamlMapping mapping)
            {
                if (mapping["resolver"] is YamlScalar)
                {
                    yield return mapping;
                }

                foreach (var entry in mapping.Entries)
                {
                    open.Push(entry.Value);
                }
            }
        }
    }
}
