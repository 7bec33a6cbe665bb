using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>Reads pods: manifests that stand in texts, and templates in Groovy.</summary>
/// <remarks>Source: https://plugins.jenkins.io/kubernetes/.</remarks>
/// <param name="file">The file.</param>
/// <param name="values">Says who controls what is pasted.</param>
/// <param name="resources">The files of the repository, some of which are manifests; null where nothing is looked up.</param>
internal sealed class PodReader(JenkinsText file, ValueReader values, RepositoryTexts? resources)
{
    private static readonly string[] Lists = ["containers", "initContainers", "ephemeralContainers"];

    /// <summary>Reads a template: <c>podTemplate(…)</c>, or what stands in <c>kubernetes { }</c>.</summary>
    /// <param name="nodes">Its arguments, or its statements.</param>
    public Pod Read(IEnumerable<GroovyNode> nodes)
    {
        var pod = Pod.None;
        foreach (var node in nodes.SelectMany(node => node.All()))
        {
            switch (node)
            {
                case GroovyCall { Name: "yaml" } call when call.Positional.FirstOrDefault() is { } manifest:
                    pod = pod.With(Manifest(manifest));
                    break;
                case GroovyCall { Name: "yamlFile" } call when Named(call.Positional.FirstOrDefault()) is { } text:
                    pod = pod.With(Manifest(text));
                    break;
                case GroovyCall { Name: "containerTemplate" } call:
                    pod = pod.With(Template(call));
                    break;
                case GroovyCall { Name: "hostPathVolume" } call when (call["hostPath"] ?? call.Positional.FirstOrDefault()) is { } path && file.Said(path) is { } said:
                    pod = pod.With(new Pod([], [new HostAccess(KindOf(said.Value), $"hostPath: {said.Value}", file.PlaceOf(path))]));
                    break;
                case GroovyCall call when call["yaml"] is { } manifest:
                    pod = pod.With(Manifest(manifest));
                    break;
                case GroovyCall call when Named(call["yamlFile"]) is { } text:
                    pod = pod.With(Manifest(text));
                    break;
            }
        }

        return pod;
    }

    private JenkinsText? Named(GroovyNode? node) =>
        (node is GroovyName { Name: var variable } ? values.WrittenAs(variable) : node) is GroovyText name && LoadedFile.PathOf(name) is { } path ? resources?.Find(path) : null;

    private Pod Template(GroovyCall call)
    {
        // Either 'containerTemplate(name: …)' or 'containerTemplate { name …; image … }'.
        GroovyNode? Of(string name) => call[name] ?? call.Body?.Body.OfType<GroovyCall>().FirstOrDefault(inner => inner.Name == name)?.Positional.FirstOrDefault();
        ImmutableArray<HostAccess> access = Of("privileged") is GroovyConstant { Text: "true" } privileged ? [new HostAccess(HostAccessKind.Privileged, "privileged: true", file.PlaceOf(privileged))] : [];
        var image = new ReuseReader(file).Image(Of("image"));
        return new Pod(image is null ? [] : [new Container { Name = file.Said(Of("name"))?.Value ?? "", Image = image, Command = [.. new[] { Of("command"), Of("args") }.Select(file.Said).OfType<Located<string>>().Where(said => said.Value.Length > 0)] }], access);
    }

    private static IEnumerable<Located<string>> Words(YamlNode? node, Func<int, int, Place> placeOf) =>
        ((node as YamlSequence)?.Items ?? (node is null ? [] : [node])).OfType<YamlScalar>().Where(word => !word.IsNull).Select(word => new Located<string>(word.Value, placeOf(word.SourceStart, word.SourceEnd - word.SourceStart)));

    private Pod Manifest(GroovyNode node)
    {
        if (resources?.Read(values.Listed(node)) is { } resource)
        {
            return Manifest(resource);
        }

        var text = new ProgramText(node, file, values);
        return text.Text.Contains('\n', StringComparison.Ordinal) ? Manifest(file.Path, text.Text, text.PlaceOf) : Pod.None;
    }

    private static Pod Manifest(JenkinsText text) => Manifest(text.Path, text.Text, (offset, length) => text.PlaceOf(offset, offset + length));

    private static Pod Manifest(string path, string text, Func<int, int, Place> placeOf)
    {
        var document = YamlReader.Read(path, text);
        if (document.Root is not YamlMapping root || (root["spec"] as YamlMapping ?? root) is not { } spec)
        {
            return Pod.None;
        }

        var containers = ImmutableArray.CreateBuilder<Container>();
        var access = ImmutableArray.CreateBuilder<HostAccess>();
        foreach (var container in Lists.SelectMany(list => (spec[list] as YamlSequence)?.Items ?? []).OfType<YamlMapping>())
        {
            if (container["image"] is YamlScalar { IsNull: false } image && ReuseReader.Image(image.Value, placeOf(image.SourceStart, image.SourceEnd - image.SourceStart)) is { } reference)
            {
                containers.Add(new Container { Name = (container["name"] as YamlScalar)?.Value ?? "", Image = reference, Command = [.. Words(container["command"], placeOf), .. Words(container["args"], placeOf)] });
            }

            if ((container["securityContext"] as YamlMapping)?.Entry("privileged") is { Value: YamlScalar { Value: "true" } value } entry)
            {
                access.Add(new HostAccess(HostAccessKind.Privileged, "privileged: true", placeOf(entry.Key.SourceStart, value.SourceEnd - entry.Key.SourceStart)));
            }
        }

        foreach (var name in (string[])["hostNetwork", "hostPID", "hostIPC"])
        {
            if (spec.Entry(name) is { Value: YamlScalar { Value: "true" } value } entry)
            {
                access.Add(new HostAccess(HostAccessKind.HostNamespace, $"{name}: true", placeOf(entry.Key.SourceStart, value.SourceEnd - entry.Key.SourceStart)));
            }
        }

        foreach (var volume in (spec["volumes"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
        {
            if ((volume["hostPath"] as YamlMapping)?["path"] is YamlScalar folder)
            {
                access.Add(new HostAccess(KindOf(folder.Value), $"hostPath: {folder.Value}", placeOf(folder.SourceStart, folder.SourceEnd - folder.SourceStart)));
            }
        }

        return new Pod(containers.ToImmutable(), access.ToImmutable());
    }

    private static HostAccessKind KindOf(string path) =>
        path.Contains("docker.sock", StringComparison.Ordinal) || path.Contains("containerd.sock", StringComparison.Ordinal) || path.Contains("podman.sock", StringComparison.Ordinal) || path.Contains("crio.sock", StringComparison.Ordinal)
            ? HostAccessKind.Runtime
            : HostAccessKind.HostFiles;
}

/// <summary>The containers of a pod, and what they reach of the machine that it runs on.</summary>
/// <param name="Containers">The containers.</param>
/// <param name="Access">What they reach.</param>
internal sealed record Pod(ImmutableArray<Container> Containers, ImmutableArray<HostAccess> Access)
{
    /// <summary>One without containers.</summary>
    public static Pod None { get; } = new([], []);

    /// <summary>Both together.</summary>
    public Pod With(Pod other) => new([.. Containers, .. other.Containers], [.. Access, .. other.Access]);
}
