using PoPipeline.Ledger;

namespace PoPipeline.Audit.Events;

/// <summary>Whose audit log it is, as <c>github:acme</c> or <c>gitlab:acme/platform</c>; on a server of one's own <c>github:https://git.acme.example/acme</c>.</summary>
/// <param name="Forge">What wrote it.</param>
/// <param name="Name">The organization, enterprise, group or project there, behind the address of the server where that is one's own.</param>
public sealed record AuditSource(AuditForge Forge, string Name)
{
    private const string GitHubPrefix = "github:";
    private const string GitLabPrefix = "gitlab:";
    private const int MaximumLength = 255;

    /// <summary>What the forge calls it, without the address of a server.</summary>
    public string Path => PathOf(Name) ?? Name;

    /// <summary>The address of the server, with a slash at its end, where it is one's own; otherwise empty.</summary>
    public string Server => Name[..^Path.Length];

    /// <summary>Reads a source.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The source, or what is wrong, as a clause.</returns>
    public static Parsed<AuditSource> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (forge, name) = text switch
        {
            _ when text.StartsWith(GitHubPrefix, StringComparison.Ordinal) => (AuditForge.GitHub, text[GitHubPrefix.Length..]),
            _ when text.StartsWith(GitLabPrefix, StringComparison.Ordinal) => (AuditForge.GitLab, text[GitLabPrefix.Length..]),
            _ => (AuditForge.GitHub, ""),
        };
        return name.Length is > 0 and <= MaximumLength && PathOf(name) is { Length: > 0 } path && path.All(IsOfName) && !path.StartsWith('/') && !path.EndsWith('/')
            ? new(new AuditSource(forge, name))
            : new("it is not of the form 'github:ORGANIZATION' or 'gitlab:GROUP/PROJECT'");
    }

    /// <inheritdoc/>
    public override string ToString() => (Forge is AuditForge.GitHub ? GitHubPrefix : GitLabPrefix) + Name;

    // Behind the server: its name or address, and its port where it has one.
    private static string? PathOf(string name)
    {
        const string Scheme = "://";
        var at = name.IndexOf(Scheme, StringComparison.Ordinal);
        if (at < 0)
        {
            return name;
        }

        return Uri.TryCreate(name, UriKind.Absolute, out var address) && address is { Scheme: "https" or "http", UserInfo: "", Query: "", Fragment: "" }
            && name.IndexOf('/', at + Scheme.Length) is > 0 and var slash
                ? name[(slash + 1)..]
                : null;
    }

    private static bool IsOfName(char character) => char.IsLetterOrDigit(character) || character is '-' or '_' or '.' or '/' or '+';
}
