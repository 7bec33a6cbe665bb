using PoPipeline.Audit.Events;

namespace PoPipeline.AuditLogs;

/// <summary>The pages on which forges show their audit logs.</summary>
internal static class AuditPages
{
    /// <summary>The page of a source; null where its name does not tell, as of a group, which looks as a project does.</summary>
    /// <param name="source">The source.</param>
    public static string? Of(AuditSource source)
    {
        if (source.Forge is not AuditForge.GitHub)
        {
            return null;
        }

        var slash = source.Name.Contains("://", StringComparison.Ordinal) ? source.Name.IndexOf('/', source.Name.IndexOf("://", StringComparison.Ordinal) + 3) : -1;
        var (server, path) = slash < 0 ? ("https://github.com", source.Name) : (source.Name[..slash], source.Name[(slash + 1)..]);
        return path.StartsWith(AuditLogTargets.Enterprises, StringComparison.Ordinal)
            ? $"{server}/{path}/settings/audit-log"
            : $"{server}/organizations/{path}/settings/audit-log";
    }
}
