using System.Globalization;
using PoPipeline.Doubles.GitLab.Http;

namespace PoPipeline.Doubles.GitLab.State;

/// <summary>All that the server knows. Whoever reads or changes it holds <see cref="Lock"/>.</summary>
internal sealed class World
{
    private readonly Dictionary<string, long> _last = new(StringComparer.Ordinal);

    /// <summary>The lock.</summary>
    public Lock Lock { get; } = new();

    /// <summary>The time.</summary>
    public Clock Clock { get; } = new();

    /// <summary>The users.</summary>
    public List<User> Users { get; } = [];

    /// <summary>The tokens by their text.</summary>
    public Dictionary<string, Token> Tokens { get; } = new(StringComparer.Ordinal);

    /// <summary>The groups.</summary>
    public List<Group> Groups { get; } = [];

    /// <summary>The projects.</summary>
    public List<Project> Projects { get; } = [];

    /// <summary>What happened in groups and projects.</summary>
    public List<AuditEvent> AuditEvents { get; } = [];

    /// <summary>Whether its tier is Premium, which has audit events.</summary>
    public bool IsPremium { get; set; } = true;

    /// <summary>Lines that GitLab carried out instead of keeping them, found in what a client of the API wrote.</summary>
    public List<string> QuickActionsSeen { get; } = [];

    /// <summary>Remembers quick actions of a client of the API.</summary>
    public void NoticeQuickActions(IEnumerable<string> actions) => QuickActionsSeen.AddRange(actions);

    /// <summary>A new number. Those of one kind grow; those of two kinds are far apart, so that one taken for the other is found out.</summary>
    /// <param name="kind">The kind: issue, note…</param>
    /// <param name="first">The first number of the kind.</param>
    public long NextId(string kind, long first) => _last[kind] = Math.Max(first - 1, _last.GetValueOrDefault(kind)) + 1;

    /// <summary>Remembers a number that was given from outside.</summary>
    public long TakeId(string kind, long id)
    {
        _last[kind] = Math.Max(id, _last.GetValueOrDefault(kind));
        return id;
    }

    /// <summary>A user by name or number; null when there is none.</summary>
    public User? FindUser(string nameOrId) =>
        Users.Find(user => string.Equals(user.Username, nameOrId, StringComparison.OrdinalIgnoreCase))
        ?? (long.TryParse(nameOrId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Users.Find(user => user.Id == id) : null);

    /// <summary>A project by path or number, if the caller may see it.</summary>
    /// <exception cref="Refusal">404; 403 for a job of a project that is not on the allowlist.</exception>
    public Project FindProject(Caller caller, string pathOrId)
    {
        var project = Projects.Find(project => IsNamed(project.Id, project.FullPath, pathOrId));
        var visible = project is not null
            && (project.IsPublic || (project.Visibility is "internal" && caller.User is not null) || caller.LevelIn(project) >= AccessLevel.Guest);
        if (project is null || !visible)
        {
            throw Refusal.NotFound("Project");
        }

        return caller.Token?.JobProject is { } job && !ReferenceEquals(job, project) && !project.IsPublic && !project.JobTokenAllowlist.Contains(job.Id)
            ? throw Refusal.Forbidden($"Authentication by CI/CD job token not allowed from {job.FullPath} to {project.FullPath}.")
            : project;
    }

    /// <summary>A group by path or number, if the caller may see it.</summary>
    /// <exception cref="Refusal">404.</exception>
    public Group FindGroup(Caller caller, string pathOrId)
    {
        var group = Groups.Find(group => IsNamed(group.Id, group.FullPath, pathOrId));
        var visible = group is not null
            && (group.IsPublic || caller.LevelIn(group) >= AccessLevel.Guest || Projects.Exists(project => InGroup(project, group) && caller.LevelIn(project) >= AccessLevel.Guest));
        return group is not null && visible ? group : throw Refusal.NotFound("Group");
    }

    private static bool InGroup(Project project, Group group) =>
        project.FullPath.StartsWith(group.FullPath + '/', StringComparison.OrdinalIgnoreCase);

    private static bool IsNamed(long id, string path, string pathOrId) =>
        long.TryParse(pathOrId, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number == id
            : string.Equals(path, pathOrId, StringComparison.OrdinalIgnoreCase);
}
