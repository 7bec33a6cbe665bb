using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Storing;

/// <summary>Knows which feed may tell of which events.</summary>
internal static class EventKinds
{
    private const string GitActions = "git.";

    /// <summary>The sort of an event.</summary>
    /// <param name="action">What was done; null where that is not known.</param>
    public static EventKind Of(string? action) => action is null ? EventKind.Unknown
        : action.StartsWith(GitActions, StringComparison.OrdinalIgnoreCase) ? EventKind.Git
        : EventKind.Other;

    /// <summary>Whether a feed may tell of events of a sort.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="kind">The sort.</param>
    public static bool MayTell(AuditFeed feed, EventKind kind) => (feed, kind) switch
    {
        (_, EventKind.Unknown) => true,
        ({ Source.Forge: AuditForge.GitHub, Query: AuditFeed.GitHubGit }, _) => kind is EventKind.Git,
        ({ Source.Forge: AuditForge.GitHub, Query: AuditFeed.GitHubWeb }, _) => kind is not EventKind.Git,
        _ => true,
    };
}

/// <summary>What sort of event it is, by which a feed tells of it or does not.</summary>
internal enum EventKind
{
    /// <summary>What was done is not said, or encrypted: it may be of any sort.</summary>
    Unknown,

    /// <summary>It is one of git.</summary>
    Git,

    /// <summary>It is another one.</summary>
    Other,
}
