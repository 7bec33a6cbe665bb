using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Reads what a run asks for of the pods of its tasks beyond what the tasks ask for.</summary>
/// <param name="resources">The resources of the repository, as the run sees them.</param>
/// <remarks>Source: https://tekton.dev/docs/pipelines/podtemplates/.</remarks>
internal sealed class PodTemplates(ResourceSet resources)
{
    private static readonly string[] Namespaces = ["hostNetwork", "hostPID", "hostIPC"];

    /// <summary>The jobs of a run, each with what its pods reach; what is for all of them is told of the first.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="spec">What is wanted of the run, as far as the cluster takes it.</param>
    public IEnumerable<Job> Follow(IEnumerable<Job> jobs, YamlMapping spec)
    {
        var found = In(spec).ToLookup(entry => entry.Task ?? "", entry => entry.Access, StringComparer.Ordinal);
        if (found.Count == 0)
        {
            return jobs;
        }

        var all = jobs.ToList();
        var names = all.Select(job => job.Id).ToHashSet(StringComparer.Ordinal);
        var others = found.Where(group => !names.Contains(group.Key)).SelectMany(group => group).ToList();
        return all.Select((job, index) => job with { HostAccess = [.. job.HostAccess, .. found[job.Id], .. index == 0 ? others : []] });
    }

    // With the name of the task that each is for; null where it is for all.
    private IEnumerable<(string? Task, HostAccess Access)> In(YamlMapping spec)
    {
        foreach (var template in new[] { spec["podTemplate"], (spec["taskRunTemplate"] as YamlMapping)?["podTemplate"] }.OfType<YamlMapping>())
        {
            foreach (var access in Of(template, new Lazy<MountedVolumes>(() => MountedVolumes.Of(spec, task: null, resources))))
            {
                yield return (null, access);
            }
        }

        foreach (var part in (spec["taskRunSpecs"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
        {
            var task = (part["pipelineTaskName"] as YamlScalar)?.Value;
            foreach (var access in new[] { part["podTemplate"], part["taskPodTemplate"] }.OfType<YamlMapping>().SelectMany(template => Of(template, new Lazy<MountedVolumes>(() => MountedVolumes.Of(spec, task, resources)))))
            {
                yield return (task, access);
            }
        }
    }

    private static IEnumerable<HostAccess> Of(YamlMapping template, Lazy<MountedVolumes> mounted)
    {
        foreach (var name in Namespaces)
        {
            if (template.Entry(name) is { Value: YamlScalar { Value: "true" } value } entry)
            {
                yield return new HostAccess(HostAccessKind.HostNamespace, $"{name}: true", entry.Key.Span.To(value.Span));
            }
        }

        foreach (var right in SecurityContexts.Rights(template["securityContext"] as YamlMapping))
        {
            yield return new HostAccess(right.Value is SecurityContexts.OfWindowsHost ? HostAccessKind.Privileged : HostAccessKind.Unconfined, right.Value, right.Span);
        }

        if (SecurityContexts.Administrator(template["securityContext"] as YamlMapping) is { } administrator)
        {
            yield return administrator;
        }

        foreach (var volume in (template["volumes"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
        {
            if ((volume["hostPath"] as YamlMapping)?["path"] is YamlScalar { IsNull: false } path)
            {
                yield return new HostAccess(mounted.Value.Has(volume["name"] as YamlScalar) ? KindOf(path.Value) : HostAccessKind.Unmounted, $"hostPath: {path.Value}", path.Span);
            }
        }
    }

    private static HostAccessKind KindOf(string path) =>
        path.EndsWith("docker.sock", StringComparison.Ordinal) || path.EndsWith("containerd.sock", StringComparison.Ordinal) || path.EndsWith("podman.sock", StringComparison.Ordinal) || path.EndsWith("crio.sock", StringComparison.Ordinal)
            ? HostAccessKind.Runtime
            : HostAccessKind.HostFiles;
}
