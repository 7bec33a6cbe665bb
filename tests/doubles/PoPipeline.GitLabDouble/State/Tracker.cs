namespace PoPipeline.Doubles.GitLab.State;

/// <summary>What happens to issues, whoever does it: a client over the API or a test that acts as somebody.</summary>
internal static class Tracker
{
    /// <summary>Opens an issue.</summary>
    public static Issue Open(World world, Project project, User author, string title, string? description, DateTimeOffset? createdAt = null)
    {
        var now = createdAt ?? world.Clock.Tick();
        var issue = new Issue
        {
            Id = world.NextId("issue", 70_001),
            Iid = ++project.LastIssueIid,
            Project = project,
            Title = title,
            Description = description,
            Author = author,
            CreatedAt = now,
            UpdatedAt = now,
        };
        project.Issues.Add(issue);
        return issue;
    }

    /// <summary>Adds a note.</summary>
    public static Note Comment(World world, Issue issue, User author, string body, DateTimeOffset? createdAt = null, bool system = false, bool isInternal = false, string importedFrom = "none", string? externalAuthor = null)
    {
        var at = createdAt ?? world.Clock.Tick();
        var note = new Note
        {
            Id = world.NextId("note", 900_001),
            Body = body,
            Author = author,
            CreatedAt = at,
            UpdatedAt = at,
            System = system,
            Internal = isInternal,
            ImportedFrom = importedFrom,
            ExternalAuthor = externalAuthor,
        };
        issue.Notes.Add(note);
        Touch(world, issue, author);
        return note;
    }

    /// <summary>Changes a note's text, which REST does not show.</summary>
    public static void Edit(World world, Note note, User editor, string body)
    {
        note.Body = body;
        note.UpdatedAt = world.Clock.Tick();
        note.LastEditedAt = note.UpdatedAt;
        note.LastEditedBy = editor;
    }

    /// <summary>Changes title, description or both, which leaves system notes and a mark in GraphQL.</summary>
    public static void Edit(World world, Issue issue, User editor, string? title, string? description)
    {
        var retitled = title is not null && !string.Equals(title, issue.Title, StringComparison.Ordinal);
        var rewritten = description is not null && !string.Equals(description, issue.Description ?? "", StringComparison.Ordinal);
        var before = issue.Title;
        issue.Title = title ?? issue.Title;
        issue.Description = description ?? issue.Description;
        if (retitled || rewritten)
        {
            issue.LastEditedAt = world.Clock.Tick();
            issue.LastEditedBy = editor;
            Touch(world, issue, editor);
        }

        if (retitled)
        {
            Comment(world, issue, editor, $"changed title from **{{-{before}-}}** to **{{+{issue.Title}+}}**", world.Clock.Now, system: true);
        }

        if (rewritten)
        {
            Comment(world, issue, editor, "changed the description", world.Clock.Now, system: true);
        }
    }

    /// <summary>Closes or reopens an issue; nothing when it is so already.</summary>
    public static void SetOpen(World world, Issue issue, User actor, bool open)
    {
        if (open == issue.ClosedAt is null)
        {
            return;
        }

        var now = world.Clock.Tick();
        issue.ClosedAt = open ? null : now;
        issue.ClosedBy = open ? null : actor;
        issue.StateEvents.Add(new StateEvent(world.NextId("stateEvent", 30_001), actor, now, open ? "reopened" : "closed"));
        Touch(world, issue, actor);
    }

    /// <summary>Adds and removes labels; a new one is made.</summary>
    public static void Relabel(World world, Issue issue, User actor, IEnumerable<string> add, IEnumerable<string> remove)
    {
        foreach (var label in add.Distinct(StringComparer.Ordinal).Select(name => FindOrAddLabel(world, issue.Project, name)).Where(label => !issue.Labels.Contains(label)).ToList())
        {
            issue.Labels.Add(label);
            Event(label, "add");
        }

        foreach (var label in issue.Labels.Where(label => remove.Contains(label.Name, StringComparer.Ordinal)).ToList())
        {
            issue.Labels.Remove(label);
            Event(label, "remove");
        }

        void Event(Label label, string action)
        {
            issue.LabelEvents.Add(new LabelEvent(world.NextId("labelEvent", 20_001), actor, world.Clock.Tick(), label, action));
            Touch(world, issue, actor);
        }
    }

    /// <summary>Moves an issue: a copy with copies of its notes in the other project, and the old one closed.</summary>
    public static Issue Move(World world, Issue issue, Project to, User actor)
    {
        var moved = Open(world, to, issue.Author, issue.Title, issue.Description, issue.CreatedAt);
        foreach (var note in issue.Notes)
        {
            Comment(world, moved, note.Author, note.Body, note.CreatedAt, note.System, note.Internal, note.ImportedFrom, note.ExternalAuthor);
        }

        Relabel(world, moved, actor, issue.Labels.Select(label => label.Name), []);
        Comment(world, moved, actor, $"moved from {issue.Project.FullPath}#{issue.Iid}", system: true);
        Comment(world, issue, actor, $"moved to {to.FullPath}#{moved.Iid}", system: true);
        issue.MovedTo = moved;
        SetOpen(world, issue, actor, open: false);
        return moved;
    }

    /// <summary>A label of a project, made when it is new.</summary>
    public static Label FindOrAddLabel(World world, Project project, string name)
    {
        if (project.Labels.Find(label => string.Equals(label.Name, name, StringComparison.Ordinal)) is { } known)
        {
            return known;
        }

        var label = new Label { Id = world.NextId("label", 4001), Name = name, Color = "#428BCA" };
        project.Labels.Add(label);
        return label;
    }

    private static void Touch(World world, Issue issue, User actor)
    {
        issue.UpdatedAt = world.Clock.Now;
        issue.UpdatedBy = actor;
    }
}
