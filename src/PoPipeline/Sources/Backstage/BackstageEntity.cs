using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Backstage;

/// <summary>An entity that a file describes: a template, a component, a group.</summary>
/// <param name="Path">The file, relative to the repository's root.</param>
/// <param name="Root">All of it.</param>
internal sealed record BackstageEntity(string Path, YamlMapping Root)
{
    /// <summary>The version of its format, as written.</summary>
    public string Version => (Root["apiVersion"] as YamlScalar)?.Value ?? "";

    /// <summary>What it is: <c>Component</c>.</summary>
    public string Kind => (Root["kind"] as YamlScalar)?.Value ?? "";

    /// <summary>Its name, labels and annotations; null where it has none.</summary>
    public YamlMapping? Metadata => Root["metadata"] as YamlMapping;

    /// <summary>What it is made of; null where nothing is written.</summary>
    public YamlMapping? Spec => Root["spec"] as YamlMapping;

    /// <summary>Where its name is written; null where none is.</summary>
    public YamlScalar? NameNode => Metadata?["name"] as YamlScalar;

    /// <summary>Where it says what it is.</summary>
    public Place Span => Root["kind"]?.Span ?? Root.Span.Start;

    /// <summary>Its reference: <c>component:default/shop</c>; empty where it has no name.</summary>
    public string Reference => NameNode is { Value.Length: > 0 } name ? EntityReference.Full($"{Kind}:{(Metadata?["namespace"] as YamlScalar)?.Value ?? "default"}/{name.Value}", Kind) : "";

    /// <summary>The entity that a document describes; null where it describes none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="node">The document.</param>
    public static BackstageEntity? Of(string path, YamlNode node) =>
        node is YamlMapping root && root["apiVersion"] is YamlScalar version && IsOurs(version.Value) && root["kind"] is not null ? new BackstageEntity(path, root) : null;

    private static bool IsOurs(string version) => version.StartsWith("backstage.io/", StringComparison.Ordinal) || version.StartsWith("scaffolder.backstage.io/", StringComparison.Ordinal);
}
