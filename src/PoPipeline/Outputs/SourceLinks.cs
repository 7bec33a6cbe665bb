using PoPipeline.Escaping;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Outputs;

/// <summary>Links to lines of the repository on its forge, in Markdown; plain code where there is nothing to link to.</summary>
internal sealed class SourceLinks
{
    private readonly string? root;
    private readonly string lineSeparator;

    public SourceLinks(Repository repository)
    {
        lineSeparator = repository.Forge is Forge.GitLab ? "-" : "-L";
        var isLinkable = repository.Forge is not Forge.Unknown
            && repository.Revision is { Length: > 0 }
            && Uri.TryCreate(repository.Url, UriKind.Absolute, out var url)
            && url.Scheme == Uri.UriSchemeHttps;
        if (isLinkable)
        {
            var blob = repository.Forge is Forge.GitLab ? "/-/blob/" : "/blob/";
            root = new Uri(repository.Url!).AbsoluteUri.TrimEnd('/') + blob + Uri.EscapeDataString(repository.Revision!) + "/";
        }
    }

    /// <summary>The place of a finding, or the setting that it is about, as code, linked where possible.</summary>
    public string Of(Finding finding)
    {
        if (finding.Setting is not { } setting)
        {
            return Of(finding.Place);
        }

        var text = Untrusted.MarkdownCode(Untrusted.Cut(setting.Name, 400));
        return WebLinks.Of(setting.Url) is { } page ? $"[{text}]({page.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)})" : text;
    }

    /// <summary><c>path:line</c> as code, linked where possible.</summary>
    public string Of(Place place)
    {
        var text = Untrusted.MarkdownCode(Untrusted.Cut($"{place.Path}:{place.Region.StartLine}", 400));
        if (root is null)
        {
            return text;
        }

        var last = place.Region.EndLine > place.Region.StartLine ? $"{lineSeparator}{place.Region.EndLine}" : "";
        var link = $"{root}{Untrusted.UriPath(place.Path)}#L{place.Region.StartLine}{last}";
        return $"[{text}]({link.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)})";
    }
}
