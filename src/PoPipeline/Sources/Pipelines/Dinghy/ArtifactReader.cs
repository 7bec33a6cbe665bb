using System.Buffers;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Dinghy.Formats;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Dinghy;

/// <summary>Reads what pipelines deploy and bake: images, charts, and files of repositories.</summary>
/// <param name="repository">The repository.</param>
/// <param name="tree">What the file holds.</param>
/// <remarks>Source: https://spinnaker.io/docs/reference/artifacts/types/ and https://spinnaker.io/docs/reference/artifacts/in-pipelines/.</remarks>
internal sealed class ArtifactReader(Repository repository, DinghyTree tree)
{
    // What stands in a range of versions, and in no version.
    private static readonly SearchValues<char> RangeMarks = SearchValues.Create("<>=~^*, ");

    private readonly Lazy<OwnRepository?> own = new(() => OwnRepository.Find(repository, Files(tree)));

    /// <summary>What a pipeline takes where its trigger brings nothing.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public IEnumerable<Reference> Expected(YamlMapping pipeline) =>
        Nodes.Objects(pipeline["expectedArtifacts"]).Where(expected => Nodes.IsTrue(expected["useDefaultArtifact"])).Select(expected => Of(expected["defaultArtifact"] as YamlMapping)).OfType<Reference>();

    /// <summary>What a stage names itself; null where it names nothing, or nothing that could change.</summary>
    /// <param name="artifact">The artifact.</param>
    public Reference? Of(YamlMapping? artifact)
    {
        if (artifact is null || Nodes.Text(artifact["type"]) is not { } type)
        {
            return null;
        }

        var reference = Nodes.Text(artifact["reference"]) ?? Nodes.Text(artifact["name"]);
        return reference is null ? null : type.Value switch
        {
            "docker/image" => Image(reference),
            "helm/chart" or "helm/image" => Chart(reference, artifact),
            "github/file" or "gitlab/file" or "bitbucket/file" or "git/repo" => Source(reference, artifact, takesFile: type.Value is not "git/repo"),
            "http/file" => IsOpen(reference) ? null : Source(reference, artifact, takesFile: false),
            _ => null,
        };
    }

    /// <summary>An image.</summary>
    /// <param name="image">As written.</param>
    public Reference Image(YamlScalar image)
    {
        var written = image.Value.Trim();
        if (IsOpen(image))
        {
            return Reference.Unknown(written, image.Span, ReferenceKind.Image, "its name is made when the stage runs, or by a template that does not lie here");
        }

        var parts = ImageName.Parse(written);
        var version = parts.VersionStart < written.Length ? written[parts.VersionStart..] : null;
        return new Reference
        {
            Kind = ReferenceKind.Image,
            Text = written,
            Span = image.Span,
            Name = parts.Name,
            Version = version is null ? null : new Located<string>(version, image.PlaceOf(image.Value.IndexOf(version, StringComparison.Ordinal), version.Length)),
            Pin = parts.HasDigest ? Pin.Digest : parts.Tag is null && parts.Digest is null ? Pin.None : Pin.Tag,
            Immutable = parts.HasDigest,
            Publisher = Publisher.ThirdParty,
        };
    }

    private Reference Chart(YamlScalar reference, YamlMapping artifact)
    {
        var name = Nodes.Text(artifact["name"]) ?? reference;
        var version = Nodes.Text(artifact["version"]);
        if (IsOpen(name) || (version is not null && IsOpen(version)))
        {
            return Reference.Unknown(name.Value, name.Span, ReferenceKind.Chart, "its name or version is made when the stage runs, or by a template that does not lie here");
        }

        var isRange = version is not null && version.Value.AsSpan().ContainsAny(RangeMarks);
        return new Reference
        {
            Kind = ReferenceKind.Chart,
            Text = version is null ? name.Value : $"{name.Value}@{version.Value}",
            Span = (version ?? name).Span,
            Name = name.Value,
            Version = version is null ? null : new Located<string>(version.Value, version.Span),
            Pin = version is null ? Pin.None : isRange ? Pin.Range : Pin.ExactVersion,

            // A repository of charts refuses another content for a version that it has, or should.
            Immutable = version is not null && !isRange,
            Publisher = Publisher.Unknown,
        };
    }

    private Reference Source(YamlScalar reference, YamlMapping artifact, bool takesFile)
    {
        var version = Nodes.Text(artifact["version"]);
        if (IsOpen(reference) || (version is not null && IsOpen(version)))
        {
            return Reference.Unknown(reference.Value, reference.Span, ReferenceKind.Source, "its address or version is made when the stage runs, or by a template that does not lie here");
        }

        var publisher = PublisherOf(reference.Value);
        if (publisher is Publisher.Unknown && FileAddress.Parse(reference.Value) is { } file && own.Value is { } self && file.Repository.Equals(self.Address, StringComparison.OrdinalIgnoreCase))
        {
            publisher = Publisher.SameRepository;
        }

        var pin = publisher is Publisher.SameRepository ? Pin.Local
            : version is null ? (takesFile || artifact["type"] is YamlScalar { Value: "git/repo" } ? Pin.Branch : Pin.None)
            : VersionWords.IsCommit(version.Value) ? Pin.Commit
            : VersionWords.IsTag(version.Value) ? Pin.Tag
            : Pin.Branch;
        return new Reference
        {
            Kind = ReferenceKind.Source,
            Text = version is null ? reference.Value : $"{reference.Value}@{version.Value}",
            Span = (version ?? reference).Span,
            Name = reference.Value,
            Version = version is not null ? new Located<string>(version.Value, version.Span) : pin is Pin.Branch ? new Located<string>("master", reference.Span) : null,
            Pin = pin,
            Immutable = pin is Pin.Commit or Pin.Local,
            Publisher = publisher,
        };
    }

    // https://api.github.com/repos/OWNER/NAME/contents/…, https://github.com/OWNER/NAME.git
    private Publisher PublisherOf(string address)
    {
        if (repository.Owner is not { } owner || !Uri.TryCreate(address, UriKind.Absolute, out var url))
        {
            return Publisher.Unknown;
        }

        var path = url.AbsolutePath.Trim('/');
        path = path.StartsWith("repos/", StringComparison.Ordinal) ? path[6..] : path;
        return !path.StartsWith(owner + "/", StringComparison.OrdinalIgnoreCase) ? Publisher.ThirdParty
            : path[(owner.Length + 1)..].Split('/')[0].Replace(".git", "", StringComparison.Ordinal).Equals(repository.Name, StringComparison.OrdinalIgnoreCase) ? Publisher.SameRepository
            : Publisher.SameOwner;
    }

    private static IEnumerable<NamedPath> Files(DinghyTree tree) =>
        tree.Root is null ? [] : YamlTexts.In(tree.Root, false, static (_, _, entry) => entry.Key.Value is "reference", static isReference => isReference).Where(text => text.Said).Select(text => FileAddress.Parse(text.Text.Value)).OfType<FileAddress>()
            .Select(file => new NamedPath(file.Repository, file.Path));

    private bool IsOpen(YamlScalar text) => text.Value.Contains("${", StringComparison.Ordinal) || tree.In(text).Count > 0 || tree.UnknownOf(text) is not null;
}
