using PoPipeline.Audit.Events;
using PoPipeline.Rules.Model;
using PoPipeline.Settings;

namespace PoPipeline.AuditLogs;

/// <summary>The audit logs of forges, one class a forge.</summary>
internal static class AuditLogTargets
{
    /// <summary>What GitHub's addresses of enterprises begin with.</summary>
    public const string Enterprises = "enterprises/";

    /// <summary>Whose audit log a target names.</summary>
    /// <param name="target">The target.</param>
    /// <returns>The source, or what is wrong, as a clause.</returns>
    public static Ledger.Parsed<AuditSource> SourceOf(SettingsTarget target) =>
        target.Forge is Forge.GitHub && target.Path.Split('/') is not ([_] or ["enterprises", _])
            ? new("GitHub has audit logs of organizations, 'github:acme', and of enterprises, 'github:enterprises/acme'")
            : AuditSource.Parse(target.ToString());

    /// <summary>Reads whose audit log is meant, in the form in which it is collected: the address of a server that everybody means is none of its name.</summary>
    /// <param name="text">The text: <c>github:acme</c>.</param>
    /// <returns>The source, or what is wrong, as a clause.</returns>
    public static Ledger.Parsed<AuditSource> Parse(string text) => SettingsTarget.TryParse(text, out var target, out var fault) ? SourceOf(target) : new(fault);

    /// <summary>Makes what asks a forge. Nothing is sent yet.</summary>
    /// <param name="target">The target.</param>
    /// <param name="source">Whose audit log it names.</param>
    /// <param name="connection">How the forge is reached.</param>
    /// <exception cref="Forges.ForgeException">The address is one to which no token may be sent.</exception>
    public static IAuditLog Make(SettingsTarget target, AuditSource source, SettingsConnection connection) => target.Forge is Forge.GitLab
        ? new GitLabAuditLog(target, source, connection)
        : new GitHubAuditLog(target, source, connection);
}
