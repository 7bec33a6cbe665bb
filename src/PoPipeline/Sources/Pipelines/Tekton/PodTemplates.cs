using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Reads what a run asks for of the pods of its tasks beyond what the tasks ask for.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/podtemplates/.</remarks>
internal static class PodTemplates
{
    private static readonly string[] Namespaces = ["hostNetwork", "hostPID", "hostIPC"];

    /// <summary>What the pods reach of their machines, with the name of the task that each is for; null where it is for all.</summary>
    /// <param name="spec">What is wanted of the run.</param>
    public static IEnumerable<(string? Task, HostAccess Access)> In(YamlMapping spec) =>
        new[] { spec["podTemplate"], (spec["taskRunTemplate"] as YamlMapping)?["podTemplate"] }.OfType<YamlMapping>().SelectMany(Of).Select(access => ((string?)null, access))
            .Concat(((spec["taskRunSpecs"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? []).SelectMany(part =>
                new[] { part["podTemplate"], part["taskPodTemplate"] }.OfType<YamlMapping>().SelectMany(Of).Select(access => ((part["pipelineTaskName"] as YamlScalar)?.Value, access))));

    /// <summary>The jobs of a run, each with what its pods reach; what is for all of them is told of the first.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="spec">What is wanted of the run.</param>
    public static IEnumerable<Job> Follow(IEnumerable<Job> jobs, YamlMapping spec)
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

    private static IEnumerable<HostAccess> Of(YamlMapping template)
    {
        foreach (var name in Namespaces)
        {
            if (template.Entry(name) is { Value: YamlScalar { Value: "true" } value } entry)
            {
                yield return new HostAccess(HostAccessKind.HostNamespace, $"{name}: true", entry.Key.Span.To(value.Span));
            }
        }

        foreach (var volume in (template["volumes"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
        {
            if ((volume["hostPath"] as YamlMapping)?["path"] is YamlScalar { IsNull: false } path)
            {
                yield return new HostAccess(KindOf(path.Value), $"hostPath: {path.Value}", path.Span);
            }
        }
    }

    private static HostAccessKind KindOf(string path) =>
        path.EndsWith("docker.sock", StringComparison.Ordinal) || path.EndsWith("containerd.sock", StringComparison.Ordinal) || path.EndsWith("podman.sock", StringComparison.Ordinal) || path.EndsWith("crio.sock", StringComparison.Ordinal)
            ? HostAccessKind.Runtime
            : HostAccessKind.HostFiles;
}
