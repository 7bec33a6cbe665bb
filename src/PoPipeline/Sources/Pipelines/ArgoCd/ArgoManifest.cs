using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.ArgoCd;

/// <summary>A resource of Kubernetes that Argo CD reads.</summary>
/// <param name="Path">The file, relative to the repository's root.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Root">All of it.</param>
internal sealed record ArgoManifest(string Path, ManifestKind Kind, YamlMapping Root)
{
    /// <summary>Its name; empty where it has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether something else fills in a part of it before the cluster sees it.</summary>
    public bool IsTemplated { get; init; }

    /// <summary>What is wanted of it; null where nothing is.</summary>
    public YamlMapping? Spec => Root["spec"] as YamlMapping;

    /// <summary>Its name, labels and annotations; null where it has none.</summary>
    public YamlMapping? Metadata => Root["metadata"] as YamlMapping;

    /// <summary>Where its kind is written.</summary>
    public Place Span => Root["kind"]?.Span ?? Root.Span;

    /// <summary>What tells it from others of its file.</summary>
    public string Key => $"{Root["kind"] switch { YamlScalar kind => kind.Value, _ => "" }}/{Name}";
}

/// <summary>What Argo CD reads.</summary>
internal enum ManifestKind
{
    /// <summary>Something that is deployed.</summary>
    Application,

    /// <summary>What makes several of those.</summary>
    ApplicationSet,

    /// <summary>What says what those of one group may do.</summary>
    AppProject,

    /// <summary>The settings of Argo CD: <c>argocd-cm</c>.</summary>
    Settings,

    /// <summary>Who may do what: <c>argocd-rbac-cm</c>.</summary>
    Access,

    /// <summary>How its parts are started: <c>argocd-cmd-params-cm</c>.</summary>
    Parameters,

    /// <summary>Whom it tells of what happens: <c>argocd-notifications-cm</c>.</summary>
    Notifications,

    /// <summary>Credentials for repositories or clusters, and its own.</summary>
    Secret,

    /// <summary>What counts for the sources of Applications beside what they say, in the folder that they deploy: <c>.argocd-source.yaml</c>.</summary>
    Overrides,
}
