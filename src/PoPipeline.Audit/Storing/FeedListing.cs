using System.Collections.Immutable;
using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Storing;

/// <summary>
/// What a collection of a source is going to read, put on record before the first of it is asked for: so a feed that a run did not come to is seen to be missing. The last one
/// of a source counts.
/// </summary>
/// <param name="Source">Whose audit log it is.</param>
/// <param name="At">When that was found out.</param>
/// <param name="Queries">The queries of the feeds.</param>
public sealed record FeedListing(AuditSource Source, DateTimeOffset At, ImmutableArray<string> Queries)
{
    /// <summary>Why there may be more, or none is known, of the feed <see cref="AuditFeed.List"/>; null where these are all.</summary>
    public WindowRefusal? Refused { get; init; }

    /// <summary>The feeds.</summary>
    public IEnumerable<AuditFeed> Feeds => Queries.Select(query => new AuditFeed(Source, query));

    /// <summary>The refusal of a list.</summary>
    /// <param name="source">Whose.</param>
    /// <param name="at">When.</param>
    /// <param name="reason">Why.</param>
    /// <param name="message">What the forge said, in a sentence.</param>
    public static WindowRefusal RefusalOf(AuditSource source, DateTimeOffset at, RefusalReason reason, string message) =>
        new(new AuditFeed(source, AuditFeed.List), at, at, at, reason, message, RetryAt: null);

    /// <summary>
    /// The feeds that something ought to be on record of. Where an earlier version put no list there, what a source is of tells: GitHub has events of the web and of git, and which
    /// subgroups and projects a group of GitLab has is not known.
    /// </summary>
    /// <param name="seen">The feeds of which there is something.</param>
    /// <param name="listings">The list of each source.</param>
    public static ImmutableArray<AuditFeed> Expected(IEnumerable<AuditFeed> seen, IReadOnlyDictionary<AuditSource, FeedListing> listings)
    {
        ArgumentNullException.ThrowIfNull(listings);
        ImmutableArray<AuditFeed> known = [.. seen.Distinct()];
        var listed = listings.Values.SelectMany(listing => listing.Refused is { } refused ? listing.Feeds.Append(refused.Feed) : listing.Feeds);
        var derived = known.Where(feed => feed.IsAsked && !listings.ContainsKey(feed.Source)).SelectMany(Siblings);
        return [.. known.Concat(listed).Concat(derived).Distinct()];
    }

    /// <summary>Whether it says the same as another one, whenever that was.</summary>
    /// <param name="other">The other one; null for none.</param>
    internal bool Repeats(FeedListing? other) => other is { Refused: null } && Refused is null && other.Source == Source && other.Queries.SequenceEqual(Queries);

    private static IEnumerable<AuditFeed> Siblings(AuditFeed feed) => feed switch
    {
        { Source.Forge: AuditForge.GitHub, Query: AuditFeed.GitHubWeb or AuditFeed.GitHubGit } => [feed with { Query = AuditFeed.GitHubWeb }, feed with { Query = AuditFeed.GitHubGit }],
        { Source.Forge: AuditForge.GitLab } when feed.Query.StartsWith(AuditFeed.GitLabGroups, StringComparison.Ordinal) => [feed with { Query = AuditFeed.List }],
        _ => [],
    };
}
