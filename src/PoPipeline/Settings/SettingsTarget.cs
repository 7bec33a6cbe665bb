using System.Diagnostics.CodeAnalysis;
using PoPipeline.Rules.Model;

namespace PoPipeline.Settings;

/// <summary>Whose settings are asked for: a repository, an organisation or a group, on a forge.</summary>
/// <param name="Forge">The forge.</param>
/// <param name="Server">The web address of the forge, without a slash at its end: <c>https://github.com</c>.</param>
/// <param name="Path">The path there: <c>acme/app</c>, <c>acme</c>.</param>
public sealed record SettingsTarget(Forge Forge, string Server, string Path)
{
    private const int LongestPath = 500;

    /// <summary>Reads <c>github:acme/app</c>, <c>gitlab:acme/platform/app</c> or, on a server of one's own, <c>gitlab:https://git.acme.example/acme/app</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="target">What it names.</param>
    /// <param name="fault">What is wrong with it, as a clause, where it names nothing.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out SettingsTarget? target, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        target = null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var forge = (colon < 0 ? "" : text[..colon]).ToLowerInvariant() switch
        {
            "github" => Forge.GitHub,
            "gitlab" => Forge.GitLab,
            _ => Forge.Unknown,
        };
        if (forge is Forge.Unknown)
        {
            fault = $"it begins neither with 'github:' nor with 'gitlab:'";
            return false;
        }

        var rest = text[(colon + 1)..];
        if (!rest.Contains("://", StringComparison.Ordinal))
        {
            return Of(forge, DefaultServer(forge), rest, out target, out fault);
        }

        if (!Uri.TryCreate(rest, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            fault = $"'{rest}' is no address of a page: 'https://HOST/PATH'";
            return false;
        }

        return Of(forge, ServerOf(forge, address), Uri.UnescapeDataString(address.AbsolutePath), out target, out fault);
    }

    /// <summary>The server of a forge that everybody means who names none.</summary>
    /// <param name="forge">The forge.</param>
    public static string DefaultServer(Forge forge) => forge is Forge.GitLab ? "https://gitlab.com" : "https://github.com";

    // The same server by the address of its API, and by the one that leads on to it.
    private static string ServerOf(Forge forge, Uri address) => address is { Scheme: "https", IsDefaultPort: true } && (forge, address.Host) is (Forge.GitHub, "api.github.com" or "www.github.com") or (Forge.GitLab, "www.gitlab.com")
        ? DefaultServer(forge)
        : address.GetLeftPart(UriPartial.Authority);

    /// <summary>As it is written: <c>github:acme/app</c>.</summary>
    public override string ToString() => $"{Forge.ToString().ToLowerInvariant()}:{(Server == DefaultServer(Forge) ? "" : $"{Server}/")}{Path}";

    private static bool Of(Forge forge, string server, string path, [NotNullWhen(true)] out SettingsTarget? target, [NotNullWhen(false)] out string? fault)
    {
        path = path.Trim('/');
        path = path.EndsWith(".git", StringComparison.Ordinal) ? path[..^4] : path;
        var isPath = path.Length is > 0 and <= LongestPath && path.Split('/').All(IsName);
        target = isPath ? new SettingsTarget(forge, server, path) : null;
        fault = isPath ? null : $"'{path}' is no path of a repository, an organisation or a group";
        return isPath;
    }

    // Whatever else there is in an address would lead elsewhere than it seems to.
    private static bool IsName(string name) => name is not ("" or "." or "..") && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');
}
