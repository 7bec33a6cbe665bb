using System.Globalization;
using GraphQL;
using PoPipeline.Doubles.GitLab.Api;
using PoPipeline.Doubles.GitLab.Http;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.GraphQl;

/// <summary>The world as a graph, seen by one caller.</summary>
internal sealed class Graph(World world, Caller caller, string origin)
{
    /// <summary>Where queries start.</summary>
    public GraphNode Query() => new("Query")
    {
        ["currentUser"] = User(caller.User),
        ["metadata"] = new GraphNode("Metadata") { ["version"] = "18.5.1", ["revision"] = "c7f9a2d8e41", ["enterprise"] = false },
        ["project"] = Field(context => Project(FindProject(Argument(context, "fullPath")))),
        ["namespace"] = Field(context => FindProject(Argument(context, "fullPath")) is { } project ? Namespace(project) : null),
        ["user"] = Field(context => User(world.Users.Find(user =>
            string.Equals(user.Username, Argument(context, "username"), StringComparison.OrdinalIgnoreCase) || string.Equals(Id("User", user.Id), Argument(context, "id"), StringComparison.Ordinal)))),
        ["issue"] = Field(context => Issue(Issues().FirstOrDefault(issue => string.Equals(Id("Issue", issue.Id), Argument(context, "id"), StringComparison.Ordinal)))),
        ["workItem"] = Field(context => WorkItem(Issues().FirstOrDefault(issue => string.Equals(Id("WorkItem", issue.Id), Argument(context, "id"), StringComparison.Ordinal)))),
        ["note"] = Field(context => Issues().SelectMany(issue => Visible(issue).Select(note => (issue, note)))
            .Where(pair => string.Equals(Id("Note", pair.note.Id), Argument(context, "id"), StringComparison.Ordinal))
            .Select(pair => Note(pair.issue, pair.note)).FirstOrDefault()),
    };

    private static Func<IResolveFieldContext, object?> Field(Func<IResolveFieldContext, object?> resolve) => resolve;

    private static string? Argument(IResolveFieldContext context, string name) => context.GetArgument<string?>(name);

    private static string Id(string type, long id) => $"gid://gitlab/{type}/{id.ToString(CultureInfo.InvariantCulture)}";

    private static string? Time(DateTimeOffset? time) => time?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private Project? FindProject(string? path)
    {
        try
        {
            return world.FindProject(caller, path ?? "");
        }
        catch (Refusal)
        {
            return null;
        }
    }

    private IEnumerable<Issue> Issues() =>
        world.Projects.Where(project => FindProject(project.FullPath) is not null).SelectMany(project => project.Issues).Where(issue => IssuesApi.MaySee(caller, issue));

    private IEnumerable<Note> Visible(Issue issue) => issue.Notes.Where(note => !note.Internal || caller.LevelIn(issue.Project) >= AccessLevel.Reporter);

    private GraphNode? User(User? user) => user is null ? null : new GraphNode("UserCore")
    {
        ["id"] = Id("User", user.Id),
        ["username"] = user.Username,
        ["name"] = user.Name,
        ["bot"] = user.Bot,
        ["human"] = !user.Bot,
        ["state"] = user.State,
        ["webUrl"] = $"{origin}/{user.Username}",
        ["webPath"] = $"/{user.Username}",
        ["createdAt"] = Time(user.CreatedAt),
        ["publicEmail"] = "",
    };

    private GraphNode Namespace(Project project) => new("Namespace")
    {
        ["id"] = Id("Namespaces::ProjectNamespace", project.Id),
        ["fullPath"] = project.FullPath,
        ["workItem"] = Field(context => WorkItem(Chosen(context, project).FirstOrDefault())),
    };

    private GraphNode? Project(Project? project) => project is null ? null : new GraphNode("Project")
    {
        ["id"] = Id("Project", project.Id),
        ["fullPath"] = project.FullPath,
        ["name"] = project.Path,
        ["path"] = project.Path,
        ["webUrl"] = $"{origin}/{project.FullPath}",
        ["visibility"] = project.Visibility,
        ["createdAt"] = Time(project.CreatedAt),
        ["archived"] = false,
        ["issue"] = Field(context => Issue(Chosen(context, project).FirstOrDefault())),
        ["issues"] = Field(context => Connection.Of(context, [.. Chosen(context, project)], issue => issue.Id.ToString(CultureInfo.InvariantCulture), issue => Issue(issue))),
        ["workItems"] = Field(context => Connection.Of(context, [.. Chosen(context, project)], issue => issue.Id.ToString(CultureInfo.InvariantCulture), issue => WorkItem(issue))),
    };

    private IEnumerable<Issue> Chosen(IResolveFieldContext context, Project project)
    {
        var iid = Argument(context, "iid");
        var iids = context.GetArgument<List<string>?>("iids");
        var labels = context.GetArgument<List<string>?>("labelName") ?? [];
        var state = Argument(context, "state");
        var author = Argument(context, "authorUsername");
        var search = Argument(context, "search") ?? "";
        return project.Issues
            .Where(issue => IssuesApi.MaySee(caller, issue))
            .Where(issue => iid is null || string.Equals(Number(issue), iid, StringComparison.Ordinal))
            .Where(issue => iids is null || iids.Contains(Number(issue), StringComparer.Ordinal))
            .Where(issue => labels.TrueForAll(name => issue.Labels.Exists(label => string.Equals(label.Name, name, StringComparison.Ordinal))))
            .Where(issue => state is null or "all" || string.Equals(issue.State, state, StringComparison.Ordinal))
            .Where(issue => author is null || string.Equals(issue.Author.Username, author, StringComparison.OrdinalIgnoreCase))
            .Where(issue => $"{issue.Title}\n{issue.Description}".Contains(search, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(issue => issue.CreatedAt).ThenByDescending(issue => issue.Id);
    }

    private static string Number(Issue issue) => issue.Iid.ToString(CultureInfo.InvariantCulture);

    private GraphNode? Issue(Issue? issue) => issue is null ? null : new GraphNode("Issue")
    {
        ["id"] = Id("Issue", issue.Id),
        ["iid"] = Number(issue),
        ["projectId"] = (int)issue.Project.Id,
        ["title"] = issue.Title,
        ["description"] = issue.Description,
        ["author"] = User(issue.Author),
        ["state"] = issue.State,
        ["createdAt"] = Time(issue.CreatedAt),
        ["updatedAt"] = Time(issue.UpdatedAt),
        ["updatedBy"] = User(issue.UpdatedBy),
        ["closedAt"] = Time(issue.ClosedAt),
        ["confidential"] = issue.Confidential,
        ["discussionLocked"] = issue.DiscussionLocked ?? false,
        ["dueDate"] = issue.DueDate,
        ["webUrl"] = $"{origin}/{issue.Project.FullPath}/-/issues/{issue.Iid}",
        ["webPath"] = $"/{issue.Project.FullPath}/-/issues/{issue.Iid}",
        ["reference"] = Field(context => context.GetArgument("full", defaultValue: false) ? $"{issue.Project.FullPath}#{issue.Iid}" : $"#{issue.Iid}"),
        ["moved"] = issue.MovedTo is not null,
        ["movedTo"] = (Func<object?>)(() => Issue(issue.MovedTo)),
        ["userNotesCount"] = issue.Notes.Count(note => !note.System),
        ["assignees"] = Field(context => Connection.Of(context, issue.Assignees, user => user.Username, user => User(user))),
        ["labels"] = Field(context => Labels(context, issue)),
        ["notes"] = Field(context => Notes(context, issue)),
    };

    private static GraphNode Labels(IResolveFieldContext context, Issue issue) => Connection.Of(
        context,
        [.. issue.Labels.OrderBy(label => label.Name, StringComparer.Ordinal)],
        label => label.Name,
        label => new GraphNode("Label") { ["id"] = Id("ProjectLabel", label.Id), ["title"] = label.Name, ["color"] = label.Color, ["description"] = label.Description });

    private GraphNode Notes(IResolveFieldContext context, Issue issue)
    {
        var filter = Argument(context, "filter");
        var notes = Visible(issue).Where(note => filter is null or "ALL_NOTES" || note.System == filter is "ONLY_ACTIVITY").OrderBy(note => note.CreatedAt).ThenBy(note => note.Id);
        return Connection.Of(context, [.. notes], note => note.Id.ToString(CultureInfo.InvariantCulture), note => Note(issue, note));
    }

    private GraphNode Note(Issue issue, Note note) => new("Note")
    {
        ["id"] = Id("Note", note.Id),
        ["body"] = note.Body,
        ["author"] = User(note.Author),
        ["createdAt"] = Time(note.CreatedAt),
        ["updatedAt"] = Time(note.UpdatedAt),
        ["lastEditedAt"] = Time(note.LastEditedAt),
        ["lastEditedBy"] = User(note.LastEditedBy),
        ["system"] = note.System,
        ["internal"] = note.Internal,
        ["imported"] = note.ImportedFrom is not "none",
        ["externalAuthor"] = note.ExternalAuthor,
        ["maxAccessLevelOfAuthor"] = new Caller(note.Author, null).LevelIn(issue.Project).ToString(),
        ["authorIsContributor"] = false,
        ["noteableId"] = (int)issue.Id,
        ["noteableType"] = "Issue",
        ["project"] = (Func<object?>)(() => Project(issue.Project)),
        ["url"] = $"{origin}/{issue.Project.FullPath}/-/issues/{issue.Iid}#note_{note.Id}",
        ["systemNoteIconName"] = note.System ? "pencil" : null,
        ["resolvable"] = false,
        ["resolved"] = false,
    };

    private GraphNode? WorkItem(Issue? issue) => issue is null ? null : new GraphNode("WorkItem")
    {
        ["id"] = Id("WorkItem", issue.Id),
        ["iid"] = Number(issue),
        ["title"] = issue.Title,
        ["description"] = issue.Description,
        ["author"] = User(issue.Author),
        ["state"] = issue.ClosedAt is null ? "OPEN" : "CLOSED",
        ["createdAt"] = Time(issue.CreatedAt),
        ["updatedAt"] = Time(issue.UpdatedAt),
        ["closedAt"] = Time(issue.ClosedAt),
        ["confidential"] = issue.Confidential,
        ["imported"] = issue.ImportedFrom is not "none",
        ["lockVersion"] = 0,
        ["reference"] = Field(context => context.GetArgument("full", defaultValue: false) ? $"{issue.Project.FullPath}#{issue.Iid}" : $"#{issue.Iid}"),
        ["webUrl"] = $"{origin}/{issue.Project.FullPath}/-/issues/{issue.Iid}",
        ["movedToWorkItemUrl"] = issue.MovedTo is { } moved ? $"{origin}/{moved.Project.FullPath}/-/issues/{moved.Iid}" : null,
        ["project"] = (Func<object?>)(() => Project(issue.Project)),
        ["widgets"] = new List<GraphNode>
        {
            new("WorkItemWidgetDescription")
            {
                ["type"] = "DESCRIPTION",
                ["description"] = issue.Description,
                ["edited"] = issue.LastEditedAt is not null,
                ["lastEditedAt"] = Time(issue.LastEditedAt),
                ["lastEditedBy"] = User(issue.LastEditedBy),
            },
            new("WorkItemWidgetLabels") { ["type"] = "LABELS", ["allowsScopedLabels"] = false, ["labels"] = Field(context => Labels(context, issue)) },
        },
    };
}
