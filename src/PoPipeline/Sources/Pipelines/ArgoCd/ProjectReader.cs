using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Deployments;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.ArgoCd;

/// <summary>Reads projects: what those that belong to one may deploy, to where, and who looks after them.</summary>
internal static class ProjectReader
{
    /// <summary>Reads one.</summary>
    /// <param name="manifest">It.</param>
    public static Deployment Read(ArgoManifest manifest)
    {
        var spec = manifest.Spec;
        return new Deployment
        {
            Span = manifest.Span,
            Grants = spec is null ? [] : [.. Grants(spec), .. Roles(spec, manifest.Name)],
            Windows = [.. WindowsOf(spec)],
        };
    }

    /// <summary>The windows in time of a project, as written.</summary>
    /// <param name="spec">The specification of a project; null where it has none.</param>
    public static IEnumerable<Located<string>> WindowsOf(YamlMapping? spec) =>
        Mappings(spec?["syncWindows"]).Select(window => window["kind"] as YamlScalar).OfType<YamlScalar>().Select(kind => new Located<string>(kind.Value, kind.Span));

    private static IEnumerable<WideGrant> Grants(YamlMapping spec)
    {
        // An entry that forbids something narrows one that allows all.
        var sources = Scalars(spec["sourceRepos"]).ToList();
        if (!sources.Exists(source => source.Value.StartsWith('!')) && sources.Find(source => source.Value is "*" or "**") is { } any)
        {
            yield return new WideGrant(WideGrantKind.AnySource, "*", any.Span);
        }

        var destinations = Mappings(spec["destinations"]).ToList();
        var isNarrowed = destinations.Exists(destination => Word(destination, "server").StartsWith('!') || Word(destination, "name").StartsWith('!') || Word(destination, "namespace").StartsWith('!'));
        foreach (var destination in destinations)
        {
            var server = Word(destination, "server");
            var name = Word(destination, "name");
            if (!isNarrowed && Word(destination, "namespace") is "*" or "**" && (server is "*" or "**" || (server.Length == 0 && name is "*" or "**")))
            {
                yield return new WideGrant(WideGrantKind.AnyDestination, "*", (destination["server"] ?? destination["name"] ?? destination).Span);
                break;
            }
        }

        if (Mappings(spec["clusterResourceWhitelist"]).FirstOrDefault(kind => Word(kind, "group") is "*" && Word(kind, "kind") is "*" && Word(kind, "name").Length == 0) is { } all && spec["clusterResourceBlacklist"] is not YamlSequence { Items.IsEmpty: false })
        {
            yield return new WideGrant(WideGrantKind.AnyResource, "*/*", all["kind"]!.Span);
        }

        if (Scalars(spec["sourceNamespaces"]).FirstOrDefault(space => space.Value is "*" or "**") is { } everywhere)
        {
            yield return new WideGrant(WideGrantKind.AnyWriter, "*", everywhere.Span);
        }
    }

    private static IEnumerable<WideGrant> Roles(YamlMapping spec, string project)
    {
        foreach (var role in Mappings(spec["roles"]))
        {
            var name = Word(role, "name");
            foreach (var token in Mappings(role["jwtTokens"]))
            {
                if (token["exp"] is null && token["iat"] is YamlScalar made)
                {
                    yield return new WideGrant(WideGrantKind.EndlessToken, $"iat: {made.Value}", made.Span) { To = name };
                }
            }

            foreach (var line in Scalars(role["policies"]))
            {
                var policy = RbacPolicy.Read(line.Value, isRegex: false);
                if (policy.Lines is [{ Problem: null } read] && policy.Covers(read, "exec", "create", $"{project}/any") && read.Words[5] is "allow")
                {
                    yield return new WideGrant(WideGrantKind.EveryShell, read.Words[2] is "*" ? "*" : "exec", line.Span) { To = name };
                }
            }
        }
    }

    private static IEnumerable<YamlMapping> Mappings(YamlNode? node) => ((node as YamlSequence)?.Items ?? []).OfType<YamlMapping>();

    private static IEnumerable<YamlScalar> Scalars(YamlNode? node) => ((node as YamlSequence)?.Items ?? []).OfType<YamlScalar>();

    private static string Word(YamlMapping mapping, string key) => (mapping[key] as YamlScalar)?.Value ?? "";
}
