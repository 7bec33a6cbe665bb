using System.Globalization;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Reads what workflows reuse: actions, other workflows, images.</summary>
/// <param name="repository">The repository that reuses them.</param>
/// <param name="source">The text of the file, for the comments behind.</param>
internal sealed class ReferenceReader(Repository repository, string source)
{
    /// <summary>What an image's name begins with where something else could stand.</summary>
    public const string DockerScheme = "docker://";
    private const string Workspace = "./";
    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>Reads the value of <c>uses</c>.</summary>
    /// <param name="uses">The value.</param>
    /// <param name="kind">An action for a step, a reusable pipeline for a job.</param>
    public Reference Uses(YamlScalar uses, ReferenceKind kind)
    {
        var text = uses.Value.Trim();
        if (text.StartsWith(DockerScheme, StringComparison.OrdinalIgnoreCase))
        {
            return Image(text, uses, DockerScheme.Length);
        }

        if (IsLocal(text))
        {
            return Local(text, uses.Span, kind);
        }

        if (text.Contains("${{", StringComparison.Ordinal))
        {
            return Reference.Unknown(text, uses.Span, kind, "GitHub allows no expression here");
        }

        var at = text.IndexOf('@', StringComparison.Ordinal);
        var name = (at < 0 ? text : text[..at]).Replace('\\', '/').Trim('/').ToLower(CultureInfo.InvariantCulture);
        var version = at < 0 ? null : text[(at + 1)..];
        return new Reference
        {
            Kind = kind,
            Text = text,
            Span = uses.Span,
            Name = name,
            Version = version is null ? null : new Located<string>(version, uses.PlaceOf(uses.Value.IndexOf('@', StringComparison.Ordinal) + 1, version.Length)),
            VersionComment = VersionBehind(uses, source),
            Pin = PinOf(version),
            Immutable = version is not null && VersionWords.IsCommit(version),
            Publisher = PublisherOf(name),
        };
    }

    /// <summary>The part of a value of <c>uses</c> before the version: what is used.</summary>
    /// <param name="uses">The value.</param>
    public static string NameOf(string uses)
    {
        var at = uses.IndexOf('@', StringComparison.Ordinal);
        return (at < 0 ? uses : uses[..at]).Trim();
    }

    /// <summary>Reads the name of an image.</summary>
    /// <param name="text">The name, with expressions already resolved where they could be.</param>
    /// <param name="written">Where it is written.</param>
    /// <param name="skip">The length of what stands before it in the scalar, such as the scheme.</param>
    public Reference Image(string text, YamlScalar written, int skip = 0)
    {
        var bare = text[skip..];
        if (bare.Contains("${{", StringComparison.Ordinal))
        {
            return Reference.Unknown(text, written.Span, ReferenceKind.Image, "the name is computed when the pipeline runs");
        }

        return Image(text, bare, written.Span, version => written.Value.IndexOf(version, StringComparison.Ordinal) is >= 0 and var at ? written.PlaceOf(at, version.Length) : written.Span);
    }

    /// <summary>Reads the name of an image that is no part of a YAML file.</summary>
    /// <param name="text">The name as it is shown.</param>
    /// <param name="name">The name.</param>
    /// <param name="span">Where it is written.</param>
    /// <param name="placeOf">Where its version is written.</param>
    public Reference Image(string text, string name, Place span, Func<string, Place> placeOf)
    {
        var image = ImageName.Parse(name);
        var version = image.VersionIn(name);
        return new Reference
        {
            Kind = ReferenceKind.Image,
            Text = text,
            Span = span,
            Name = image.Name,
            Version = version is null ? null : new Located<string>(version, placeOf(version)),
            Pin = image.Pin,
            Immutable = image.HasDigest,
            Publisher = ImagePublisherOf(image.Name),
        };
    }

    /// <summary>The version that a comment behind a value names; null where none does.</summary>
    /// <param name="uses">The value.</param>
    /// <param name="source">The text of its file.</param>
    public static string? VersionBehind(YamlScalar uses, string source) =>
        CommentBehind(uses, source) is { Length: > 0 } comment ? VersionWords.InComment(comment) : null;

    /// <summary>Something in the repository itself.</summary>
    public static Reference Local(string text, Place span, ReferenceKind kind) => new()
    {
        Kind = kind,
        Text = text,
        Span = span,
        Name = LocalPath(text),
        Target = LocalPath(text),
        FromWorkspace = kind is ReferenceKind.Action && IsInWorkspace(text),
        Pin = Pin.Local,
        Immutable = true,
        Publisher = Publisher.SameRepository,
    };

    /// <summary>Whether a value of <c>uses</c> names something in the workspace or, by <c>$/</c>, in the same commit of the repository.</summary>
    public static bool IsLocal(string text) => IsInWorkspace(text) || text.StartsWith("$/", StringComparison.Ordinal) || text is "." or "$";

    /// <summary>Whether a value of <c>uses</c> names something in the workspace, in the words of Windows or of others.</summary>
    public static bool IsInWorkspace(string text) => text.StartsWith(Workspace, StringComparison.Ordinal) || text.StartsWith(".\\", StringComparison.Ordinal);

    /// <summary>The path from the repository's root that a local value of <c>uses</c> names; it starts with <c>../</c> where it leaves the workspace.</summary>
    public static string LocalPath(string text)
    {
        var parts = new List<string>();
        foreach (var part in text.Split(Separators).Skip(1))
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (part is ".." && parts.Count > 0 && parts[^1] is not "..")
            {
                parts.RemoveAt(parts.Count - 1);
                continue;
            }

            parts.Add(part);
        }

        return string.Join('/', parts);
    }

    /// <summary>How firmly a ref names one content, by its look.</summary>
    public static Pin PinOf(string? version) => version switch
    {
        null or "" => Pin.None,
        _ when VersionWords.IsCommit(version) => Pin.Commit,
        _ when VersionWords.IsTag(version) => Pin.Tag,
        _ => Pin.Branch,
    };

    /// <summary>Whom one trusts by using a repository.</summary>
    /// <param name="name">Owner and repository, lower case.</param>
    public Publisher PublisherOf(string name)
    {
        var parts = name.Split('/', 3);
        return parts.Length < 2 ? Publisher.Unknown
            : Same(parts[0], repository.Owner) ? (Same(parts[1], repository.Name) ? Publisher.SameRepository : Publisher.SameOwner)
            : parts[0] is "actions" or "github" ? Publisher.PlatformVendor
            : Publisher.ThirdParty;
    }

    private Publisher ImagePublisherOf(string name)
    {
        const string Registry = "ghcr.io/";
        if (!name.StartsWith(Registry, StringComparison.Ordinal))
        {
            return Publisher.ThirdParty;
        }

        var owner = name.Split('/')[1];
        return Same(owner, repository.Owner) ? Publisher.SameOwner : owner is "actions" or "github" ? Publisher.PlatformVendor : Publisher.ThirdParty;
    }

    private static bool Same(string name, string? other) => other is not null && string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    // What follows on the same line, behind closing brackets of a flow.
    private static ReadOnlySpan<char> CommentBehind(YamlScalar scalar, string source)
    {
        if (scalar.IsBlock || scalar.SourceEnd >= source.Length)
        {
            return [];
        }

        var rest = source.AsSpan(scalar.SourceEnd).TrimStart(" \t}]");
        if (rest.IsEmpty || rest[0] is not '#')
        {
            return [];
        }

        const int Longest = 200;
        var end = rest[..Math.Min(rest.Length, Longest)].IndexOfAny('\n', '\r');
        return (end < 0 ? rest[..Math.Min(rest.Length, Longest)] : rest[..end])[1..];
    }
}
