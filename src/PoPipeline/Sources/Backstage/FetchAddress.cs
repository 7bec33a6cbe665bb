using PoPipeline.Rules.Credentials;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Backstage;

/// <summary>Takes the address of a folder of another repository apart, as the scaffolder does: <c>https://github.com/acme/skeletons/tree/main/service</c>.</summary>
internal static class FetchAddress
{
    // What stands before the version, by forge.
    private static readonly string[] Marks = ["tree", "blob", "raw", "src"];

    /// <summary>Whether it is an address, and not a folder beside the template.</summary>
    /// <param name="text">The text.</param>
    public static bool IsOne(string text) => text.Contains("://", StringComparison.Ordinal);

    /// <summary>What is fetched.</summary>
    /// <param name="text">The address.</param>
    /// <param name="repository">The repository that the template lies in.</param>
    public static Reference Read(YamlScalar text, Repository repository)
    {
        var address = Shown(text.Value);
        var rest = address[(address.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var query = rest.IndexOfAny(['?', '#']);
        var parts = (query < 0 ? rest : rest[..query]).Split('/', StringSplitOptions.RemoveEmptyEntries);
        var mark = Array.FindIndex(parts, Math.Min(3, parts.Length), part => Marks.Contains(part, StringComparer.Ordinal));
        var end = mark < 0 ? parts.Length : parts[mark - 1] is "-" ? mark - 1 : mark;
        var name = string.Join('/', parts.Take(end)).ToLowerInvariant();
        var version = mark >= 0 && mark + 1 < parts.Length ? parts[mark + 1] : query >= 0 ? InQuery(rest[query..]) : null;
        if (ScaffolderExpressions.AreIn(name) || (version is not null && ScaffolderExpressions.AreIn(version)))
        {
            return Reference.Unknown(address, text.Span, ReferenceKind.Source, "whoever uses the template fills it in") with { Name = name };
        }

        var pin = PinOf(version);
        return new Reference
        {
            Kind = ReferenceKind.Source,
            Text = address,
            Span = text.Span,
            Name = name,
            Version = version is null ? null : new Located<string>(version, text.Span),
            Pin = pin,
            Immutable = pin is Pin.Commit,
            Publisher = RepositoryAddress.Parse(name).PublisherIn(repository),
        };
    }

    /// <summary>The folder that is fetched, within its repository; empty where it is all of it, or where that is not told.</summary>
    /// <param name="text">The address, as <see cref="Read"/> shows it.</param>
    public static string PathOf(string text)
    {
        var parts = text.Split('?', '#')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        var mark = Array.FindIndex(parts, Math.Min(4, parts.Length), part => Marks.Contains(part, StringComparer.Ordinal));
        return mark < 0 ? "" : string.Join('/', parts.Skip(mark + 2));
    }

    /// <summary>An address without the name and the password that may stand before its host.</summary>
    /// <param name="text">The address.</param>
    public static string Shown(string text)
    {
        var address = CredentialFormats.MaskAll(text.Trim());
        var start = address.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
        {
            return address;
        }

        var host = address.AsSpan(start + 3);
        var end = host.IndexOfAny(['/', '?', '#']);
        var at = (end < 0 ? host : host[..end]).LastIndexOf('@');
        return at < 0 ? address : address.Remove(start + 3, at + 1);
    }

    /// <summary>The repository that a step publishes to, as <see cref="Read"/> names it; null where it is not said.</summary>
    /// <param name="repoUrl">As the scaffolder writes it: <c>github.com?owner=acme&amp;repo=shop</c>.</param>
    public static string? Published(string repoUrl)
    {
        var query = repoUrl.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
        {
            return null;
        }

        var pairs = repoUrl[(query + 1)..].Split('&');
        var owner = Array.Find(pairs, pair => pair.StartsWith("owner=", StringComparison.Ordinal))?["owner=".Length..];
        var name = Array.Find(pairs, pair => pair.StartsWith("repo=", StringComparison.Ordinal))?["repo=".Length..];
        return owner is null || name is null ? null : $"{repoUrl[..query]}/{owner}/{name}".ToLowerInvariant();
    }

    // Bitbucket's server and Azure name the version behind a question mark: 'at=main', 'version=GBmain'.
    private static string? InQuery(string query)
    {
        foreach (var pair in query[1..].Split('&'))
        {
            if (pair.StartsWith("at=", StringComparison.Ordinal))
            {
                return pair[3..];
            }

            if (pair.StartsWith("version=G", StringComparison.Ordinal) && pair.Length > 10)
            {
                return pair[10..];
            }
        }

        return null;
    }

    private static Pin PinOf(string? version) =>
        version is null ? Pin.None : VersionWords.IsCommit(version) ? Pin.Commit : VersionWords.IsTag(version) ? Pin.Tag : Pin.Branch;
}
