using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.ArgoCd;

/// <summary>Finds what lets a system differ from what its manifests say.</summary>
internal static class DriftReader
{
    // What decides what runs or who may do what; a number of replicas or a bundle of certificates does not.
    private static readonly string[] Sensitive = ["image", "containers", "command", "args", "env", "serviceAccount", "securityContext", "rules", "subjects", "roleRef", "hostPath", "volumes"];

    /// <summary>Finds all that an Application says, or an ApplicationSet of those that it makes.</summary>
    /// <param name="manifest">It.</param>
    public static ImmutableArray<Drift> In(ArgoManifest manifest) => manifest.Kind switch
    {
        ManifestKind.Application => [.. Of(manifest.Metadata, manifest.Spec)],
        ManifestKind.ApplicationSet =>
        [
            .. new GeneratedTexts(manifest.Spec?["generators"]).Templates.Prepend(manifest.Spec?["template"] as YamlMapping).OfType<YamlMapping>()
                .SelectMany(template => template["spec"] is YamlMapping spec ? Of(template["metadata"] as YamlMapping, spec) : []),
            .. Ignored(manifest.Spec?["ignoreApplicationDifferences"]),
        ],
        _ => [],
    };

    private static IEnumerable<Drift> Of(YamlMapping? metadata, YamlMapping? spec) => spec is null ? [] : [.. Synced(spec), .. Updated(metadata)];

    private static IEnumerable<Drift> Synced(YamlMapping spec)
    {
        foreach (var drift in Ignored(spec["ignoreDifferences"]))
        {
            yield return drift;
        }

        if (spec["syncPolicy"] is not YamlMapping policy)
        {
            yield break;
        }

        if (policy.Entry("automated") is { } automated && automated.Value is not YamlScalar { IsNull: false } && (automated.Value as YamlMapping)?["enabled"] is not YamlScalar { Value: "false" })
        {
            var body = automated.Value as YamlMapping;
            if (body?["allowEmpty"] is YamlScalar { Value: "true" } empty)
            {
                yield return new Drift(DriftKind.Emptied, "allowEmpty: true", empty.Span);
            }

            if (body?["selfHeal"] is not YamlScalar { Value: not "false" })
            {
                yield return new Drift(DriftKind.Unhealed, "automated", body?.Entry("selfHeal")?.Key.Span ?? automated.Key.Span);
            }
        }

        foreach (var option in ((policy["syncOptions"] as YamlSequence)?.Items ?? []).OfType<YamlScalar>())
        {
            DriftKind? kind = option.Value.Replace(" ", "", StringComparison.Ordinal) switch
            {
                "Replace=true" or "Force=true" => DriftKind.Replaced,
                "Validate=false" => DriftKind.Unchecked,
                "RespectIgnoreDifferences=true" => DriftKind.Kept,
                _ => null,
            };
            if (kind is { } known)
            {
                yield return new Drift(known, option.Value, option.Span);
            }
        }
    }

    private static IEnumerable<Drift> Ignored(YamlNode? list) =>
        from entry in ((list as YamlSequence)?.Items ?? []).OfType<YamlMapping>()
        let kind = (entry["kind"] as YamlScalar)?.Value ?? ""
        from key in ImmutableArray.Create("jsonPointers", "jqPathExpressions", "managedFieldsManagers")
        from path in ((entry[key] as YamlSequence)?.Items ?? []).OfType<YamlScalar>()
        select new Drift(key is not "managedFieldsManagers" && Hides(kind, path.Value) ? DriftKind.Hidden : DriftKind.PassedOver, path.Value, path.Span);

    private static bool Hides(string kind, string path)
    {
        var words = path.Split(['/', '.', '[', ']', '"', '~', '|', ' ', '(', ')', '?'], StringSplitOptions.RemoveEmptyEntries);

        // All of it; or all that it says.
        return words.Length == 0
            || (words is ["spec"] or ["spec", "template"] or ["spec", "template", "spec"] && kind is not ("PersistentVolumeClaim" or "CustomResourceDefinition"))
            || (words is ["data"] or ["stringData"] && kind is "ConfigMap")
            || (words.Length <= 6 && Sensitive.Contains(words[^1], StringComparer.Ordinal) && !words.Contains("clientConfig", StringComparer.Ordinal))
            || words[^1] is "image";
    }

    // Where nothing says how the tool that looks for images writes them, it writes them to the cluster.
    private static IEnumerable<Drift> Updated(YamlMapping? metadata)
    {
        const string Prefix = "argocd-image-updater.argoproj.io/";
        if (metadata?["annotations"] is not YamlMapping annotations || annotations.Entry(Prefix + "image-list") is not { } images)
        {
            yield break;
        }

        var method = annotations[Prefix + "write-back-method"] as YamlScalar;
        if (method is null || method.Value.Trim() is "argocd")
        {
            yield return new Drift(DriftKind.Unwritten, method is null ? "image-list" : $"write-back-method: {method.Value}", (method?.Span ?? images.Key.Span));
        }

        foreach (var entry in annotations.Entries)
        {
            if (entry.Key.Value.StartsWith(Prefix, StringComparison.Ordinal) && entry.Key.Value.EndsWith("update-strategy", StringComparison.Ordinal) && entry.Value is YamlScalar { Value: "latest" or "newest-build" } strategy)
            {
                yield return new Drift(DriftKind.Newest, $"{entry.Key.Value[Prefix.Length..]}: {strategy.Value}", strategy.Span);
            }
        }
    }
}
