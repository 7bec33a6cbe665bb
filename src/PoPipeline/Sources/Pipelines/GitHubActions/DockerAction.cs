using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Reads which images an action in a container runs in, or is built upon each time that it is used.</summary>
internal static class DockerAction
{
    /// <summary>The images; none for an action of another kind.</summary>
    /// <param name="file">The action.</param>
    /// <param name="references">Reads their names.</param>
    /// <param name="read">Reads a file of the repository.</param>
    public static ImmutableArray<Reference> ImagesOf(ActionsFile file, ReferenceReader references, Func<string, SourceFile> read)
    {
        var runs = file.Kind is PipelineKind.Action ? file.Root.Mapping("runs") : null;
        if (runs.Scalar("using")?.Value is not "docker" || runs.Scalar("image") is not { } image)
        {
            return [];
        }

        if (image.Value.StartsWith(ReferenceReader.DockerScheme, StringComparison.OrdinalIgnoreCase))
        {
            return [references.Image(image.Value, image, ReferenceReader.DockerScheme.Length)];
        }

        var path = ReferenceReader.LocalPath($"./{RepositoryPath.FolderOf(file.Path)}/{image.Value.Trim()}");
        if (path.StartsWith("../", StringComparison.Ordinal))
        {
            return [Reference.Unknown(image.Value, image.Span, ReferenceKind.Image, "it lies outside the repository")];
        }

        var source = read(path);
        return source.Fault is { } fault
            ? [Reference.Unknown(image.Value, image.Span, ReferenceKind.Image, $"what '{path}' builds upon is not known: {fault}")]
            : [.. Dockerfile.ImagesOf(path, source.Text).Select(found => ReferenceOf(found, references)).DistinctBy(found => found.Text, StringComparer.Ordinal)];
    }

    private static Reference ReferenceOf(BuiltUpon found, ReferenceReader references)
    {
        if (found.Name is not { } name)
        {
            return Reference.Unknown(found.Text, found.Place, ReferenceKind.Image, $"the name '{found.Text}' is only known when the image is built");
        }

        return references.Image(found.Text, name, found.Place, version =>
            found.Text.IndexOf(version, StringComparison.Ordinal) is >= 0 and var at
                ? new Place(found.Place.Path, found.Place.Region with { StartColumn = found.Place.Region.StartColumn + at, EndColumn = found.Place.Region.StartColumn + at + version.Length })
                : found.Place);
    }
}
