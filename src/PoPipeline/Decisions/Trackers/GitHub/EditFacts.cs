using System.Collections.Immutable;
using PoPipeline.Forges.GitHub;
using PoPipeline.Rules.Model;

namespace PoPipeline.Decisions.Trackers.GitHub;

/// <summary>What only the GraphQL API tells of a text.</summary>
/// <param name="LastEdit">Its last change.</param>
/// <param name="ByEmail">Whether it came by e-mail.</param>
/// <param name="WasMoved">Whether the issue was moved, or made a discussion of.</param>
internal sealed record EditFacts(Fact<TrackedEdit?> LastEdit, bool ByEmail, bool WasMoved = false)
{
    /// <summary>What is said of a text that GitHub does not tell about.</summary>
    /// <param name="reason">Why not.</param>
    public static EditFacts Unknown(string reason) => new(Fact<TrackedEdit?>.Unknown(reason), ByEmail: false);

    public static EditFacts Of(Graph.IssueNode issue) =>
        new(LastOf(issue.LastEditedAt, issue.Editor, issue.UserContentEdits), issue.CreatedViaEmail, issue.TimelineItems is { Nodes: { IsDefaultOrEmpty: false } });

    public static EditFacts Of(Graph.CommentNode comment) => new(LastOf(comment.LastEditedAt, comment.Editor, comment.UserContentEdits), comment.CreatedViaEmail);

    // Whoever may write can delete the text of a revision, but not that there was one; the first revision is the text as it was written.
    private static Fact<TrackedEdit?> LastOf(DateTimeOffset? at, Graph.Actor? editor, Graph.EditPage? history)
    {
        ImmutableArray<Graph.Edit?> revisions = history is { Nodes.IsDefault: false } ? history.Nodes : [];
        var newest = revisions.OfType<Graph.Edit>().MaxBy(edit => edit.DeletedAt ?? edit.EditedAt);
        return at is { } moment ? Fact<TrackedEdit?>.Known(new TrackedEdit(GitHubAccounts.Of(editor), moment))
            : history is null ? Fact<TrackedEdit?>.Unknown("GitHub does not show the history of the text")
            : newest is not null && (history.TotalCount > 1 || newest.DeletedAt is not null) ? Fact<TrackedEdit?>.Known(new TrackedEdit(GitHubAccounts.Of(newest.Editor), newest.DeletedAt ?? newest.EditedAt))
            : Fact<TrackedEdit?>.Known(null);
    }
}
