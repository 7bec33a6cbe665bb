using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Forges.GitLab;
using PoPipeline.Forges.GitLab.Api;

namespace PoPipeline.Decisions.Trackers.GitLab;

/// <summary>Reads issues with their comments, as they are now.</summary>
internal sealed class GitLabReader(GitLabClient client, GitLabAccounts accounts)
{
    private const string Opened = "opened";

    // What GitLab itself notes down in the copy; people cannot write system notes.
    private static readonly ImmutableArray<string> SignsOfACopy = ["moved from ", "cloned from "];

    /// <summary>Reads all of ours.</summary>
    /// <param name="where">Where they are.</param>
    /// <param name="known">Ids of issues to look for even without our label.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<TrackerReading> ReadAsync(RepositoryLocation where, ImmutableArray<string> known, CancellationToken cancellation)
    {
        var project = where.Decisions.Id;
        var found = (await ListAsync(project, IssueLabels.Record, cancellation))
            .Concat(await ListAsync(project, IssueLabels.Asked, cancellation))
            .GroupBy(issue => IdOf(issue))
            .ToDictionary(same => same.Key, same => same.First());
        var gone = ImmutableArray.CreateBuilder<string>();
        foreach (var name in known.Distinct(StringComparer.Ordinal))
        {
            var issue = IssueId.Parse(name) is not { } id ? null : found.TryGetValue(id, out var listed) ? listed : await FindAsync(project, id, cancellation);
            if (issue is null)
            {
                gone.Add(name);
            }
            else
            {
                found[IdOf(issue)] = issue;
            }
        }

        return new TrackerReading { Issues = await ReadAsync(where, found.Values, cancellation), Gone = gone.ToImmutable() };
    }

    /// <summary>Reads issues with their comments; by order.</summary>
    /// <param name="where">Where they are.</param>
    /// <param name="issues">The issues.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<ImmutableArray<TrackedIssue>> ReadAsync(RepositoryLocation where, IEnumerable<IssueAnswer> issues, CancellationToken cancellation)
    {
        var read = ImmutableArray.CreateBuilder<(IssueAnswer Issue, ImmutableArray<NoteAnswer> Notes, EditHistory Edits)>();
        foreach (var issue in issues.OrderBy(issue => issue.Id))
        {
            // In this order: an edit between the two is then seen.
            var notes = await NotesAsync(where.Decisions.Id, issue.Iid, cancellation);
            read.Add((issue, notes, await EditHistory.ReadAsync(client, accounts, where.Decisions.PathWithNamespace ?? "", IdOf(issue), cancellation)));
        }

        var contradictions = NoteOrder.Contradictions(read.SelectMany(entry => entry.Notes), client.Now);
        var tracked = ImmutableArray.CreateBuilder<TrackedIssue>();
        foreach (var (issue, notes, edits) in read)
        {
            var comments = ImmutableArray.CreateBuilder<TrackedComment>();
            foreach (var note in notes.Where(note => !note.System))
            {
                comments.Add(await CommentAsync(issue, note, edits, contradictions.GetValueOrDefault(note.Id), cancellation));
            }

            tracked.Add(await IssueAsync(issue, notes, edits, comments.ToImmutable(), cancellation));
        }

        return tracked.ToImmutable();
    }

    /// <summary>All issues with a label, whatever their state.</summary>
    public Task<ImmutableArray<IssueAnswer>> ListAsync(long project, string label, CancellationToken cancellation) =>
        client.ListAsync("to list issues", (api, page) => api.IssuesAsync(project, label, author: null, page, GitLabClient.PageSize, cancellation));

    /// <summary>All notes of an issue, by number.</summary>
    public async Task<ImmutableArray<NoteAnswer>> NotesAsync(long project, long number, CancellationToken cancellation) =>
        [.. (await client.ListAsync("to list comments", (api, page) => api.NotesAsync(project, number, page, GitLabClient.PageSize, cancellation)))
            .DistinctBy(note => note.Id)
            .OrderBy(note => note.Id)];

    private static IssueId IdOf(IssueAnswer issue) => new(issue.Id, issue.Iid);

    private async Task<IssueAnswer?> FindAsync(long project, IssueId id, CancellationToken cancellation) =>
        await client.FindAsync("to show an issue", api => api.IssueAsync(project, id.Number, cancellation)) is { } issue && issue.Id == id.Id ? issue : null;

    private async Task<TrackedIssue> IssueAsync(
        IssueAnswer issue,
        ImmutableArray<NoteAnswer> notes,
        EditHistory edits,
        ImmutableArray<TrackedComment> comments,
        CancellationToken cancellation) => new()
        {
            Id = IdOf(issue).ToString(),
            Name = string.Create(CultureInfo.InvariantCulture, $"#{issue.Iid}"),
            Order = issue.Id,
            Title = issue.Title ?? "",
            Body = issue.Description ?? "",
            Author = await accounts.OfAsync(issue.Author, cancellation),
            CreatedAt = issue.CreatedAt,
            LastEdit = edits.Issue,
            IsOpen = issue.State is Opened,
            Labels = issue.Labels,
            Comments = comments,
            WasMoved = issue.MovedToId is not null
                || IsImported(issue.Imported, issue.ImportedFrom)
                || notes.Any(note => note.System && SignsOfACopy.Any(sign => note.Body?.StartsWith(sign, StringComparison.Ordinal) is true)),
            Url = issue.WebUrl,
        };

    private async Task<TrackedComment> CommentAsync(IssueAnswer issue, NoteAnswer note, EditHistory edits, string? contradiction, CancellationToken cancellation) => new()
    {
        Id = note.Id.ToString(CultureInfo.InvariantCulture),
        Order = note.Id,
        Author = await accounts.OfAsync(note.Author, cancellation),
        Body = note.Body ?? "",
        CreatedAt = note.CreatedAt,
        LastEdit = edits.Note(note.Id),
        ByEmail = edits.IsByEmail(note.Id),
        IsImported = IsImported(note.Imported, note.ImportedFrom),
        Unproven = contradiction,
        Url = issue.WebUrl is { } url ? string.Create(CultureInfo.InvariantCulture, $"{url}#note_{note.Id}") : null,
    };

    private static bool IsImported(bool? imported, string? from) => imported is true || from is { Length: > 0 } and not "none";
}
