namespace PoPipeline.Doubles.GitLab.State;

/// <summary>An issue.</summary>
internal sealed class Issue
{
    /// <summary>The number in the instance.</summary>
    public required long Id { get; init; }

    /// <summary>The number in its project.</summary>
    public required long Iid { get; init; }

    /// <summary>The project.</summary>
    public required Project Project { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; set; }

    /// <summary>The text; null for none.</summary>
    public string? Description { get; set; }

    /// <summary>Who opened it.</summary>
    public required User Author { get; init; }

    /// <summary>When it was opened, which some callers may choose.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last activity.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Who was active last.</summary>
    public User? UpdatedBy { get; set; }

    /// <summary>When title or description was last edited; only GraphQL says so.</summary>
    public DateTimeOffset? LastEditedAt { get; set; }

    /// <summary>Who edited title or description last; only GraphQL says so.</summary>
    public User? LastEditedBy { get; set; }

    /// <summary>When it was closed; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Who closed it.</summary>
    public User? ClosedBy { get; set; }

    /// <summary>Whether only members of the team see it.</summary>
    public bool Confidential { get; set; }

    /// <summary>Whether only members may comment.</summary>
    public bool? DiscussionLocked { get; set; }

    /// <summary>The day it is due.</summary>
    public string? DueDate { get; set; }

    /// <summary>Where it was moved to.</summary>
    public Issue? MovedTo { get; set; }

    /// <summary>Where it was imported from; <c>none</c> for no import.</summary>
    public string ImportedFrom { get; init; } = "none";

    /// <summary>Whom it is assigned to.</summary>
    public List<User> Assignees { get; } = [];

    /// <summary>Its labels.</summary>
    public List<Label> Labels { get; } = [];

    /// <summary>Its notes in the order of their numbers.</summary>
    public List<Note> Notes { get; } = [];

    /// <summary>What became of its labels.</summary>
    public List<LabelEvent> LabelEvents { get; } = [];

    /// <summary>What became of its state.</summary>
    public List<StateEvent> StateEvents { get; } = [];

    /// <summary><c>opened</c> or <c>closed</c>.</summary>
    public string State => ClosedAt is null ? "opened" : "closed";
}
