using System.Buffers;
using System.Collections.Immutable;
using PoPipeline.Rules.Credentials;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Deployments;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.ArgoCd;

/// <summary>Reads what is deployed from: repositories, charts, files of values, and images that parameters name.</summary>
/// <param name="repository">The repository that the manifest lies in.</param>
internal sealed class SourceReader(Repository repository)
{
    private static readonly SearchValues<char> RangeMarks = SearchValues.Create("<>=~^,*|");

    private readonly ImmutableArray<Reference>.Builder references = ImmutableArray.CreateBuilder<Reference>();
    private readonly ImmutableArray<OpenConnection>.Builder connections = ImmutableArray.CreateBuilder<OpenConnection>();
    private readonly List<NamedPath> named = [];

    /// <summary>Everything that was named so far, each place once.</summary>
    public ImmutableArray<Reference> References => [.. references.DistinctBy(reference => (reference.Span, reference.Kind))];

    /// <summary>The files and folders of repositories that were named so far, each with the address of its repository.</summary>
    public IReadOnlyList<NamedPath> Named => named;

    /// <summary>The connections so far that nothing protects.</summary>
    public ImmutableArray<OpenConnection> Connections => connections.ToImmutable();

    /// <summary>The sources of a specification, wherever they stand in it.</summary>
    /// <param name="spec">The specification of an Application.</param>
    public static IEnumerable<YamlMapping> SourcesOf(YamlMapping spec)
    {
        // Where there are several, the one beside them counts for nothing.
        if (spec["sources"] is YamlSequence { Items.IsEmpty: false } sources)
        {
            foreach (var source in sources.Items.OfType<YamlMapping>())
            {
                yield return source;
            }
        }
        else if (spec["source"] is YamlMapping source)
        {
            yield return source;
        }

        if ((spec["sourceHydrator"] as YamlMapping)?["drySource"] is YamlMapping dry)
        {
            yield return dry;
        }
    }

    /// <summary>The address of the repository that a reference is taken from.</summary>
    /// <param name="reference">One of <see cref="References"/>.</param>
    public static string RepositoryOf(Reference reference) => reference.Name.IndexOf("//", StringComparison.Ordinal) is >= 0 and var end ? reference.Name[..end] : reference.Name;

    /// <summary>Reads all sources of a specification.</summary>
    /// <param name="spec">The specification of an Application.</param>
    public void Read(YamlMapping spec)
    {
        foreach (var source in SourcesOf(spec))
        {
            Source(source);
        }
    }

    private void Source(YamlMapping source)
    {
        if (source["repoURL"] is YamlScalar { IsNull: false } url)
        {
            Connect(url);
            if (source["chart"] is null && source["path"] is YamlScalar { IsNull: false } path)
            {
                Name(url, path.Value);
            }

            references.Add(Of(url, source["chart"] as YamlScalar, source["path"] as YamlScalar, source["targetRevision"] as YamlScalar));
        }

        Fill(source);
    }

    /// <summary>Reads what a source is filled in with.</summary>
    /// <param name="source">The source, or what counts beside it.</param>
    public void Fill(YamlMapping source)
    {
        if (source["helm"] is YamlMapping helm)
        {
            foreach (var file in Items(helm, "valueFiles").Concat(((helm["fileParameters"] as YamlSequence)?.Items ?? []).OfType<YamlMapping>().Select(parameter => parameter["path"] as YamlScalar).OfType<YamlScalar>()))
            {
                Remote(file);
            }

            Parameters(((helm["parameters"] as YamlSequence)?.Items ?? []).OfType<YamlMapping>());
        }

        if (source["kustomize"] is YamlMapping kustomize)
        {
            foreach (var image in Items(kustomize, "images"))
            {
                var name = image.Value[(image.Value.LastIndexOf('=') + 1)..].Trim();
                if (name.Contains('@', StringComparison.Ordinal) || name.LastIndexOf(':') > name.LastIndexOf('/'))
                {
                    references.Add(Image(image, name));
                }
            }
        }
    }

    /// <summary>Keeps what is named of a repository.</summary>
    /// <param name="url">Its address.</param>
    /// <param name="path">A file or folder of it.</param>
    public void Name(YamlScalar url, string path)
    {
        if (RepositoryAddress.Parse(url.Value).Name is var address && !TemplatedText.IsFilledIn(address) && !TemplatedText.IsFilledIn(path))
        {
            named.Add(new NamedPath(address, path));
        }
    }

    /// <summary>Keeps a connection that nothing protects.</summary>
    /// <param name="url">The address.</param>
    public void Connect(YamlScalar url)
    {
        var address = RepositoryAddress.Parse(url.Value);
        if (address.IsPlain && !TemplatedText.IsFilledIn(address.Host))
        {
            connections.Add(new OpenConnection(OpenConnectionKind.Plain, $"http://{address.Name}", url.Span));
        }
    }

    /// <summary>A source.</summary>
    /// <param name="url">Where it is.</param>
    /// <param name="chart">The chart of a registry; null where it is no chart.</param>
    /// <param name="path">The folder; null where none is named.</param>
    /// <param name="revision">The version; null where none is named.</param>
    public Reference Of(YamlScalar url, YamlScalar? chart, YamlScalar? path, YamlScalar? revision)
    {
        var address = RepositoryAddress.Parse(url.Value);
        var place = CredentialFormats.MaskAll(address.Name);
        var part = chart is { IsNull: false } ? $"//{chart.Value}" : path is { IsNull: false } && path.Value.Trim('/', '.').Length > 0 ? $"//{path.Value.Trim('/')}" : "";
        var version = revision is { IsNull: false } ? revision.Value.Trim() : "";
        var isChart = chart is { IsNull: false } || url.Value.StartsWith("oci://", StringComparison.Ordinal);
        var pin = TemplatedText.IsFilledIn(version) ? Pin.Unknown : isChart ? OfChart(version) : OfCode(version);
        return new Reference
        {
            Kind = ReferenceKind.Chart,
            Text = version.Length == 0 ? $"{place}{part}" : $"{place}{part}@{version}",
            Span = (version.Length == 0 ? chart ?? url : revision!).Span,
            Name = place + part,
            Version = version.Length == 0 ? null : new Located<string>(version, revision!.Span),
            Pin = pin,
            Immutable = pin is Pin.Commit or Pin.Digest,
            Publisher = TemplatedText.IsFilledIn(address.Name) ? Publisher.Unknown : address.PublisherIn(repository),
            Why = pin is Pin.Unknown ? $"the version of '{place}{part}' is filled in from elsewhere, as '{version}'" : null,
        };
    }

    private static Pin OfCode(string version) =>
        version.Length == 0 ? Pin.None
        : VersionWords.IsCommit(version) ? Pin.Commit
        : version.AsSpan().ContainsAny(RangeMarks) || version.Contains(".x", StringComparison.OrdinalIgnoreCase) ? Pin.Range
        : VersionWords.IsTag(version) ? Pin.Tag
        : Pin.Branch;

    // A version that leaves out a part is a range of them.
    private static Pin OfChart(string version)
    {
        if (version.Length == 0)
        {
            return Pin.None;
        }

        if (version.StartsWith("sha256:", StringComparison.Ordinal) || version.Contains("@sha256:", StringComparison.Ordinal))
        {
            return Pin.Digest;
        }

        var number = version.TrimStart('v', 'V').Split('-', '+')[0].Split('.');
        return version.AsSpan().ContainsAny(RangeMarks) || version.Contains(" - ", StringComparison.Ordinal) || number.Any(part => part is "x" or "X") ? Pin.Range
            : number.All(part => part.Length > 0 && part.All(char.IsAsciiDigit)) ? (number.Length >= 3 ? Pin.ExactVersion : Pin.Range)
            : Pin.Tag;
    }

    private void Remote(YamlScalar file)
    {
        if (!file.Value.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !file.Value.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        Connect(file);
        var address = RepositoryAddress.Parse(file.Value);
        var name = CredentialFormats.MaskAll(address.Name);
        var commit = file.Value.Split('/').FirstOrDefault(part => VersionWords.IsCommit(part));
        var pin = TemplatedText.IsFilledIn(file.Value) ? Pin.Unknown : commit is null ? Pin.None : Pin.Commit;
        references.Add(new Reference
        {
            Kind = ReferenceKind.Include,
            Text = name,
            Span = file.Span,
            Name = name,
            Version = commit is null ? null : new Located<string>(commit, file.Span),
            Pin = pin,
            Immutable = commit is not null,
            Publisher = Publisher.Unknown,
            Why = pin is Pin.Unknown ? $"the address of the values '{name}' is filled in from elsewhere" : null,
        });
    }

    // A parameter 'image' holds a whole name, 'image.repository' and 'image.tag' the parts of one; the tool that raises images calls the first 'image.name'.
    private void Parameters(IEnumerable<YamlMapping> parameters)
    {
        var values = new Dictionary<string, YamlScalar>(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            if (parameter["name"] is YamlScalar name && parameter["value"] is YamlScalar { IsNull: false } value)
            {
                _ = values.TryAdd(name.Value, value);
            }
        }

        foreach (var (name, value) in values.OrderBy(one => one.Value.SourceStart))
        {
            if (name.EndsWith("image", StringComparison.OrdinalIgnoreCase) && IsImage(value.Value))
            {
                references.Add(Image(value, value.Value.Trim()));
            }
            else if (name.EndsWith("image.tag", StringComparison.OrdinalIgnoreCase) && (values.GetValueOrDefault(name[..^3] + "repository") ?? values.GetValueOrDefault(name[..^3] + "name")) is { } held && !TemplatedText.IsFilledIn(held.Value)
                && !values.ContainsKey(name[..^3] + "digest"))
            {
                references.Add(Image(value, $"{held.Value.Trim()}:{value.Value.Trim()}"));
            }
        }
    }

    private static bool IsImage(string text) => text.Length is > 0 and < 500 && !text.Contains(' ', StringComparison.Ordinal) && (text.Contains('/', StringComparison.Ordinal) || text.Contains(':', StringComparison.Ordinal));

    private static Reference Image(YamlScalar written, string name)
    {
        if (TemplatedText.IsFilledIn(name))
        {
            return Reference.Unknown(name, written.Span, ReferenceKind.Image, $"the image '{name}' is filled in from elsewhere");
        }

        var parts = ImageName.Parse(name);
        var version = parts.VersionStart < name.Length ? name[parts.VersionStart..] : null;
        return new Reference
        {
            Kind = ReferenceKind.Image,
            Text = name,
            Span = written.Span,
            Name = parts.Name,
            Version = version is null ? null : new Located<string>(version, written.Span),
            Pin = parts.HasDigest ? Pin.Digest : parts.Tag is null && parts.Digest is null ? Pin.None : Pin.Tag,
            Immutable = parts.HasDigest,
            Publisher = Publisher.ThirdParty,
        };
    }

    private static IEnumerable<YamlScalar> Items(YamlMapping mapping, string key) => ((mapping[key] as YamlSequence)?.Items ?? []).OfType<YamlScalar>();
}
