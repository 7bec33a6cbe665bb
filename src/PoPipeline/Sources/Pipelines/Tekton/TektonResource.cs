using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>A resource of Kubernetes that is a pipeline, a part of one, or starts one.</summary>
/// <param name="Path">The file, relative to the repository's root.</param>
/// <param name="Kind">What it is: <c>Task</c>.</param>
/// <param name="Root">All of it.</param>
internal sealed record TektonResource(string Path, string Kind, YamlMapping Root)
{
    /// <summary>The group and version of its interface: <c>tekton.dev/v1</c>.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>Its name, or what its name begins with where Kubernetes makes the rest; empty where it has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether something else fills in a part of it before it is applied.</summary>
    public bool IsTemplated { get; init; }

    /// <summary>Whether it lies where Pipelines-as-Code reads what a push or a pull request starts.</summary>
    public bool IsDynamic => Path.StartsWith(TektonFiles.DynamicFolder, StringComparison.Ordinal);

    /// <summary>What is wanted of it; null where nothing is.</summary>
    public YamlMapping? Spec => Root["spec"] as YamlMapping;

    /// <summary>Where its kind is written.</summary>
    public Place Span => Root.Entry("kind")?.Value.Span ?? Root.Span;

    /// <summary>Its annotations; null where it has none.</summary>
    public YamlMapping? Annotations => (Root["metadata"] as YamlMapping)?["annotations"] as YamlMapping;

    /// <summary>Its labels; null where it has none.</summary>
    public YamlMapping? Labels => (Root["metadata"] as YamlMapping)?["labels"] as YamlMapping;

    /// <summary>What tells it from others of its repository, as others name it: <c>Task/build</c>.</summary>
    public string Key => $"{Kind}/{Name}";
}
