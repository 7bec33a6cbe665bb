using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Windows;

namespace PoPipeline.AuditLogs;

/// <summary>How each feed is read.</summary>
internal static class AuditFeedPolicy
{
    /// <summary>The policy of a feed.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="since">When the first window begins; null for what is usual there.</param>
    public static AuditPolicy Of(AuditFeed feed, DateTimeOffset? since = null)
    {
        var policy = feed.Source.Forge is AuditForge.GitLab ? AuditPolicy.GitLab
            : feed.Query == AuditFeed.GitHubGit ? AuditPolicy.GitHubGit
            : AuditPolicy.GitHubWeb;
        return policy with { Since = since };
    }
}
