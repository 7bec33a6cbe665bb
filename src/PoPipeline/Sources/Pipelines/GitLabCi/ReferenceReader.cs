using PoPipeline.Rules.Credentials;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Reads what a configuration reuses: images, includes, components.</summary>
/// <param name="repository">The repository that reuses them.</param>
/// <param name="header">The document that declares the inputs; null where there is none.</param>
internal sealed class ReferenceReader(Repository repository, YamlMapping? header)
{
    /// <summary>The latest version of a component, which changes by itself.</summary>
    private const string Latest = "~latest";

    /// <summary>The instance that GitLab itself keeps.</summary>
    private const string MakersHost = "gitlab.com";

    /// <summary>Reads the name of an image.</summary>
    /// <param name="image">Where it is written.</param>
    /// <param name="variables">What the variables in it hold.</param>
    public Reference? Image(YamlScalar image, JobVariables variables)
    {
        var written = image.Value.Trim();
        if (written.Length == 0)
        {
            return null;
        }

        if (Interpolated.Filled(written, header) is not { } named)
        {
            return Reference.Unknown(written, image.Span, ReferenceKind.Image, "the name holds an input that the file does not set");
        }

        if (variables.Filled(named) is not { } filled)
        {
            return Reference.Unknown(written, image.Span, ReferenceKind.Image, "the name holds variables without an end");
        }

        var (name, isOwn) = RegistryNames.Resolve(filled);
        var parts = ImageName.Parse(name);
        var version = parts.VersionIn(name);
        var open = VariableNames.In(version ?? name).ToList();
        if (open.Count > 0 && (version is null || !open.All(RunNames.IsKnown)))
        {
            return Reference.Unknown(written, image.Span, ReferenceKind.Image, "the name holds a variable that the files do not set", isOwn ? Publisher.SameRepository : Publisher.Unknown);
        }

        // A variable of GitLab's own is told as it is written.
        if (open.Count > 0 && written[(written.LastIndexOf('/') + 1)..].Split(':', 2) is [_, var tag] && tag.Contains('$', StringComparison.Ordinal))
        {
            version = tag;
        }

        // What is named after this very run or its commit, the run has built itself; no digest of that is known before.
        var isBuilt = open.Exists(RunNames.IsOfRun);
        return new Reference
        {
            Kind = ReferenceKind.Image,
            Text = written,
            Span = image.Span,
            Name = RegistryNames.InWords(parts.Name),
            Version = version is null ? null : new Located<string>(version, image.Value.IndexOf(version, StringComparison.Ordinal) is >= 0 and var at ? image.PlaceOf(at, version.Length) : image.Span),
            Pin = isBuilt ? Pin.Local : parts.Pin,
            Immutable = isBuilt || parts.HasDigest,
            Publisher = isBuilt || isOwn ? Publisher.SameRepository : PublisherOfImage(parts.Name),
        };
    }

    /// <summary>What an entry of <c>include</c> reuses; null for what lies in the repository itself.</summary>
    /// <param name="include">The entry.</param>
    public Reference? Include(CiInclude include) => include.Kind switch
    {
        "project" => Project(include),
        "remote" => Remote(include),
        "component" => Component(include.Location, ReferenceKind.Include),
        "template" => new Reference
        {
            Kind = ReferenceKind.Include,
            Text = include.Location.Value,
            Span = include.Location.Span,
            Name = include.Location.Value,

            // It comes with GitLab itself, and changes with it alone.
            Pin = Pin.Local,
            Immutable = true,
            Publisher = Publisher.PlatformVendor,
        },
        "local" when include.Location.Value.Contains('$', StringComparison.Ordinal) => Reference.Unknown(include.Location.Value, include.Location.Span, ReferenceKind.Include, include.Why, Publisher.SameRepository),
        _ => null,
    };

    /// <summary>The configuration that a job starts as a pipeline of its own; null where it is none of this repository or of a project that is named.</summary>
    /// <param name="entry">What it names.</param>
    public Reference? Child(IncludeEntry entry) => entry.Kind switch
    {
        "local" when !entry.Location.Value.Contains('$', StringComparison.Ordinal) => Local(entry.Location),
        "artifact" => Reference.Unknown(entry.Location.Value, entry.Location.Span, ReferenceKind.ReusablePipeline, "a job of the same pipeline writes it", Publisher.SameRepository),
        _ => Include(new CiInclude(entry.Kind, entry.Location, entry.Node, "it is not read")),
    };

    /// <summary>The pipeline that a job starts, in this project or another one; null where it starts none.</summary>
    /// <param name="trigger">The value of <c>trigger</c>.</param>
    /// <remarks>
    /// Source: https://docs.gitlab.com/ci/yaml/#triggerproject and https://docs.gitlab.com/ci/yaml/#triggerinclude. A pipeline of another project runs there, with that project's secrets and always by
    /// a branch or tag: it is nothing that could be pinned, and what counts is what it is handed.
    /// </remarks>
    public Reference? Started(YamlNode? trigger) =>
        (trigger as YamlScalar ?? (trigger as YamlMapping)?["project"] as YamlScalar) is { IsNull: false } project
            ? Reference.Unknown(project.Value, project.Span, ReferenceKind.ReusablePipeline, "it lies in another project", project.Value.Contains('$', StringComparison.Ordinal) ? Publisher.Unknown : PublisherOf(project.Value.Trim('/'), isHere: true))
            : IncludeEntry.Of((trigger as YamlMapping)?["include"]).Select(Child).FirstOrDefault(child => child is not null);

    /// <summary>The files of another project's job that a job waits for; null where it waits for none, or for one of this project.</summary>
    /// <param name="need">An entry of <c>needs</c>.</param>
    /// <remarks>Source: https://docs.gitlab.com/ci/yaml/#needsproject: those of the latest run of the job that succeeded for a ref, which is a branch or a tag.</remarks>
    public Reference? Artifacts(YamlMapping need)
    {
        if (need["project"] is not YamlScalar { IsNull: false } project || need["ref"] is not YamlScalar { IsNull: false } version || need["artifacts"] is YamlScalar { Value: "false" }
            || project.Value is "$CI_PROJECT_PATH" or "${CI_PROJECT_PATH}" || IsOwn(project.Value))
        {
            return null;
        }

        var text = $"{project.Value}@{version.Value}";
        if (project.Value.Contains('$', StringComparison.Ordinal) || VariableNames.In(version.Value).Any(name => !RunNames.IsOfBranch(name)))
        {
            return Reference.Unknown(text, version.Span, ReferenceKind.Artifacts, "the project or its version is in a variable");
        }

        return new Reference
        {
            Kind = ReferenceKind.Artifacts,
            Text = text,
            Span = version.Span,
            Name = $"{project.Value}//{(need["job"] as YamlScalar)?.Value}",
            Version = new Located<string>(version.Value, version.Span),
            Pin = VersionWords.IsTag(version.Value) ? Pin.Tag : Pin.Branch,
            Immutable = false,
            Publisher = PublisherOf(project.Value, isHere: true),
        };
    }

    /// <summary>A component, or a step that is named like one: <c>gitlab.com/group/project/name@1.2.3</c>.</summary>
    /// <param name="written">Where it is named.</param>
    /// <param name="kind">What it is.</param>
    /// <remarks>Source: https://docs.gitlab.com/ci/components/#component-versions.</remarks>
    public Reference Component(YamlScalar written, ReferenceKind kind)
    {
        var text = written.Value.Trim();
        var at = text.LastIndexOf('@');
        var name = (at < 0 ? text : text[..at]).TrimEnd('/');
        var version = at < 0 ? null : text[(at + 1)..];

        // The instance that the project lies on, whatever it is called.
        var isHere = name.StartsWith("$CI_SERVER_FQDN/", StringComparison.Ordinal) || name.StartsWith("${CI_SERVER_FQDN}/", StringComparison.Ordinal) || name.StartsWith("$CI_SERVER_HOST/", StringComparison.Ordinal);
        var path = name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];
        if (version?.Contains('$', StringComparison.Ordinal) == true || (path.Contains('$', StringComparison.Ordinal) && !path.StartsWith("$CI_PROJECT_", StringComparison.Ordinal)))
        {
            // A component that is tested by its own project is used as it is in the same commit.
            var isOwn = version is "$CI_COMMIT_SHA" or "${CI_COMMIT_SHA}";
            return Reference.Unknown(text, written.Span, kind, "the version is only known when the pipeline runs", isOwn ? Publisher.SameRepository : Publisher.Unknown) with
            {
                Pin = isOwn ? Pin.Local : Pin.Unknown,
                Immutable = isOwn,
                Why = isOwn ? null : "the version is only known when the pipeline runs",
            };
        }

        return new Reference
        {
            Kind = kind,
            Text = text,
            Span = written.Span,
            Name = isHere ? path : name,
            Version = version is null ? null : new Located<string>(version, written.PlaceOf(written.Value.LastIndexOf('@') + 1, version.Length)),
            Pin = version is null or "" or Latest ? Pin.None : VersionWords.IsCommit(version) ? Pin.Commit : IsRelease(version) ? Pin.Tag : IsRange(version) ? Pin.Range : VersionWords.IsTag(version) ? Pin.Tag : Pin.Branch,
            Immutable = version is not null && VersionWords.IsCommit(version),
            Publisher = name.StartsWith(MakersHost + "/", StringComparison.OrdinalIgnoreCase) && PublisherAtMaker(path) is Publisher.PlatformVendor ? Publisher.PlatformVendor : PublisherOf(path, isHere || IsHost(name)),
        };
    }

    private Reference? Project(CiInclude include)
    {
        if (include.Entry is not YamlMapping mapping)
        {
            return null;
        }

        var project = include.Location.Value.Trim().Trim('/');
        var files = string.Join(", ", ShortForms.Texts(mapping["file"]).Select(file => file.Value));
        var version = mapping["ref"] as YamlScalar;
        var text = version is null ? project : $"{project}@{version.Value}";
        var span = (version ?? include.Location).Span;
        if (project is "$CI_PROJECT_PATH" or "${CI_PROJECT_PATH}" || IsOwn(project))
        {
            // Whoever may write there writes here as well.
            return Known(Pin.Local) with { Publisher = Publisher.SameRepository, Immutable = true };
        }

        if (project.Contains('$', StringComparison.Ordinal))
        {
            return Reference.Unknown(text, span, ReferenceKind.Include, "the project is in a variable");
        }

        var open = VariableNames.In(version?.Value ?? "").ToList();
        return open.Count > 0 && !open.TrueForAll(RunNames.IsOfBranch)
            ? Reference.Unknown(text, span, ReferenceKind.Include, "the version is in a variable", PublisherOf(project, isHere: true))
            : Known(version is null ? Pin.None : open.Count > 0 ? Pin.Branch : VersionWords.IsCommit(version.Value) ? Pin.Commit : VersionWords.IsTag(version.Value) ? Pin.Tag : Pin.Branch);

        Reference Known(Pin pin) => new()
        {
            Kind = ReferenceKind.Include,
            Text = text,
            Span = span,
            Name = $"{project}//{files}",
            Version = version is null ? null : new Located<string>(version.Value, version.Span),
            Pin = pin,
            Immutable = pin is Pin.Commit,
            Publisher = PublisherOf(project, isHere: true),
        };
    }

    // The address may name a commit; a hash of the content is checked by GitLab itself.
    private Reference Remote(CiInclude include)
    {
        var address = CredentialFormats.MaskAll(include.Location.Value.Trim());
        var integrity = (include.Entry as YamlMapping)?["integrity"] as YamlScalar;
        if (integrity is null && VariableNames.In(address).Any(name => !RunNames.IsOfBranch(name) && !RunNames.IsOfProject(name)))
        {
            return Reference.Unknown(address, include.Location.Span, ReferenceKind.Include, "the address holds a variable");
        }

        var commit = address.Split('/').FirstOrDefault(part => VersionWords.IsCommit(part));
        return new Reference
        {
            Kind = ReferenceKind.Include,
            Text = address,
            Span = include.Location.Span,
            Name = address,
            Version = integrity is not null ? new Located<string>(integrity.Value, integrity.Span) : commit is not null ? new Located<string>(commit, include.Location.Span) : null,
            Pin = integrity is not null ? Pin.Digest : commit is not null ? Pin.Commit : Pin.None,
            Immutable = integrity is not null || commit is not null,
            Publisher = !Uri.TryCreate(address, UriKind.Absolute, out var uri) ? Publisher.ThirdParty
                : IsHost(uri.Host) ? PublisherOf(uri.AbsolutePath.TrimStart('/'), isHere: true)
                : uri.Host is MakersHost ? PublisherAtMaker(uri.AbsolutePath.TrimStart('/'))
                : Publisher.ThirdParty,
        };
    }

    private static Reference Local(YamlScalar path)
    {
        var name = path.Value.Trim().TrimStart('/');
        return new Reference
        {
            Kind = ReferenceKind.ReusablePipeline,
            Text = path.Value,
            Span = path.Span,
            Name = name,
            Target = name,
            Pin = Pin.Local,
            Immutable = true,
            Publisher = Publisher.SameRepository,
        };
    }

    private Publisher PublisherOf(string path, bool isHere)
    {
        var owner = repository.Owner;
        if (isHere && owner is not null && path.StartsWith(owner.Split('/')[0] + "/", StringComparison.OrdinalIgnoreCase))
        {
            return IsOwn(path) ? Publisher.SameRepository : Publisher.SameOwner;
        }

        return isHere && IsHost(MakersHost) ? PublisherAtMaker(path) : isHere && owner is null ? Publisher.Unknown : Publisher.ThirdParty;
    }

    // The groups in which GitLab itself publishes.
    private static Publisher PublisherAtMaker(string path) => path.Split('/')[0].ToUpperInvariant() is "COMPONENTS" or "GITLAB-ORG" or "GITLAB-COM" ? Publisher.PlatformVendor : Publisher.ThirdParty;

    private bool IsOwn(string path) => repository.Owner is { } owner && repository.Name is { } name && (path + "/").StartsWith($"{owner}/{name}/", StringComparison.OrdinalIgnoreCase);

    private Publisher PublisherOfImage(string name)
    {
        if (RegistryNames.PathHere(name) is { } path)
        {
            return PublisherOf(path, isHere: true);
        }

        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var host = slash < 0 ? name : name[..slash];
        return host is $"registry.{MakersHost}" && PublisherAtMaker(name[(slash + 1)..]) is Publisher.PlatformVendor ? Publisher.PlatformVendor
            : host.StartsWith("registry.", StringComparison.Ordinal) && IsHost(host["registry.".Length..]) ? PublisherOf(name[(slash + 1)..], isHere: true)
            : Publisher.ThirdParty;
    }

    private bool IsHost(string name) =>
        repository.Url is { } url && Uri.TryCreate(url, UriKind.Absolute, out var address) && (name.Equals(address.Host, StringComparison.OrdinalIgnoreCase) || name.StartsWith(address.Host + "/", StringComparison.OrdinalIgnoreCase));

    private static bool IsRelease(string version) => version.Split('.') is { Length: 3 } parts && parts.All(part => part.Length > 0) && VersionWords.IsTag(version);

    private static bool IsRange(string version) => version.Split('.') is { Length: 1 or 2 } parts && parts.All(part => part.Length > 0 && part.All(char.IsAsciiDigit));
}
