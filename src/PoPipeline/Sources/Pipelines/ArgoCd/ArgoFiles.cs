using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.ArgoCd;

/// <summary>Finds the manifests that Argo CD reads. They lie anywhere, so that words in their paths say which files are looked at, and what is in them says the rest.</summary>
internal static class ArgoFiles
{
    private static readonly ImmutableArray<string> Words = ["argo", "app", "gitops", "cluster", "project", "bootstrap", "addon", "deploy", "environment", "rbac", "-cd/", "platform", "infra", "root", "repo", "k8s", "kube", "manifest", "mgmt"];

    private static readonly string[] Groups = ["argoproj.io/v1alpha1", "argocd-cm", "argocd-rbac-cm", "argocd-cmd-params-cm", "argocd-notifications-cm", "argocd-secret", "argocd.argoproj.io/secret-type"];

    /// <summary>The files that may hold some.</summary>
    /// <param name="repository">The repository.</param>
    public static CandidateFiles Find(Repository repository) =>
        CandidateFiles.Find(repository, Words, static file => IsOverride(file) && !IsData(file), static file => file.StartsWith('.') || IsData(file));

    /// <summary>Whether a file is one by its folder, so that it matters that it cannot be read: elsewhere only the content tells.</summary>
    /// <param name="path">The file.</param>
    public static bool IsOne(string path) =>
        IsOverride(path) || path.StartsWith("argocd/", StringComparison.Ordinal) || path.StartsWith("argo-cd/", StringComparison.Ordinal) || path.Contains("/argocd/", StringComparison.Ordinal) || path.Contains("/argo-cd/", StringComparison.Ordinal);

    /// <summary>Whether a file is one of those whose values count beside those of an Application, by its name.</summary>
    /// <param name="path">The file.</param>
    public static bool IsOverride(string path)
    {
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        return name is ".argocd-source.yaml" || (name.StartsWith(".argocd-source-") && name.EndsWith(".yaml"));
    }

    /// <summary>Whether a file may hold what is read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">What is in it.</param>
    public static bool MayHold(string path, string text)
    {
        if (IsOverride(path))
        {
            return true;
        }

        if (!text.Contains("argo", StringComparison.Ordinal) || !text.Contains("kind:", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var group in Groups)
        {
            if (text.Contains(group, StringComparison.Ordinal) && (group != Groups[0] || text.Contains(" Application", StringComparison.Ordinal) || text.Contains("AppProject", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a line of a text says that it is one, for what cannot be read as YAML.</summary>
    /// <param name="text">The text.</param>
    public static bool SaysSo(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("kind:") && line[5..].Trim() is "Application" or "ApplicationSet" or "AppProject")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The manifests of a file, those in lists included.</summary>
    /// <param name="document">What the file holds.</param>
    /// <param name="isTemplated">Whether it is no YAML before something fills it in.</param>
    public static IEnumerable<ArgoManifest> In(YamlDocument document, bool isTemplated) =>
        IsOverride(document.Path) ? document.Roots.OfType<YamlMapping>().Take(1).Select(root => new ArgoManifest(document.Path, ManifestKind.Overrides, root) { IsTemplated = isTemplated })
        : document.Roots.OfType<YamlMapping>()
            .SelectMany(root => root["kind"] is YamlScalar { Value: "List" } && root["items"] is YamlSequence items ? items.Items.OfType<YamlMapping>() : [root])
            .Select(root => Of(document.Path, root, isTemplated)).OfType<ArgoManifest>();

    private static ArgoManifest? Of(string path, YamlMapping root, bool isTemplated)
    {
        var metadata = root["metadata"] as YamlMapping;
        var name = ((metadata?["name"] ?? metadata?["generateName"]) as YamlScalar)?.Value ?? "";
        if (root["kind"] is not YamlScalar kind || root["apiVersion"] is not YamlScalar version || KindOf(kind.Value, version.Value, name, metadata) is not { } known)
        {
            return null;
        }

        return new ArgoManifest(path, known, root) { Name = name, IsTemplated = isTemplated };
    }

    private static ManifestKind? KindOf(string kind, string version, string name, YamlMapping? metadata) => (kind, version) switch
    {
        ("Application", "argoproj.io/v1alpha1") => ManifestKind.Application,
        ("ApplicationSet", "argoproj.io/v1alpha1") => ManifestKind.ApplicationSet,
        ("AppProject", "argoproj.io/v1alpha1") => ManifestKind.AppProject,
        ("ConfigMap", "v1") => name switch
        {
            "argocd-cm" => ManifestKind.Settings,
            "argocd-rbac-cm" => ManifestKind.Access,
            "argocd-cmd-params-cm" => ManifestKind.Parameters,
            "argocd-notifications-cm" => ManifestKind.Notifications,
            _ => null,
        },
        ("Secret", "v1") when name is "argocd-secret" or "argocd-notifications-secret" || (metadata?["labels"] as YamlMapping)?["argocd.argoproj.io/secret-type"] is not null => ManifestKind.Secret,
        _ => null,
    };

    // The templates of a chart are what it deploys.
    private static bool IsData(string file) => DataFolders.IsAbove(file.Contains("templates/", StringComparison.Ordinal) ? file.Replace("templates/", "t/", StringComparison.Ordinal) : file);
}
