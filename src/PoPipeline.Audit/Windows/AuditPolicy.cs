namespace PoPipeline.Audit.Windows;

/// <summary>How a feed is read.</summary>
public sealed record AuditPolicy
{
    /// <summary>What GitHub keeps of audit events: 180 days. https://docs.github.com/organizations/keeping-your-organization-secure/managing-security-settings-for-your-organization/reviewing-the-audit-log-for-your-organization</summary>
    public static AuditPolicy GitHubWeb { get; } = new() { Retention = TimeSpan.FromDays(180), MaximumWindow = TimeSpan.FromDays(30) };

    /// <summary>What GitHub keeps of git events: 7 days.</summary>
    public static AuditPolicy GitHubGit { get; } = new() { Retention = TimeSpan.FromDays(7), MaximumWindow = TimeSpan.FromDays(1) };

    /// <summary>GitLab keeps all, answers the newest first, and at most 30 days at a time. https://docs.gitlab.com/api/audit_events/</summary>
    public static AuditPolicy GitLab { get; } = new() { MaximumWindow = TimeSpan.FromDays(30), NewestFirst = true };

    /// <summary>How long the forge may take until it shows what happened; a window ends that long ago.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How much of what was read is read again each time.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How much is read again each <see cref="SweepEvery"/>.</summary>
    public TimeSpan Sweep { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often more is read again.</summary>
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long the forge keeps events; null for ever.</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>The longest window.</summary>
    public TimeSpan MaximumWindow { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Whether the forge answers the newest event first.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>When the first window begins; null for as early as the forge keeps, or a year ago.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The most pages that are asked for in one run. GitHub answers 1,750 an hour.</summary>
    public int MaximumRequests { get; init; } = 1750;
}
