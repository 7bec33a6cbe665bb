using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>The volumes that the steps of a run's tasks mount, by name.</summary>
/// <param name="Names">The names; null where not all of them are known.</param>
internal sealed record MountedVolumes(ImmutableHashSet<string>? Names)
{
    private const int MostTasks = 500;

    private static readonly MountedVolumes Unknown = new((ImmutableHashSet<string>?)null);

    /// <summary>Whether a volume is mounted, or may be.</summary>
    /// <param name="name">Its name; null where none is written.</param>
    public bool Has(YamlScalar? name) => Names is null || name is null || Names.Contains(name.Value);

    /// <summary>Those of a run.</summary>
    /// <param name="spec">What is wanted of the run.</param>
    /// <param name="task">The task of its pipeline that is meant; null where all are.</param>
    /// <param name="resources">The resources of the repository, as the run sees them.</param>
    public static MountedVolumes Of(YamlMapping spec, string? task, ResourceSet resources)
    {
        if ((spec["taskSpec"] ?? spec["taskRef"]) is not null)
        {
            return Of([spec], resources);
        }

        return (spec["pipelineSpec"] as YamlMapping ?? CalledResources.Find(spec["pipelineRef"], "Pipeline", resources)?.Spec) is { } pipeline
            ? Of(PipelineTasks.All(pipeline).Where(one => task is null || one.Name == task).Select(one => one.Node), resources)
            : Unknown;
    }

    private static MountedVolumes Of(IEnumerable<YamlMapping> tasks, ResourceSet resources)
    {
        var names = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var (index, task) in tasks.Index())
        {
            if (index == MostTasks || (task["taskSpec"] as YamlMapping ?? CalledResources.Find(task["taskRef"], "Task", resources)?.Spec) is not { } spec)
            {
                return Unknown;
            }

            var containers = TaskReader.Steps(spec).Concat((spec["sidecars"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? []).Append(spec["stepTemplate"]).OfType<YamlMapping>().ToList();
            if (containers.Exists(container => container["ref"] is not null))
            {
                return Unknown;
            }

            foreach (var mount in containers.SelectMany(container => (container["volumeMounts"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? []))
            {
                if (mount["name"] is not YamlScalar name || name.Value.Contains('$', StringComparison.Ordinal))
                {
                    return Unknown;
                }

                names.Add(name.Value);
            }
        }

        return new MountedVolumes(names.ToImmutable());
    }
}
