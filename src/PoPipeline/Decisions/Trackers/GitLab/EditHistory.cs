using System.Collections.Frozen;
using System.Globalization;
using PoPipeline.Forges;
using PoPipeline.Forges.GitLab;
using PoPipeline.Forges.GitLab.Api;
using PoPipeline.Rules.Model;

namespace PoPipeline.Decisions.Trackers.GitLab;

/// <summary>What only GraphQL says of an issue: whether its text and its notes were ever edited, and by whom.</summary>
internal sealed class EditHistory
{
    private const string Query = """
        query($path: ID!, $number: String!, $after: String) {
          project(fullPath: $path) {
            workItems(iid: $number) {
              nodes { widgets { ... on WorkItemWidgetDescription { edited lastEditedAt lastEditedBy { id username bot } } } }
            }
            issue(iid: $number) {
              id
              author { id username bot }
              notes(first: 100, after: $after) {
                nodes { id author { id username bot } lastEditedAt lastEditedBy { id username bot } externalAuthor }
                pageInfo { hasNextPage endCursor }
              }
            }
          }
        }
        """;

    private const int MostPages = 200;

    private readonly string? gap;
    private readonly FrozenDictionary<long, GraphNote> notes;

    private EditHistory(string? gap, Fact<TrackedEdit?> issue, FrozenDictionary<long, GraphNote> notes)
    {
        this.gap = gap;
        this.notes = notes;
        Issue = issue;
    }

    /// <summary>The last change of title or description.</summary>
    public Fact<TrackedEdit?> Issue { get; }

    /// <summary>The last change of a note.</summary>
    /// <param name="id">The number of the note.</param>
    public Fact<TrackedEdit?> Note(long id) =>
        notes.TryGetValue(id, out var note) ? Fact<TrackedEdit?>.Known(Edit(note.LastEditedAt, note.LastEditedBy))
        : Fact<TrackedEdit?>.Unknown(gap ?? "GitLab's GraphQL interface does not show the comment");

    /// <summary>Whether a note came by e-mail from somebody without an account.</summary>
    /// <param name="id">The number of the note.</param>
    public bool IsByEmail(long id) => notes.TryGetValue(id, out var note) && note.ExternalAuthor is { Length: > 0 };

    /// <summary>Asks for it.</summary>
    /// <remarks>What fails here makes the facts unknown and nothing else: an approval is not taken for unedited, and all the rest goes on.</remarks>
    public static async Task<EditHistory> ReadAsync(GitLabClient client, GitLabAccounts accounts, string project, IssueId issue, CancellationToken cancellation)
    {
        var read = new Dictionary<long, GraphNote>();
        var edit = Fact<TrackedEdit?>.Unknown("GitLab's GraphQL interface does not show the issue");
        string? after = null;
        for (var page = 0; page < MostPages; page++)
        {
            var call = new GraphCall(Query, new GraphVariables(project, issue.Number.ToString(CultureInfo.InvariantCulture), after));
            GraphAnswer answer;
            try
            {
                answer = await client.GetAsync("to show edits through GraphQL", api => api.GraphAsync(call, cancellation));
            }
            catch (ForgeException exception) when (!exception.IsOutage)
            {
                return Unknown(exception.Message.TrimEnd('.'));
            }

            // Another issue under the same number is not this one.
            if (answer is not { Errors: null or { IsDefaultOrEmpty: true }, Data.Project: { Issue: { Notes: { Nodes: { } nodes, Page: { } info } } found } data } || GlobalId.Number(found.Id) != issue.Id)
            {
                return Unknown("GitLab's GraphQL interface does not show the issue, or not to this token");
            }

            accounts.Learn(found.Author);
            edit = page == 0 ? OfDescription(data) : edit;
            foreach (var note in nodes)
            {
                accounts.Learn(note.Author);
                if (GlobalId.Number(note.Id) is { } id)
                {
                    read[id] = note;
                }
            }

            if (!info.HasNext)
            {
                return new EditHistory(null, edit, read.ToFrozenDictionary());
            }

            after = info.End;
        }

        return Unknown("The issue has more comments than are read");
    }

    private static EditHistory Unknown(string reason) => new(reason, Fact<TrackedEdit?>.Unknown(reason), FrozenDictionary<long, GraphNote>.Empty);

    private static Fact<TrackedEdit?> OfDescription(GraphProject project) =>
        project.WorkItems is { Nodes: [{ Widgets: { } widgets }] } && widgets.FirstOrDefault(widget => widget.Edited is not null) is { Edited: { } isEdited } description
            ? isEdited && description.LastEditedAt is null
                ? Fact<TrackedEdit?>.Unknown("GitLab says that the issue was edited, but not when")
                : Fact<TrackedEdit?>.Known(Edit(description.LastEditedAt, description.LastEditedBy))
            : Fact<TrackedEdit?>.Unknown("GitLab's GraphQL interface does not say whether the description was edited");

    private static TrackedEdit? Edit(DateTimeOffset? at, GraphUser? by) => at is { } time ? new TrackedEdit(GitLabAccounts.Of(by), time) : null;
}
