using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Tekton.Konflux;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Finds the resource of the repository that a reference names: by its name, or by its file where a resolver fetches the commit that the run is for.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/git-resolver/.</remarks>
internal static class CalledResources
{
    /// <summary>The resource; null where it lies elsewhere, or where several could be meant.</summary>
    /// <param name="node">The value of <c>taskRef</c> or <c>pipelineRef</c>.</param>
    /// <param name="kind">What is meant where it says nothing: <c>Task</c>.</param>
    /// <param name="resources">The resources of the repository.</param>
    public static TektonResource? Find(YamlNode? node, string kind, ResourceSet resources)
    {
        if (node is not YamlMapping reference || reference["bundle"] is not null)
        {
            return null;
        }

        if (reference["resolver"] is null)
        {
            return Named(reference, kind, resources, out _);
        }

        return KnownTasks.Value(reference["params"] as YamlSequence, "pathInRepo") is { } path
            && ReferenceReader.Of(reference, kind, resources) is { Pin: Pin.Local, Publisher: Publisher.SameRepository }
            ? resources.In(PathOf(path), kind)
            : null;
    }

    /// <summary>The resource that a reference names by its name alone; null where it lies elsewhere, or where several could be meant.</summary>
    /// <param name="node">The value of <c>taskRef</c> or <c>pipelineRef</c>.</param>
    /// <param name="kind">What is meant where it says nothing: <c>Task</c>.</param>
    /// <param name="resources">The resources of the repository.</param>
    /// <param name="name">Its name; null where none is written.</param>
    public static TektonResource? Named(YamlNode? node, string kind, ResourceSet resources, out YamlScalar? name)
    {
        name = (node as YamlMapping)?["name"] as YamlScalar;
        return node is YamlMapping reference && reference["resolver"] is null && reference["bundle"] is null && name is not null
            ? resources.Find((reference["kind"] as YamlScalar)?.Value ?? kind, name.Value)
            : null;
    }

    /// <summary>A path as the repository has it, without what leads nowhere in front.</summary>
    /// <param name="written">As written: <c>./tasks/build.yaml</c>.</param>
    public static string PathOf(string written)
    {
        var path = written.TrimStart('/');
        while (path.StartsWith("./", StringComparison.Ordinal))
        {
            path = path[2..].TrimStart('/');
        }

        return path;
    }
}
