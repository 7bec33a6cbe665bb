namespace PoPipeline.Doubles.GitLab.State;

/// <summary>A comment or a system note.</summary>
internal sealed class Note
{
    /// <summary>The number, which grows with every note whatever its date.</summary>
    public required long Id { get; init; }

    /// <summary>The text.</summary>
    public required string Body { get; set; }

    /// <summary>Whom GitLab names as its author.</summary>
    public required User Author { get; init; }

    /// <summary>The date, which some callers may choose.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The date of the last activity, which is not that of the last edit.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When the text was last edited; only GraphQL says so.</summary>
    public DateTimeOffset? LastEditedAt { get; set; }

    /// <summary>Who edited it last; only GraphQL says so.</summary>
    public User? LastEditedBy { get; set; }

    /// <summary>Whether GitLab wrote it about a change.</summary>
    public bool System { get; init; }

    /// <summary>Whether only members of the team see it.</summary>
    public bool Internal { get; init; }

    /// <summary>Where it was imported from; <c>none</c> for no import.</summary>
    public string ImportedFrom { get; init; } = "none";

    /// <summary>The sender of an e-mail that became a comment of the support bot.</summary>
    public string? ExternalAuthor { get; init; }
}
