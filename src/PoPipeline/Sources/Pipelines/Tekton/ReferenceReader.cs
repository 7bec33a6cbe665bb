using System.Buffers;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Reads what tasks and pipelines reuse: images, and tasks, pipelines and steps that lie elsewhere.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/resolution/ and https://pipelinesascode.com/docs/guide/resolver/.</remarks>
internal static class ReferenceReader
{
    // What stands in a range of versions, and in no version.
    private static readonly SearchValues<char> RangeMarks = SearchValues.Create("<>=~^,* ");

    // A digest of a bundle, an image or an address.
    private const string DigestMark = "@sha256:";

    // What a program builds from its source code and puts in the place of its path; no images lie there.
    private static readonly string[] SourceHosts = ["ko://", "github.com/", "gitlab.com/", "bitbucket.org/"];

    /// <summary>An image.</summary>
    /// <param name="image">As written.</param>
    /// <param name="defaults">What a parameter is where nobody says it; null where that is not known.</param>
    public static Reference Image(YamlScalar image, Func<string, string?> defaults)
    {
        var written = image.Value.Trim();
        if (SourceHosts.Any(host => written.StartsWith(host, StringComparison.Ordinal)))
        {
            return Reference.Unknown(written, image.TextSpan, ReferenceKind.Image, "it is built from source code when the file is applied");
        }

        var filled = Filled(written, defaults);
        if (filled is null)
        {
            return Reference.Unknown(written, image.TextSpan, ReferenceKind.Image, "the name is in a parameter whose value no file sets");
        }

        var parts = ImageName.Parse(filled);
        var version = parts.VersionIn(filled);
        return new Reference
        {
            Kind = ReferenceKind.Image,
            Text = written,
            Span = image.TextSpan,
            Name = parts.Name,
            Version = version is null ? null : new Located<string>(version, image.Value.IndexOf(version, StringComparison.Ordinal) is >= 0 and var at ? image.PlaceOf(at, version.Length) : image.TextSpan),
            Pin = parts.Pin,
            Immutable = parts.HasDigest,
            Publisher = Publisher.ThirdParty,
        };
    }

    /// <summary>A task, a pipeline or a step that lies elsewhere; null where nothing is named.</summary>
    /// <param name="node">The value of <c>taskRef</c>, <c>pipelineRef</c> or <c>ref</c>.</param>
    /// <param name="kind">What is meant where it says nothing: <c>Task</c>.</param>
    /// <param name="resources">The resources of the repository, as what names it sees them.</param>
    public static Reference? Of(YamlNode? node, string kind, ResourceSet resources)
    {
        if (node is not YamlMapping reference)
        {
            return null;
        }

        kind = (reference["kind"] as YamlScalar)?.Value ?? kind;
        if (reference["resolver"] is YamlScalar { IsNull: false } resolver)
        {
            return Resolved(reference, resolver, kind, resources);
        }

        if (reference["bundle"] is YamlScalar { IsNull: false } bundle)
        {
            return Bundle(bundle, reference["name"] as YamlScalar);
        }

        if (reference["name"] is not YamlScalar { IsNull: false } name)
        {
            return null;
        }

        var own = resources.Find(kind, name.Value);
        if (own is not null)
        {
            return new Reference
            {
                Kind = ReferenceKind.Task,
                Text = name.Value,
                Span = name.TextSpan,
                Name = own.Path,
                Target = ResourceSet.TargetOf(own),
                Pin = Pin.Local,
                Immutable = true,
                Publisher = Publisher.SameRepository,
            };
        }

        return resources.Fetched(name.Value) is { } remote
            ? remote with { Text = name.Value, Span = name.TextSpan, Version = null }
            : Reference.Unknown(name.Value, name.TextSpan, ReferenceKind.Task, resources.WhyUnknown(kind, name.Value));
    }

    /// <summary>What an annotation of Pipelines-as-Code has fetched.</summary>
    /// <param name="entry">One entry: a name of the hub, an address, or a file of the repository.</param>
    /// <param name="span">Where it is written.</param>
    public static Reference Annotated(string entry, Place span)
    {
        // What has a slash is a file of the repository, and a name alone is one of the hub, whatever it ends in.
        if (!entry.Contains("://", StringComparison.Ordinal))
        {
            return entry.Contains('/', StringComparison.Ordinal) ? Local(entry, span) : OfHub(entry, span);
        }

        if (!entry.StartsWith("http", StringComparison.Ordinal))
        {
            return OfHub(entry[(entry.IndexOf("://", StringComparison.Ordinal) + 3)..], span) with { Text = entry };
        }

        var commit = entry.Split('/').FirstOrDefault(part => VersionWords.IsCommit(part));
        return new Reference
        {
            Kind = ReferenceKind.Task,
            Text = entry,
            Span = span,
            Name = entry,
            Version = commit is null ? null : new Located<string>(commit, span),
            Pin = commit is not null ? Pin.Commit : Pin.None,
            Immutable = commit is not null,
            Publisher = Publisher.ThirdParty,
        };
    }

    private static Reference Local(string path, Place span) => new()
    {
        Kind = ReferenceKind.Task,
        Text = path,
        Span = span,
        Name = CalledResources.PathOf(path),
        Pin = Pin.Local,
        Immutable = true,
        Publisher = Publisher.SameRepository,
    };

    // The hub gives the newest version where none is named; a version of it can be published anew.
    private static Reference OfHub(string entry, Place span)
    {
        var parts = entry.Split(':', 2);
        return new Reference
        {
            Kind = ReferenceKind.Listed,
            Text = entry,
            Span = span,
            Name = $"hub/{parts[0]}",
            Version = parts.Length > 1 ? new Located<string>(parts[1], span) : null,
            Pin = parts.Length > 1 ? Pin.ExactVersion : Pin.None,
            Immutable = false,
            Publisher = Publisher.ThirdParty,
        };
    }

    private static Reference Resolved(YamlMapping reference, YamlScalar resolver, string kind, ResourceSet resources)
    {
        var parameters = (reference["params"] ?? reference["resource"]) as YamlSequence;
        return resolver.Value switch
        {
            "bundles" => Value("bundle") is { } bundle ? Bundle(bundle, Value("name")) : Missing("bundle"),
            "git" => Git(),
            "hub" => Hub(),
            "http" => Http(),
            "cluster" => Reference.Unknown($"cluster {kind} {Value("name")?.Value}", (Value("name") ?? resolver).TextSpan, ReferenceKind.Task, "it lies in the cluster, where it can be changed without a change here"),
            _ => Reference.Unknown(resolver.Value, resolver.TextSpan, ReferenceKind.Task, $"what the resolver '{resolver.Value}' finds only the cluster knows"),
        };

        YamlScalar? Value(string name) => parameters?.Items.OfType<YamlMapping>().FirstOrDefault(item => (item["name"] as YamlScalar)?.Value == name)?["value"] as YamlScalar;

        Reference Missing(string name) => Reference.Unknown(resolver.Value, resolver.TextSpan, ReferenceKind.Task, $"the parameter '{name}' of the resolver is missing");

        Reference Git()
        {
            var url = Value("url");
            var repository = url?.Value ?? $"{Value("org")?.Value}/{Value("repo")?.Value}";
            var revision = Value("revision");
            var span = (revision ?? url ?? resolver).TextSpan;
            var text = revision is null ? repository : $"{repository}@{revision.Value}";

            // What is fetched from the very commit that the run is for is a part of the change.
            if (revision is not null && IsFilledIn(revision.Value))
            {
                return IsFilledIn(repository) || IsOfTheRun(revision.Value)
                    ? Known(Pin.Local) with { Immutable = true, Publisher = Publisher.SameRepository }
                    : Reference.Unknown(text, span, ReferenceKind.Task, "its version is in a parameter");
            }

            if (IsFilledIn(repository))
            {
                return Reference.Unknown(text, span, ReferenceKind.Task, "its repository is in a parameter");
            }

            return Known(revision is null ? Pin.None : VersionWords.IsCommit(revision.Value) ? Pin.Commit : VersionWords.IsTag(revision.Value) ? Pin.Tag : Pin.Branch);

            Reference Known(Pin pin) => new()
            {
                Kind = ReferenceKind.Task,
                Text = text,
                Span = span,
                Name = $"{repository}//{Value("pathInRepo")?.Value}",
                Version = revision is null ? null : new Located<string>(revision.Value, revision.TextSpan),
                Pin = pin,
                Immutable = pin is Pin.Commit,
                Publisher = resources.PublisherOf(repository),
            };
        }

        Reference Hub()
        {
            var name = Value("name") ?? resolver;
            var version = Value("version");
            var isRange = version is not null && version.Value.AsSpan().ContainsAny(RangeMarks);
            return new Reference
            {
                Kind = ReferenceKind.Listed,
                Text = version is null ? name.Value : $"{name.Value}@{version.Value}",
                Span = (version ?? name).TextSpan,
                Name = $"hub/{name.Value}",
                Version = version is null ? null : new Located<string>(version.Value, version.TextSpan),
                Pin = version is null ? Pin.None : isRange ? Pin.Range : Pin.ExactVersion,
                Immutable = false,
                Publisher = Publisher.ThirdParty,
            };
        }

        Reference Http()
        {
            var url = Value("url");
            if (url is null)
            {
                return Missing("url");
            }

            var digest = Value("digest");
            var fetched = Annotated(url.Value, url.TextSpan);
            return digest is null ? fetched with { Version = null } : fetched with { Version = new Located<string>(digest.Value, digest.TextSpan), Pin = Pin.Digest, Immutable = true };
        }
    }

    private static Reference Bundle(YamlScalar bundle, YamlScalar? name)
    {
        if (IsFilledIn(bundle.Value))
        {
            return Reference.Unknown(bundle.Value, bundle.TextSpan, ReferenceKind.Bundle, "the bundle is in a parameter");
        }

        var parts = ImageName.Parse(bundle.Value.Trim());
        var version = parts.VersionIn(bundle.Value);
        return new Reference
        {
            Kind = ReferenceKind.Bundle,
            Text = bundle.Value,
            Span = bundle.TextSpan,
            Name = name is null ? parts.Name : $"{parts.Name}//{name.Value}",
            Version = version is null ? null : new Located<string>(version, bundle.PlaceOf(bundle.Value.Length - version.Length, version.Length)),
            Pin = bundle.Value.Contains(DigestMark, StringComparison.Ordinal) && parts.HasDigest ? Pin.Digest : parts.Tag is null ? Pin.None : Pin.Tag,
            Immutable = parts.HasDigest,
            Publisher = Publisher.ThirdParty,
        };
    }

    // The commit that the run is for, which no other repository has.
    private static bool IsOfTheRun(string revision) => revision.Trim('{', '}', ' ') is "revision" || revision is "$(params.revision)" or "$(params.git-revision)" or "$(params.git_revision)";

    private static bool IsFilledIn(string text) => text.Contains("$(", StringComparison.Ordinal) || text.Contains("{{", StringComparison.Ordinal);

    // The name with the defaults of its parameters; null where one has none.
    private static string? Filled(string text, Func<string, string?> defaults)
    {
        var filled = text;
        foreach (var put in Substitution.In(text, isDynamic: true))
        {
            if (put.Parameter is not { } name || defaults(name) is not { } value || IsFilledIn(value))
            {
                return null;
            }

            filled = filled.Replace(put.Text, value, StringComparison.Ordinal);
        }

        return filled;
    }
}
