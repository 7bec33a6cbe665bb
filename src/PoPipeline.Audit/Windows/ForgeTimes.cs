using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;

namespace PoPipeline.Audit.Windows;

/// <summary>Which times of each source its forge was read for: what happened then the forge has told itself, so that what a file alone says of it is no evidence.</summary>
public sealed class ForgeTimes
{
    private const string GitActions = "git.";

    // Forges take names in any case.
    private readonly Dictionary<string, List<(AuditFeed Feed, TimeSpans Read)>> sources = new(StringComparer.OrdinalIgnoreCase);

    private ForgeTimes()
    {
    }

    /// <summary>Takes what was read of each feed, of which nothing may have been.</summary>
    /// <param name="feeds">The feeds.</param>
    public static ForgeTimes Of(IEnumerable<(AuditFeed Feed, TimeSpans Read)> feeds)
    {
        var found = new ForgeTimes();
        foreach (var feed in feeds.Where(feed => feed.Feed.IsAsked))
        {
            var source = feed.Feed.Source.ToString();
            (found.sources.TryGetValue(source, out var list) ? list : found.sources[source] = []).Add(feed);
        }

        return found;
    }

    /// <summary>Whether every feed was read for a time that may have told of an event.</summary>
    /// <param name="source">Whose audit log it is of.</param>
    /// <param name="action">What was done; null where that is not known.</param>
    /// <param name="at">When; null where that is not said, which is of no time.</param>
    public bool Cover(string source, string? action, DateTimeOffset? at)
    {
        if (at is not { } time || !sources.TryGetValue(source, out var feeds))
        {
            return false;
        }

        var isCovered = false;
        foreach (var (feed, read) in feeds)
        {
            if (!MayTell(feed, action))
            {
                continue;
            }

            if (!read.Contains(time))
            {
                return false;
            }

            isCovered = true;
        }

        return isCovered;
    }

    /// <summary>Whether a file brought an event of a time that the forge was read for. Where the forge told of it, it is none that is contradicted.</summary>
    /// <param name="head">The beginning of the event.</param>
    internal bool Contradict(in EventHead head) => head.IsImported && Cover(head.Source, head.Action, head.Occurred);

    private static bool MayTell(AuditFeed feed, string? action) => (feed, action) switch
    {
        (_, null) => true,
        ({ Source.Forge: AuditForge.GitHub, Query: AuditFeed.GitHubGit }, _) => action.StartsWith(GitActions, StringComparison.OrdinalIgnoreCase),
        ({ Source.Forge: AuditForge.GitHub, Query: AuditFeed.GitHubWeb }, _) => !action.StartsWith(GitActions, StringComparison.OrdinalIgnoreCase),
        _ => true,
    };
}
