using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using PoPipeline.Forges;
using PoPipeline.Forges.GitHub;

namespace PoPipeline.Decisions.Trackers.GitHub;

/// <summary>Reads issues whole: texts and authors by the REST API, and their edits by GraphQL, in this order, so that no edit falls between.</summary>
internal sealed class IssueReader(GitHubApi api, GitHubPlace place)
{
    private const string Permission = "issues: read";

    private readonly EditReader edits = new(api, place);

    private string Doing => $"read the issues of '{place}'";

    /// <summary>Reads every issue of ours, and those that are known by id.</summary>
    public async Task<TrackerReading> ReadAsync(ImmutableArray<string> known, CancellationToken cancellation)
    {
        var found = new Dictionary<string, Rest.Issue>(StringComparer.Ordinal);
        foreach (var issue in (await ListAsync(IssueLabels.Record, cancellation)).Concat(await ListAsync(IssueLabels.Asked, cancellation)))
        {
            found[IdOf(issue)] = issue;
        }

        // No address leads to an issue by its id, so one that lost its label is looked for among all.
        var lost = known.Where(id => !found.ContainsKey(id)).ToHashSet(StringComparer.Ordinal);
        if (lost.Count > 0)
        {
            foreach (var issue in (await ListAsync(label: null, cancellation)).Where(issue => lost.Contains(IdOf(issue))))
            {
                found[IdOf(issue)] = issue;
            }
        }

        return new TrackerReading
        {
            Issues = await CompleteAsync([.. found.Values.OrderBy(issue => issue.Number)], cancellation),
            Gone = [.. lost.Where(id => !found.ContainsKey(id)).Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>The issues with a label, or all, without their comments; changes that GitHub lists as issues are left out.</summary>
    public async Task<ImmutableArray<Rest.Issue>> ListAsync(string? label, CancellationToken cancellation)
    {
        var filter = label is null ? "" : $"&labels={Uri.EscapeDataString(label)}";
        var issues = await api.PagesAsync(
            Doing, Permission, $"{place.Path}/issues?state=all&sort=created&direction=asc&per_page=100{filter}", RestJson.Default.ImmutableArrayIssue, cancellation);
        return [.. issues.Where(issue => issue.PullRequest is null).DistinctBy(issue => issue.Id)];
    }

    /// <summary>An issue by its number; null where it is not there, or no longer in this repository.</summary>
    public async Task<Rest.Issue?> FindAsync(int number, CancellationToken cancellation)
    {
        try
        {
            var issue = await api.GetAsync(Doing, Permission, string.Create(CultureInfo.InvariantCulture, $"{place.Path}/issues/{number}"), RestJson.Default.Issue, cancellation);
            var isHere = issue.RepositoryUrl is null || issue.RepositoryUrl.EndsWith($"/{place.Path}", StringComparison.OrdinalIgnoreCase);
            return isHere && issue.Number == number && issue.PullRequest is null ? issue : null;
        }
        catch (ForgeException refusal) when (refusal.Code() is HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            return null;
        }
    }

    /// <summary>The comments of an issue, oldest first.</summary>
    public async Task<ImmutableArray<Rest.Comment>> CommentsAsync(long number, CancellationToken cancellation)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{place.Path}/issues/{number}/comments?per_page=100");
        var comments = await api.PagesAsync(Doing, Permission, path, RestJson.Default.ImmutableArrayComment, cancellation);
        return [.. comments.DistinctBy(comment => comment.Id).OrderBy(comment => comment.Id)];
    }

    /// <summary>Adds comments and edits to issues.</summary>
    public async Task<ImmutableArray<TrackedIssue>> CompleteAsync(ImmutableArray<Rest.Issue> issues, CancellationToken cancellation)
    {
        var comments = new List<ImmutableArray<Rest.Comment>>(issues.Length);
        foreach (var issue in issues)
        {
            comments.Add(issue.Comments > 0 ? await CommentsAsync(issue.Number, cancellation) : []);
        }

        var (facts, reason) = await edits.ReadAsync([.. issues.Select(issue => issue.NodeId)], cancellation);
        var unknown = EditFacts.Unknown(reason);
        return [.. issues.Zip(comments, (issue, texts) => Of(issue, texts, id => facts.GetValueOrDefault(id, unknown)))];
    }

    private static TrackedIssue Of(Rest.Issue issue, ImmutableArray<Rest.Comment> comments, Func<string, EditFacts> facts)
    {
        var own = facts(issue.NodeId);
        return new TrackedIssue
        {
            Id = IdOf(issue),
            Name = string.Create(CultureInfo.InvariantCulture, $"#{issue.Number}"),
            Order = issue.Number,
            Title = issue.Title,
            Body = issue.Body ?? "",
            Author = GitHubAccounts.Of(issue.User),
            CreatedAt = issue.CreatedAt,
            LastEdit = own.LastEdit,
            IsOpen = issue.State is "open",
            Labels = LabelsOf(issue),
            Comments = [.. comments.Select(comment => Of(comment, facts(comment.NodeId)))],
            WasMoved = own.WasMoved,
            Url = issue.HtmlUrl,
        };
    }

    private static TrackedComment Of(Rest.Comment comment, EditFacts facts) => new()
    {
        Id = comment.Id.ToString(CultureInfo.InvariantCulture),
        Order = comment.Id,
        Author = GitHubAccounts.Of(comment.User),
        Body = comment.Body ?? "",
        CreatedAt = comment.CreatedAt,
        LastEdit = facts.LastEdit,
        Via = comment.PerformedViaGithubApp is { } app ? app.Slug ?? app.Name ?? "an app" : null,
        ByEmail = facts.ByEmail,
        Url = comment.HtmlUrl,
    };

    public static ImmutableArray<string> LabelsOf(Rest.Issue issue) => issue.Labels.IsDefault ? [] : [.. issue.Labels.Select(label => label.Name).OfType<string>()];

    private static string IdOf(Rest.Issue issue) => issue.Id.ToString(CultureInfo.InvariantCulture);
}
