using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>Reads what a pipeline reuses: libraries and images.</summary>
/// <param name="file">The file.</param>
internal sealed class ReuseReader(JenkinsText file)
{
    private const string Default = "no version is named, so that the settings of the library on the controller say which one it is, which no file tells";

    /// <summary>A library by its name and version: <c>name@version</c>.</summary>
    /// <param name="node">Where that is written.</param>
    /// <remarks>Source: https://www.jenkins.io/doc/book/pipeline/shared-libraries/#library-versions.</remarks>
    public Reference? Library(GroovyNode? node)
    {
        if (node is GroovyCall { Name: "library" or "identifier" } inner)
        {
            return Library(inner["identifier"] ?? inner.Positional.FirstOrDefault());
        }

        if (file.Said(node) is not { } said || node is null)
        {
            return node is null ? null : Reference.Unknown(file.Written(node), file.PlaceOf(node), ReferenceKind.Include, "its name is only known when the pipeline runs");
        }

        var at = said.Value.IndexOf('@', StringComparison.Ordinal);
        var name = at < 0 ? said.Value : said.Value[..at];
        var version = at < 0 ? null : said.Value[(at + 1)..];
        if (version is null)
        {
            return Reference.Unknown(said.Value, said.Span, ReferenceKind.Include, node is GroovyText { IsPlain: false } ? "its name is only known when the pipeline runs" : Default);
        }

        if (node is GroovyText { IsPlain: false })
        {
            return Reference.Unknown(said.Value, said.Span, ReferenceKind.Include, "its version is only known when the pipeline runs");
        }

        // '@ref@', '{{ref}}' and '<%= ref %>' stand in templates.
        if (version.StartsWith('@') || version.AsSpan().IndexOfAny('{', '<') >= 0)
        {
            return Reference.Unknown(said.Value, said.Span, ReferenceKind.Include, "something else fills its version in before it is a pipeline");
        }

        return new Reference
        {
            Kind = ReferenceKind.Include,
            Text = said.Value,
            Span = said.Span,
            Name = name,
            Version = new Located<string>(version, said.Span),
            Pin = VersionWords.IsCommit(version) ? Pin.Commit : VersionWords.IsTag(version) ? Pin.Tag : Pin.Branch,
            Immutable = VersionWords.IsCommit(version),

            // Whose it is stands on the controller; most are the organisation's own.
            Publisher = Publisher.SameOwner,
        };
    }

    /// <summary>An image by its name.</summary>
    /// <param name="node">Where that is written; null where it is nowhere.</param>
    public Reference? Image(GroovyNode? node)
    {
        if (node is null)
        {
            return null;
        }

        return file.Said(node) is { } said && node is not GroovyText { IsPlain: false }
            ? Image(said.Value, said.Span)
            : Reference.Unknown(file.Said(node)?.Value ?? file.Written(node), file.PlaceOf(node), ReferenceKind.Image, "the name is only known when the pipeline runs");
    }

    /// <summary>An image by its name.</summary>
    /// <param name="written">The name.</param>
    /// <param name="span">Where it is written.</param>
    public static Reference? Image(string written, Place span)
    {
        var text = written.Trim();
        if (text.Length == 0)
        {
            return null;
        }

        if (text.Contains('$', StringComparison.Ordinal))
        {
            return Reference.Unknown(text, span, ReferenceKind.Image, "the name holds a variable that only the run knows");
        }

        var parts = ImageName.Parse(text);
        return new Reference
        {
            Kind = ReferenceKind.Image,
            Text = text,
            Span = span,
            Name = parts.Name,
            Version = parts.VersionIn(text) is { } version ? new Located<string>(version, span) : null,
            Pin = parts.Pin,
            Immutable = parts.HasDigest,
            Publisher = Publisher.ThirdParty,
        };
    }

    /// <summary>Another file of the repository.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="span">Where it is called.</param>
    /// <param name="fromWorkspace">Whether it is taken from the workspace, and not from the version of the library that was loaded.</param>
    public static Reference Own(string path, Place span, bool fromWorkspace) => new()
    {
        Kind = ReferenceKind.Include,
        Text = path,
        Span = span,
        Name = path,
        Pin = Pin.Local,
        Immutable = true,
        Publisher = Publisher.SameRepository,
        Target = path,
        FromWorkspace = fromWorkspace,
    };

    /// <summary>The image that a pipeline builds of a file of the repository, and runs in.</summary>
    /// <param name="span">Where that is said.</param>
    public static Reference Built(Place span) => new()
    {
        Kind = ReferenceKind.Image,
        Text = "dockerfile",
        Span = span,
        Name = "dockerfile",
        Pin = Pin.Local,
        Immutable = true,
        Publisher = Publisher.SameRepository,
    };
}
