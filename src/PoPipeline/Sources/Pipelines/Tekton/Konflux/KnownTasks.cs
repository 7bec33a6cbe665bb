using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Konflux;

/// <summary>What the catalogue says of a task or a pipeline, by its name.</summary>
internal static class KnownTasks
{
    /// <summary>What is known of a task that is packed as an image; null where nothing is. Tasks of the same name that lie elsewhere are those of others.</summary>
    /// <param name="reference">The value of <c>taskRef</c>.</param>
    public static Component? OfTask(YamlNode? reference)
    {
        if (reference is not YamlMapping { } mapping || mapping["resolver"] is not YamlScalar { Value: "bundles" } || mapping["params"] is not YamlSequence parameters
            || Value(parameters, "name") is not { } name || Value(parameters, "bundle") is not { } bundle)
        {
            return null;
        }

        var image = ImageName.Parse(bundle).Name;
        return image.EndsWith($"/task-{name}", StringComparison.OrdinalIgnoreCase) ? Find(name) : null;
    }

    private static Component? Find(string name) => name.Length is 0 or > LongestName ? null : Catalogue.Find(ComponentKind.Task, name);

    /// <summary>What is known of a pipeline that is packed as an image, by the name of the image; null where nothing is.</summary>
    /// <param name="reference">The reference to it.</param>
    public static Component? OfBundle(Reference reference)
    {
        if (reference.Kind is not ReferenceKind.Bundle)
        {
            return null;
        }

        var image = reference.Name.Split("//")[0];
        return Find(image[(image.LastIndexOf('/') + 1)..]);
    }

    /// <summary>Whether a task is packed as an image, so that its name tells what it is.</summary>
    /// <param name="reference">The value of <c>taskRef</c>.</param>
    public static bool IsPacked(YamlNode? reference) => (reference as YamlMapping)?["resolver"] is YamlScalar { Value: "bundles" };

    /// <summary>Whether what is known of a task says that it checks something.</summary>
    /// <param name="component">What is known.</param>
    public static bool IsCheck(Component component) => component.Tool is { } tool && Catalogue.Tools.Any(known => known.Name == tool && known.IsCheck);

    /// <summary>Whether what is known of a task says that it is for something.</summary>
    /// <param name="component">What is known; null where nothing is.</param>
    /// <param name="type">What it is to be for.</param>
    public static bool IsFor(Component? component, ToolType type) => component?.Tool is { } tool && Catalogue.Tools.Any(known => known.Name == tool && known.Types.Contains(type));

    /// <summary>A parameter of a resolver; null where it has none of that name.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="name">Its name.</param>
    public static string? Value(YamlSequence? parameters, string name) => Parameters.Values(parameters).Where(given => given.Name.Value == name).Select(given => (given.Value as YamlScalar)?.Value).FirstOrDefault();

    private const int LongestName = 100;
}
