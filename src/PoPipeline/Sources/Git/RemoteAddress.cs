using System.Text.RegularExpressions;

namespace PoPipeline.Sources.Git;

/// <summary>Where a remote leads: what its address says, without user and password.</summary>
/// <param name="Host">The host, in lower case.</param>
/// <param name="Owner">The user, organisation or groups; null where the address names none.</param>
/// <param name="Name">The repository.</param>
/// <param name="Url">The web address.</param>
internal sealed partial record RemoteAddress(string Host, string? Owner, string Name, string Url)
{
    private const int MaximumLength = 2048;

    /// <summary>Reads an address; null for one that leads to no host, such as a path.</summary>
    public static RemoteAddress? Of(string address)
    {
        if (address.Length > MaximumLength)
        {
            return null;
        }

        // user@host:path, which has no scheme.
        if (!address.Contains("://", StringComparison.Ordinal))
        {
            var match = ScpForm().Match(address);
            return match.Success ? Of("https", match.Groups["host"].Value, port: null, match.Groups["path"].Value) : null;
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.IsFile)
        {
            return null;
        }

        var isWeb = uri.Scheme is "http" or "https";
        return Of(isWeb ? uri.Scheme : "https", uri.Host, isWeb && !uri.IsDefaultPort ? uri.Port : null, uri.AbsolutePath);
    }

    private static RemoteAddress? Of(string scheme, string host, int? port, string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length == 0 || segments.Contains("..", StringComparer.Ordinal))
        {
            return null;
        }

        if (segments[^1].EndsWith(".git", StringComparison.OrdinalIgnoreCase) && segments[^1].Length > ".git".Length)
        {
            segments[^1] = segments[^1][..^".git".Length];
        }

        // Hosts for SSH over port 443.
        var name = host.ToLowerInvariant() switch
        {
            "ssh.github.com" => "github.com",
            "altssh.gitlab.com" => "gitlab.com",
            var other => other,
        };
        var full = string.Join('/', segments);
        return new RemoteAddress(
            name,
            segments.Length > 1 ? string.Join('/', segments[..^1]) : null,
            segments[^1],
            $"{scheme}://{name}{(port is null ? "" : $":{port}")}/{full}");
    }

    [GeneratedRegex(@"\A(?:[^@:/\s]{1,256}@)?(?<host>[A-Za-z0-9][A-Za-z0-9.-]{1,252}):(?!/{2})(?<path>[^\s?#]{1,1024})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex ScpForm();
}
