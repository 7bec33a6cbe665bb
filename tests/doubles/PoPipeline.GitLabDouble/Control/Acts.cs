using System.Globalization;
using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Control;

/// <summary>What people do without PoPipeline's knowledge, permitted or not.</summary>
internal static class Acts
{
    /// <summary>Does it.</summary>
    /// <param name="world">Where.</param>
    /// <param name="act">What: comment, editIssue…</param>
    /// <param name="arguments"><c>as</c>, and what the act needs.</param>
    /// <exception cref="ControlException">It cannot be done.</exception>
    public static JsonObject Do(World world, string act, JsonObject arguments) =>
        act switch
        {
            "comment" or "backDatedNote" or "importedNote" or "emailedNote" => Comment(world, arguments, act),
            "editComment" => EditComment(world, arguments),
            "deleteComment" => DeleteComment(world, arguments),
            "createIssue" => OpenIssue(world, arguments),
            "editIssue" or "closeIssue" or "reopenIssue" or "addLabel" or "removeLabel" or "deleteIssue" or "moveIssue" or "lockIssue" => ChangeIssue(world, arguments, act),
            "renameUser" or "blockUser" or "unblockUser" or "removeMember" or "addMember" => ChangeUser(world, arguments, act),
            "pushFile" => PushFile(world, arguments),
            "auditEvent" => Audit(world, arguments),
            "removeProject" => RemoveProject(world, arguments),
            _ => throw new ControlException($"There is nothing like '{act}' to do."),
        };

    private static JsonObject Comment(World world, JsonObject arguments, string act)
    {
        var author = User(world, arguments, "as");
        var date = act is "comment" or "emailedNote" ? (DateTimeOffset?)null : Time(Text(arguments, "createdAt"));
        var issue = Issue(world, arguments);
        var (text, actions) = QuickActions.Split(Text(arguments, "body"));
        QuickActions.Apply(world, issue, author, actions);
        var note = Tracker.Comment(
            world,
            issue,
            author,
            text,
            date,
            importedFrom: act is "importedNote" ? arguments["from"]?.ToString() ?? "github" : "none",
            externalAuthor: act is "emailedNote" ? Text(arguments, "from") : null);
        return new JsonObject { ["id"] = note.Id };
    }

    private static JsonObject EditComment(World world, JsonObject arguments)
    {
        Tracker.Edit(world, Note(world, arguments).Note, User(world, arguments, "as"), Text(arguments, "body"));
        return [];
    }

    private static JsonObject DeleteComment(World world, JsonObject arguments)
    {
        var (issue, note) = Note(world, arguments);
        issue.Notes.Remove(note);
        world.Clock.Tick();
        return [];
    }

    private static JsonObject OpenIssue(World world, JsonObject arguments)
    {
        var issue = Tracker.Open(world, Project(world, arguments, "project"), User(world, arguments, "as"), Text(arguments, "title"), arguments["description"]?.ToString());
        Tracker.Relabel(world, issue, issue.Author, (arguments["labels"] as JsonArray)?.Select(label => label?.ToString() ?? "") ?? [], []);
        return new JsonObject { ["id"] = issue.Id, ["iid"] = issue.Iid };
    }

    private static JsonObject ChangeIssue(World world, JsonObject arguments, string act)
    {
        var issue = Issue(world, arguments);
        var actor = User(world, arguments, "as");
        switch (act)
        {
            case "editIssue":
                Tracker.Edit(world, issue, actor, arguments["title"]?.ToString(), arguments["description"]?.ToString());
                return [];
            case "closeIssue" or "reopenIssue":
                Tracker.SetOpen(world, issue, actor, act is "reopenIssue");
                return [];
            case "addLabel":
                Tracker.Relabel(world, issue, actor, [Text(arguments, "label")], []);
                return [];
            case "removeLabel":
                Tracker.Relabel(world, issue, actor, [], [Text(arguments, "label")]);
                return [];
            case "lockIssue":
                issue.DiscussionLocked = true;
                return [];
            case "deleteIssue":
                issue.Project.Issues.Remove(issue);
                world.Clock.Tick();
                return [];
            default:
                var moved = Tracker.Move(world, issue, Project(world, arguments, "to"), actor);
                return new JsonObject { ["id"] = moved.Id, ["iid"] = moved.Iid };
        }
    }

    private static JsonObject ChangeUser(World world, JsonObject arguments, string act)
    {
        var user = User(world, arguments, "user");
        world.Clock.Tick();
        switch (act)
        {
            case "renameUser":
                user.Username = Text(arguments, "username");
                break;
            case "blockUser" or "unblockUser":
                user.State = act is "blockUser" ? "blocked" : "active";
                break;
            default:
                var members = arguments["group"]?.ToString() is { } path
                    ? world.Groups.Find(group => string.Equals(group.FullPath, path, StringComparison.Ordinal))?.Members ?? throw new ControlException($"There is no group '{path}'.")
                    : Project(world, arguments, "project").Members;
                members.RemoveAll(member => ReferenceEquals(member.User, user));
                if (act is "addMember")
                {
                    var level = (AccessLevel)(arguments["accessLevel"]?.GetValue<int>() ?? throw new ControlException("Say an 'accessLevel'."));
                    members.Add(new Member(user, level, world.Clock.Now, null));
                }

                break;
        }

        return [];
    }

    private static JsonObject PushFile(World world, JsonObject arguments)
    {
        var project = Project(world, arguments, "project");
        var user = User(world, arguments, "as");
        var branch = arguments["branch"]?.ToString() ?? project.DefaultBranch;
        var head = project.Repository.Branches.GetValueOrDefault(branch);
        var author = (arguments["authorName"]?.ToString() ?? user.Name, arguments["authorEmail"]?.ToString() ?? user.Email);
        var files = Seeding.With(head?.Files, Text(arguments, "path"), arguments["content"]?.ToString());
        var commit = project.Repository.Add(branch, head, files, arguments["message"]?.ToString() ?? "Change a file", author, user, world.Clock.Tick());
        return new JsonObject { ["id"] = commit.Id };
    }

    private static JsonObject RemoveProject(World world, JsonObject arguments)
    {
        world.Projects.Remove(Project(world, arguments, "project"));
        return [];
    }

    // Where there are several, they are a second apart.
    private static JsonObject Audit(World world, JsonObject arguments)
    {
        var author = User(world, arguments, "as");
        var (type, id, path) = arguments["group"]?.ToString() is { } name
            ? world.Groups.Find(group => string.Equals(group.FullPath, name, StringComparison.Ordinal)) is { } found ? ("Group", found.Id, found.FullPath) : throw new ControlException($"There is no group '{name}'.")
            : ("Project", Project(world, arguments, "project").Id, Project(world, arguments, "project").FullPath);
        var at = arguments["at"]?.ToString() is { } time ? Time(time) : world.Clock.Now;
        for (var index = 0; index < (arguments["count"]?.GetValue<int>() ?? 1); index++)
        {
            var then = at.AddSeconds(index);
            world.AuditEvents.Add(new AuditEvent(
                world.NextId("audit", 7001), type, id, path, author, arguments["type"]?.ToString() ?? "project_created", then, arguments["shownAt"]?.ToString() is { } shown ? Time(shown) : then));
        }

        return [];
    }

    private static string Text(JsonObject arguments, string name) => arguments[name]?.ToString() ?? throw new ControlException($"Say '{name}'.");

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static User User(World world, JsonObject arguments, string name) =>
        world.FindUser(Text(arguments, name)) ?? throw new ControlException($"There is no user '{arguments[name]}'.");

    private static Project Project(World world, JsonObject arguments, string name) =>
        world.Projects.Find(project => string.Equals(project.FullPath, Text(arguments, name), StringComparison.Ordinal))
        ?? throw new ControlException($"There is no project '{arguments[name]}'.");

    private static Issue Issue(World world, JsonObject arguments) =>
        Project(world, arguments, "project").Issues.Find(issue => issue.Iid == (arguments["issue"]?.GetValue<long>() ?? 0))
        ?? throw new ControlException($"There is no issue '{arguments["issue"]}'.");

    private static (Issue Issue, Note Note) Note(World world, JsonObject arguments)
    {
        var issue = Issue(world, arguments);
        return (issue, issue.Notes.Find(note => note.Id == (arguments["note"]?.GetValue<long>() ?? 0)) ?? throw new ControlException($"There is no note '{arguments["note"]}'."));
    }
}
