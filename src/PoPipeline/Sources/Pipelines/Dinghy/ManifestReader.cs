using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Pipelines.Tekton;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Dinghy;

/// <summary>Reads the pods in the manifests of Kubernetes that stages hold.</summary>
/// <param name="texts">Reads their texts.</param>
/// <param name="artifacts">Reads their images.</param>
/// <remarks>Source: https://spinnaker.io/docs/guides/user/kubernetes-v2/ and https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/.</remarks>
internal sealed class ManifestReader(DinghyTexts texts, ArtifactReader artifacts)
{
    private static readonly string[] Namespaces = ["hostNetwork", "hostPID", "hostIPC"];

    private const int Deepest = 12;
    private const int MostPods = 200;

    /// <summary>The descriptions of pods in a stage: objects that have containers.</summary>
    /// <param name="stage">The stage.</param>
    public static IEnumerable<YamlMapping> Pods(YamlMapping stage) =>
        new[] { stage["manifest"], stage["manifests"], stage["containers"] is null ? null : stage, stage["container"] is null ? null : stage }.SelectMany(node => In(node, 0)).Take(MostPods);

    /// <summary>By what a pod reaches the machine that it runs on, beside its containers.</summary>
    /// <param name="pod">The pod.</param>
    public static IEnumerable<HostAccess> Holes(YamlMapping pod) =>
        Namespaces.Select(pod.Entry).OfType<YamlEntry>().Where(entry => Nodes.IsTrue(entry.Value))
            .Select(entry => new HostAccess(HostAccessKind.HostNamespace, $"{entry.Key.Value}: true", entry.Key.Span.Path == entry.Value.Span.Path ? entry.Key.Span.To(entry.Value.Span) : entry.Key.Span));

    /// <summary>The containers of a pod that the stage deploys.</summary>
    /// <param name="pod">The pod.</param>
    public IEnumerable<Container> Containers(YamlMapping pod)
    {
        var volumes = Volumes(pod);
        return Written(pod).Select((container, index) => Container(container, index, volumes)).OfType<Container>();
    }

    /// <summary>The containers of a pod that the stage runs, each as a step.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="subject">The logical place, for fingerprints.</param>
    public IEnumerable<Step> Steps(YamlMapping pod, string subject)
    {
        var volumes = Volumes(pod);
        foreach (var (index, container) in Written(pod).Index())
        {
            var key = Nodes.Text(container["name"])?.Value ?? $"container-{index + 1}";
            yield return new Step
            {
                Key = key,
                Span = container.Span,
                Container = Container(container, index, volumes),
                Variables = [.. Variables(container, $"{subject}/{key}")],
                Scripts = [.. Scripts(container, $"{subject}/{key}")],
            };
        }
    }

    private static IEnumerable<YamlMapping> In(YamlNode? node, int depth)
    {
        if (depth > Deepest)
        {
            return [];
        }

        return node switch
        {
            YamlMapping mapping when mapping["containers"] is YamlSequence || mapping["container"] is YamlMapping => [mapping],
            YamlMapping mapping => mapping.Entries.SelectMany(entry => In(entry.Value, depth + 1)),
            YamlSequence list => list.Items.SelectMany(item => In(item, depth + 1)),
            _ => [],
        };
    }

    private static IEnumerable<YamlMapping> Written(YamlMapping pod) =>
        Nodes.Objects(pod["initContainers"]).Concat(Nodes.Objects(pod["containers"])).Concat(pod["container"] is YamlMapping one ? [one] : []);

    private Container? Container(YamlMapping container, int index, Dictionary<string, Located<string>> volumes)
    {
        if (ImageOf(container) is not { } image)
        {
            return null;
        }

        return new Container
        {
            Name = Nodes.Text(container["name"])?.Value ?? $"container-{index + 1}",
            Image = artifacts.Image(image),
            Volumes = [.. Nodes.Objects(container["volumeMounts"]).Select(mount => Nodes.Text(mount["name"]) is { } name ? volumes.GetValueOrDefault(name.Value) : null).OfType<Located<string>>().Distinct()],
            Rights = [.. Rights(container["securityContext"] as YamlMapping)],
        };
    }

    // 'image', or what Spinnaker's own description of a container calls it.
    private static YamlScalar? ImageOf(YamlMapping container) =>
        Nodes.Text(container["image"]) ?? Nodes.Text((container["imageDescription"] as YamlMapping)?["imageId"]);

    private static IEnumerable<Located<string>> Rights(YamlMapping? security)
    {
        if (security?.Entry("privileged") is { } privileged && Nodes.IsTrue(privileged.Value))
        {
            yield return new Located<string>("privileged: true", privileged.Key.Span.Path == privileged.Value.Span.Path ? privileged.Key.Span.To(privileged.Value.Span) : privileged.Key.Span);
        }

        foreach (var added in Nodes.Texts((security?["capabilities"] as YamlMapping)?["add"]))
        {
            yield return new Located<string>(added.Value, added.Span);
        }
    }

    private IEnumerable<Setting> Variables(YamlMapping container, string subject) =>
        Nodes.Objects(container["env"] ?? container["envVars"]).Where(entry => Nodes.Text(entry["name"]) is not null && entry["value"] is YamlScalar).Select(entry => texts.Setting((YamlScalar)entry["name"]!, (YamlScalar)entry["value"]!, subject));

    private IEnumerable<Script> Scripts(YamlMapping container, string subject)
    {
        var words = Nodes.Texts(container["command"]).Concat(Nodes.Texts(container["args"])).ToImmutableArray();
        for (var index = 0; index + 1 < words.Length; index++)
        {
            if (words[index].Value is ['-', .., 'c'] or "-Command" && Shebang.ProgramOf(words[0].Value) is var shell and not ShellKind.Unknown)
            {
                return [texts.Script(words[index + 1], shell, subject)];
            }
        }

        // A program and its arguments, each a word: what is put there stays one.
        return container["command"] is null || words.Length == 0 || words.Any(texts.IsOpen) ? [] : [Plain(words, subject)];
    }

    private Script Plain(ImmutableArray<YamlScalar> words, string subject)
    {
        var text = new System.Text.StringBuilder();
        var anchors = ImmutableArray.CreateBuilder<TextAnchor>();
        foreach (var word in words)
        {
            var masked = texts.Masked(word, name: null, subject);
            var isPlain = masked.Length > 0 && masked.All(sign => char.IsLetterOrDigit(sign) || sign is '-' or '_' or '.' or '/' or ':' or '=' or ',' or '@' or '*' or '+');
            _ = text.Append(isPlain ? "" : "'");
            anchors.Add(new TextAnchor(text.Length, word.Span.Region.StartLine, word.Span.Region.StartColumn + (word.IsPlain ? 0 : 1)));
            _ = text.Append(isPlain ? masked : masked.Replace('\'', ' ')).Append(isPlain ? " " : "' ");
        }

        if (anchors[0].Offset > 0)
        {
            anchors[0] = anchors[0] with { Offset = 0 };
        }

        return new Script { Shell = ShellKind.Posix, Text = text.ToString().TrimEnd(), Span = words[0].Span, Anchors = anchors.DrainToImmutable() };
    }

    // What of the machine each volume is.
    private static Dictionary<string, Located<string>> Volumes(YamlMapping pod)
    {
        var known = new Dictionary<string, Located<string>>(StringComparer.Ordinal);
        foreach (var volume in Nodes.Objects(pod["volumes"]))
        {
            if (Nodes.Text(volume["name"]) is { } name && Nodes.Text((volume["hostPath"] as YamlMapping)?["path"]) is { } path)
            {
                known[name.Value] = new Located<string>(path.Value, path.Span);
            }
        }

        return known;
    }
}
