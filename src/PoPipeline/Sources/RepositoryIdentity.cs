using PoPipeline.Rules.Model;
using PoPipeline.Sources.Git;

namespace PoPipeline.Sources;

/// <summary>What hosts a repository, and under which name.</summary>
internal sealed record RepositoryIdentity(Forge Forge, string? Url, string? Owner, string? Name)
{
    /// <summary>Tells it from the remote, and what that leaves open from the environment.</summary>
    /// <param name="remote">The address of the remote; null where there is none.</param>
    /// <param name="top">The top of the working tree, absolute.</param>
    /// <param name="hints">What the environment says.</param>
    public static RepositoryIdentity Of(string? remote, string top, RepositoryHints hints)
    {
        if (remote is not null && RemoteAddress.Of(remote) is { } address)
        {
            return new RepositoryIdentity(ForgeOf(address.Host, hints), address.Url, address.Owner, address.Name);
        }

        if (hints is { Repository: { Length: > 0 } path, Workspace: { Length: > 0 } workspace }
            && Path.GetFullPath(Path.TrimEndingDirectorySeparator(workspace)) == top
            && RemoteAddress.Of($"{(hints.Server is { Length: > 0 } server ? server.TrimEnd('/') : DefaultServer(hints.Forge))}/{path}") is { } hosted)
        {
            return new RepositoryIdentity(hints.Forge, hosted.Url, hosted.Owner, hosted.Name);
        }

        return new RepositoryIdentity(Forge.Unknown, null, null, null);
    }

    private static string DefaultServer(Forge forge) => forge is Forge.GitLab ? "https://gitlab.com" : "https://github.com";

    private static Forge ForgeOf(string host, RepositoryHints hints)
    {
        if (hints.Server is { } server && Uri.TryCreate(server, UriKind.Absolute, out var uri) && uri.Host.Equals(host, StringComparison.OrdinalIgnoreCase))
        {
            return hints.Forge;
        }

        // Self-managed servers are mostly named after what runs there; only the whole first words of a host count.
        var labels = host.Split('.', '-');
        return host switch
        {
            "github.com" => Forge.GitHub,
            "gitlab.com" => Forge.GitLab,
            _ when host.EndsWith(".ghe.com", StringComparison.Ordinal) || labels.Contains("github", StringComparer.Ordinal) => Forge.GitHub,
            _ when labels.Contains("gitlab", StringComparer.Ordinal) => Forge.GitLab,
            _ => Forge.Unknown,
        };
    }
}
