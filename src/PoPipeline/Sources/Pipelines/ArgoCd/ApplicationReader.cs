using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Deployments;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.ArgoCd;

/// <summary>Reads what is deployed: Applications, and the templates of those that an ApplicationSet makes.</summary>
/// <param name="windows">The windows in time of each project of the repository, by its name.</param>
internal sealed class ApplicationReader(ILookup<string, Located<string>> windows)
{
    /// <summary>Reads an Application.</summary>
    /// <param name="manifest">It.</param>
    /// <param name="reader">Takes what it names.</param>
    public Deployment Read(ArgoManifest manifest, SourceReader reader)
    {
        var deployment = new Deployment { Span = manifest.Span };
        return manifest.Spec is not { } spec ? deployment : Of(deployment, manifest.Metadata, spec, reader, generated: null);
    }

    /// <summary>Reads an ApplicationSet.</summary>
    /// <param name="manifest">It.</param>
    /// <param name="reader">Takes what it names.</param>
    public Deployment ReadSet(ArgoManifest manifest, SourceReader reader)
    {
        var generated = new GeneratedTexts(manifest.Spec?["generators"]);
        var deployment = new Deployment { Span = manifest.Span, Proposals = generated.Proposals, AreProposalsGuarded = generated.Proposals is not null && generated.AreGuarded };
        var templates = generated.Templates.Prepend(manifest.Spec?["template"] as YamlMapping).OfType<YamlMapping>();
        foreach (var template in templates)
        {
            var metadata = template["metadata"] as YamlMapping;
            if (template["spec"] is YamlMapping spec)
            {
                deployment = Of(deployment, metadata, spec, reader, generated);
            }
        }

        // A template takes the address of each cluster from what a generator lists.
        var servers = templates.Select(template => (template["spec"] as YamlMapping)?["destination"] as YamlMapping).Select(destination => (destination?["server"] as YamlScalar)?.Value.Trim()).OfType<string>()
            .Where(server => server.StartsWith("{{", StringComparison.Ordinal) && server.EndsWith("}}", StringComparison.Ordinal)).Select(server => server[2..^2].Trim().TrimStart('.')).ToHashSet(StringComparer.Ordinal);
        foreach (var (kind, body, key) in generated.All)
        {
            foreach (var server in kind is "list" ? ((body["elements"] as YamlSequence)?.Items ?? []).OfType<YamlMapping>().SelectMany(element => servers.Select(name => element[name])).OfType<YamlScalar>() : [])
            {
                reader.Connect(server);
            }

            if (kind is "git" && body["repoURL"] is YamlScalar url)
            {
                reader.Connect(url);
                foreach (var part in new[] { body["directories"], body["files"] }.OfType<YamlSequence>().SelectMany(list => list.Items).OfType<YamlMapping>().Where(part => part["exclude"] is not YamlScalar { Value: "true" }))
                {
                    // What stands before the first star is a folder.
                    var path = (part["path"] as YamlScalar)?.Value ?? "";
                    reader.Name(url, path.IndexOfAny(['*', '?', '[', '{']) is >= 0 and var star ? path[..(path.LastIndexOf('/', star) is >= 0 and var slash ? slash : 0)] : path);
                }
            }

            if (kind is "scmProvider" && body["filters"] is not YamlSequence { Items.IsEmpty: false })
            {
                deployment = deployment with { Grants = deployment.Grants.Add(new WideGrant(WideGrantKind.EveryRepository, kind, key.Span)) };
            }
        }

        return deployment with
        {
            TierNames = [.. Name(manifest.Metadata?["name"]), .. deployment.TierNames],
            Filled = [.. deployment.Filled, .. manifest.Spec?["templatePatch"] is YamlScalar patch ? generated.In(patch, FilledPart.Deployment) : []],
        };
    }

    private Deployment Of(Deployment deployment, YamlMapping? metadata, YamlMapping spec, SourceReader reader, GeneratedTexts? generated)
    {
        reader.Read(spec);
        var destination = spec["destination"] as YamlMapping;
        if (destination?["server"] is YamlScalar { IsNull: false } server)
        {
            reader.Connect(server);
        }

        var automated = (spec["syncPolicy"] as YamlMapping)?.Entry("automated");
        var isAutomated = automated is not null && automated.Value is not YamlScalar { IsNull: false } && (automated.Value as YamlMapping)?["enabled"] is not YamlScalar { Value: "false" };
        var project = spec["project"] as YamlScalar;
        return deployment with
        {
            TierNames = [.. deployment.TierNames, .. Names(metadata, spec, destination)],
            Destinations = [.. deployment.Destinations, .. Destinations(destination)],
            Automation = deployment.Automation ?? (isAutomated ? automated!.Key.Span : null),
            Windows = [.. deployment.Windows, .. project is null ? [] : windows[project.Value]],
            Grants = [.. deployment.Grants, .. Grants(project, generated)],
            Filled = [.. deployment.Filled, .. generated is null ? [] : SourceReader.SourcesOf(spec).Select(source => (source["helm"] as YamlMapping)?["values"]).OfType<YamlScalar>().SelectMany(values => generated.In(values, FilledPart.Values))],
        };
    }

    private static IEnumerable<WideGrant> Grants(YamlScalar? project, GeneratedTexts? generated)
    {
        if (project is null or { IsNull: true } || project.Value is "default" or "")
        {
            return project is { Value: "default" } ? [new WideGrant(WideGrantKind.OpenGroup, project.Value, project.Span)] : [];
        }

        if (generated is null || !project.Value.Contains("{{", StringComparison.Ordinal))
        {
            return [];
        }

        return generated.Of(project.Value) switch
        {
            { Origin: Origin.Outsider } => [new WideGrant(WideGrantKind.NamedByOutsiders, project.Value, project.Span)],
            { Origin: Origin.Contributor, Charset: not Charset.Fixed } => [new WideGrant(WideGrantKind.NamedByContributors, project.Value, project.Span)],
            _ => [],
        };
    }

    private static IEnumerable<Located<string>> Names(YamlMapping? metadata, YamlMapping spec, YamlMapping? destination) =>
    [
        .. Name(metadata?["name"]),
        .. ((metadata?["labels"] as YamlMapping)?.Entries ?? []).Where(label => label.Key.Value.Contains("env", StringComparison.OrdinalIgnoreCase) || label.Key.Value.Contains("tier", StringComparison.OrdinalIgnoreCase) || label.Key.Value.Contains("stage", StringComparison.OrdinalIgnoreCase)).SelectMany(label => Name(label.Value)),
        .. Name(destination?["name"]),
        .. Name(destination?["namespace"]),
        .. Name(spec["project"]),
        .. SourceReader.SourcesOf(spec).SelectMany(source => Name(source["path"]).Concat(Name(source["targetRevision"]))),
        .. SourceReader.SourcesOf(spec).SelectMany(source => ((source["helm"] as YamlMapping)?["valueFiles"] as YamlSequence)?.Items ?? []).SelectMany(Name),
    ];

    private static IEnumerable<Located<string>> Name(YamlNode? node) => node is YamlScalar { IsNull: false } name && !name.Value.Contains("{{", StringComparison.Ordinal) ? [new Located<string>(name.Value, name.Span)] : [];

    private static IEnumerable<Destination> Destinations(YamlMapping? destination)
    {
        if (destination is null || (destination["server"] ?? destination["name"]) is not YamlScalar { IsNull: false } server)
        {
            return [];
        }

        var space = destination["namespace"] as YamlScalar;
        var isOwn = server.Value is "https://kubernetes.default.svc" or "https://kubernetes.default.svc.cluster.local" or "in-cluster";
        var isOfSystem = space is not null && (space.Value is "argocd" or "openshift-gitops" || space.Value.StartsWith("kube-", StringComparison.Ordinal));
        return [new Destination(isOfSystem ? space!.Value : server.Value, isOfSystem ? space!.Span : server.Span, isOwn, isOfSystem)];
    }
}
