using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Pipelines.Tekton.Konflux;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Finds the files of Tekton, Pipelines-as-Code and Konflux, and reads what is in them.</summary>
internal static class TektonFiles
{
    /// <summary>Where Pipelines-as-Code reads, with all that lies below.</summary>
    public const string DynamicFolder = ".tekton/";

    // What Conforma looks for in a folder that it is given.
    private const string PolicyFile = "policy.yaml";

    private static readonly string[] Folders = ["tekton/", "konflux/"];
    private static readonly string[] Within = ["/tekton/", "/konflux/"];

    // Elsewhere only the content tells what a file is; what has a word of these in its path is looked at.
    private static readonly ImmutableArray<string> Words =
    [
        "tekton", "task", "pipeline", "trigger", "stepaction", "step-action", "eventlistener", "konflux", "appstudio", "listener", "binding", "release", "build", "integration", "run.y",
        "rbac", "rolebinding", "role-binding", "role.y", "roles.y", "serviceaccount", "service-account",
        "policy", "contract", "conforma", "repository", "repositories", "repo.y", "pac.y", "chains", "scenario",
    ];

    // Maps that configure what runs and signs, by their names.
    private static readonly FrozenSet<string> Configurations = FrozenSet.Create(StringComparer.Ordinal, "pipelines-as-code", "chains-config");

    private static readonly FrozenSet<string> Groups = FrozenSet.Create(
        StringComparer.Ordinal, "tekton.dev", "triggers.tekton.dev", "pipelinesascode.tekton.dev", "operator.tekton.dev", "appstudio.redhat.com", ServiceAccounts.Group);

    /// <summary>The files that may hold such resources.</summary>
    /// <param name="repository">The repository.</param>
    public static CandidateFiles Find(Repository repository) => CandidateFiles.Find(repository, Words, static file => file.StartsWith(DynamicFolder, StringComparison.Ordinal), DataFolders.IsAbove);

    /// <summary>Whether a file is one by its folder, so that it matters that it cannot be read: elsewhere only the content tells.</summary>
    /// <param name="path">The file.</param>
    public static bool IsOne(string path) => path.StartsWith(DynamicFolder, StringComparison.Ordinal) || Array.Exists(Folders, folder => path.StartsWith(folder, StringComparison.Ordinal)) || Array.Exists(Within, folder => path.Contains(folder, StringComparison.Ordinal))
        || path is PolicyFile || path.EndsWith("/" + PolicyFile, StringComparison.Ordinal);

    /// <summary>Whether a text names one of the groups whose resources are read.</summary>
    /// <param name="text">The text.</param>
    public static bool MayHold(string text) =>
        text.Contains("apiVersion", StringComparison.Ordinal)
            ? text.Contains("tekton.dev/", StringComparison.Ordinal) || text.Contains("appstudio.redhat.com/", StringComparison.Ordinal) || text.Contains(ServiceAccounts.Group + "/", StringComparison.Ordinal)
                || (text.Contains("ConfigMap", StringComparison.Ordinal) && (text.Contains("pipelines-as-code", StringComparison.Ordinal) || text.Contains("chains-config", StringComparison.Ordinal)))
            : IsPolicy(text);

    // A policy of Conforma may stand in a file of its own, without what Kubernetes puts around it.
    private static bool IsPolicy(string text) => text.Contains("sources:", StringComparison.Ordinal) && text.Contains("policy:", StringComparison.Ordinal);

    /// <summary>The resources of a file, those in lists and in templates of triggers included.</summary>
    /// <param name="document">What the file holds.</param>
    public static IEnumerable<TektonResource> In(YamlDocument document)
    {
        var isTemplate = TemplateText.IsOne(document.Source);
        return document.Roots.OfType<YamlMapping>().SelectMany(root => In(document, root)).Select(resource => isTemplate ? resource with { IsTemplated = true } : resource);
    }

    private static IEnumerable<TektonResource> In(YamlDocument document, YamlMapping root)
    {
        if (root["kind"] is YamlScalar { Value: "List" } && root["items"] is YamlSequence items)
        {
            return items.Items.OfType<YamlMapping>().Select(item => Of(document, item)).OfType<TektonResource>();
        }

        return Of(document, root) is { } resource ? [resource] : [];
    }

    private static TektonResource? Of(YamlDocument document, YamlMapping root)
    {
        if (root["apiVersion"] is not YamlScalar version || root["kind"] is not YamlScalar { IsNull: false } kind)
        {
            return Policy(document, root);
        }

        var metadata = root["metadata"] as YamlMapping;
        if (!Groups.Contains(version.Value.Split('/')[0]) && !(kind.Value is "ConfigMap" && metadata?["name"] is YamlScalar name && Configurations.Contains(name.Value)))
        {
            return null;
        }

        return new TektonResource(document.Path, kind.Value, root)
        {
            ApiVersion = version.Value,
            Name = ((metadata?["name"] ?? metadata?["generateName"]) as YamlScalar)?.Value.TrimEnd('-') ?? "",
        };
    }

    private static TektonResource? Policy(YamlDocument document, YamlMapping root)
    {
        if (root["sources"] is not YamlSequence sources || root["spec"] is not null
            || !sources.Items.OfType<YamlMapping>().SelectMany(source => Parameters.Texts(source["policy"])).Any(text => PolicySource.IsOne(text.Value)))
        {
            return null;
        }

        var start = root.Entry("sources")!.Key;
        return new TektonResource(document.Path, "EnterpriseContractPolicy", new YamlMapping(root.Span, [new YamlEntry(start.As("spec"), root)], isFlow: false));
    }
}
