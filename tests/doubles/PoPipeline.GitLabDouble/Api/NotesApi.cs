using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab.Http;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Api;

/// <summary>Notes of issues: https://docs.gitlab.com/api/notes/#issues. A job token is nobody here.</summary>
internal static class NotesApi
{
    private const string Notes = "/projects/:id/issues/:issue_iid#/notes";

    private const int LongestBody = 1_000_000;

    /// <summary>The endpoints.</summary>
    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", Notes, List)
        {
            SignedIn = true,
            Takes =
            [
                .. Parameters.Paging, Parameter.Text("sort", "asc", "desc"), Parameter.Text("order_by", "created_at", "updated_at"),
                Parameter.Text("activity_filter", "all_notes", "only_comments", "only_activity"),
            ],
        },
        new("GET", $"{Notes}/:note_id#", call => Answer.Ok(Json(call.Origin, IssuesApi.Find(call), Find(call)))) { SignedIn = true },
        new("POST", Notes, Create)
        {
            Takes =
            [
                Parameter.Text("body").Needed() with { MayBeBlank = false }, Parameter.Boolean("confidential"), Parameter.Boolean("internal"), Parameter.Time("created_at"),
            ],
        },
        new("PUT", $"{Notes}/:note_id#", Change) { Takes = [Parameter.Text("body") with { MayBeBlank = false }, Parameter.Boolean("confidential")] },
        new("DELETE", $"{Notes}/:note_id#", Delete),
    ];

    private static bool MaySee(Call call, Note note) => !note.Internal || call.Caller.LevelIn(call.Project()) >= AccessLevel.Reporter;

    private static Note Find(Call call) =>
        IssuesApi.Find(call).Notes.Find(note => note.Id == call.Integer("note_id")) is { } note && MaySee(call, note) ? note : throw Refusal.NotFound("Note");

    private static Answer List(Call call)
    {
        var issue = IssuesApi.Find(call);
        Func<Note, DateTimeOffset> date = call.TextOrNull("order_by") is "updated_at" ? note => note.UpdatedAt : note => note.CreatedAt;
        var notes = issue.Notes.Where(note => MaySee(call, note)).Where(note => call.TextOrNull("activity_filter") switch
        {
            "only_comments" => !note.System,
            "only_activity" => note.System,
            _ => true,
        });
        notes = call.TextOrNull("sort") is "asc" ? notes.OrderBy(date).ThenBy(note => note.Id) : notes.OrderByDescending(date).ThenByDescending(note => note.Id);
        return Paginator.Offset(call, [.. notes], note => Json(call.Origin, issue, note));
    }

    private static Answer Create(Call call)
    {
        var issue = IssuesApi.Find(call);
        var level = call.Caller.LevelIn(issue.Project);
        if (issue.DiscussionLocked is true && level < AccessLevel.Guest)
        {
            throw Refusal.Forbidden();
        }

        var (text, actions) = QuickActions.Split(call.Text("body"));
        if (text.Length > LongestBody)
        {
            throw Refusal.BadRequest("400 Bad request - Note {:note=>[\"is too long (maximum is 1000000 characters)\"]}");
        }

        call.World.NoticeQuickActions(actions);
        QuickActions.Apply(call.World, issue, call.Me(), actions);
        if (text.Length == 0)
        {
            return new Answer(202, new JsonObject { ["commands_changes"] = new JsonObject(), ["summary"] = new JsonArray("Applied the commands.") });
        }

        // Of others GitLab ignores the date.
        var createdAt = level >= AccessLevel.Owner ? call.TimeOrNull("created_at") : null;
        var isInternal = call.BooleanOrNull("internal") ?? call.BooleanOrNull("confidential") ?? false;
        var note = Tracker.Comment(call.World, issue, call.Me(), text, createdAt, isInternal: isInternal && level >= AccessLevel.Reporter);
        return Answer.Created(Json(call.Origin, issue, note));
    }

    private static Answer Change(Call call)
    {
        var note = Writable(call);
        if (call.TextOrNull("body") is { } body)
        {
            Tracker.Edit(call.World, note, call.Me(), body);
        }

        return Answer.Ok(Json(call.Origin, IssuesApi.Find(call), note));
    }

    private static Answer Delete(Call call)
    {
        IssuesApi.Find(call).Notes.Remove(Writable(call));
        call.World.Clock.Tick();
        return Answer.NoContent();
    }

    private static Note Writable(Call call)
    {
        var note = Find(call);
        var mine = ReferenceEquals(note.Author, call.Me());
        return !note.System && (mine || call.Caller.LevelIn(call.Project()) >= AccessLevel.Maintainer) ? note : throw Refusal.Forbidden();
    }

    private static JsonObject Json(string origin, Issue issue, Note note) => new()
    {
        ["id"] = note.Id,
        ["type"] = null,
        ["body"] = note.Body,
        ["attachment"] = null,
        ["author"] = Shape.User(origin, note.Author),
        ["created_at"] = Shape.Time(note.CreatedAt),
        ["updated_at"] = Shape.Time(note.UpdatedAt),
        ["system"] = note.System,
        ["noteable_id"] = issue.Id,
        ["noteable_type"] = "Issue",
        ["project_id"] = issue.Project.Id,
        ["resolvable"] = false,
        ["confidential"] = note.Internal,
        ["internal"] = note.Internal,
        ["imported"] = note.ImportedFrom is not "none",
        ["imported_from"] = note.ImportedFrom,
        ["noteable_iid"] = issue.Iid,
        ["commands_changes"] = new JsonObject(),
    };
}
