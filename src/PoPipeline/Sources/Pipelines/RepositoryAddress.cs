using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines;

/// <summary>The address of a repository that something is taken from.</summary>
/// <param name="Host">The server, lower case; empty where none is told.</param>
/// <param name="Path">What stands behind it, without slashes at the ends and without <c>.git</c>.</param>
/// <param name="IsPlain">Whether it is reached without encryption, though it lies elsewhere.</param>
internal sealed record RepositoryAddress(string Host, string Path, bool IsPlain)
{
    /// <summary>The address without credentials and ending, as names compare by.</summary>
    public string Name => Host.Length == 0 ? Path : Path.Length == 0 ? Host : $"{Host}/{Path}";

    /// <summary>Whether only the cluster or its network knows the server.</summary>
    public bool IsInside => Host.Length > 0 && (!Host.Contains('.', StringComparison.Ordinal) || Host.EndsWith(".svc", StringComparison.Ordinal) || Host.EndsWith(".local", StringComparison.Ordinal) || Host.EndsWith(".internal", StringComparison.Ordinal) || Host.StartsWith("127.", StringComparison.Ordinal));

    /// <summary>Takes an address apart; whatever is written yields something.</summary>
    /// <param name="text">As written: <c>https://…</c>, <c>git@host:owner/name.git</c>, <c>oci://…</c>, <c>registry/charts</c>.</param>
    public static RepositoryAddress Parse(string text)
    {
        text = text.Trim();
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? text : text[(scheme + 3)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var at = rest.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0 && (slash < 0 || at < slash))
        {
            rest = rest[(at + 1)..];
        }

        // git@host:owner/name has a colon in place of the first slash.
        var isShort = scheme < 0 && at >= 0;
        var end = isShort ? rest.IndexOfAny([':', '/']) : rest.IndexOf('/', StringComparison.Ordinal);
        var host = (end < 0 ? rest : rest[..end]).ToLowerInvariant();
        var path = end < 0 ? "" : rest[(end + 1)..].Trim('/');
        path = path.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? path[..^4] : path;
        var port = host.IndexOf(':', StringComparison.Ordinal);
        host = port < 0 ? host : host[..port];
        var address = new RepositoryAddress(host, path, IsPlain: false);
        return address with { IsPlain = scheme == 4 && text.StartsWith("http:", StringComparison.OrdinalIgnoreCase) && !address.IsInside };
    }

    /// <summary>Whether it is the repository itself.</summary>
    /// <param name="repository">The repository.</param>
    public bool IsOf(Repository repository) => repository.Url is { } url && Parse(url) is var own && own.Host == Host && own.Path.Equals(Path, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whom one trusts who takes something from there.</summary>
    /// <param name="repository">The repository.</param>
    public Publisher PublisherIn(Repository repository) =>
        repository.Url is not { } url || IsInside ? Publisher.Unknown
        : IsOf(repository) ? Publisher.SameRepository
        : Parse(url).Host == Host && repository.Owner is { } owner && Path.StartsWith(owner + "/", StringComparison.OrdinalIgnoreCase) ? Publisher.SameOwner
        : Publisher.ThirdParty;
}
