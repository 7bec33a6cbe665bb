namespace PoPipeline.Doubles.GitLab.State;

/// <summary>A person or a bot.</summary>
internal sealed class User
{
    /// <summary>The number, which never changes.</summary>
    public required long Id { get; init; }

    /// <summary>The name after the @; may change and be taken by another.</summary>
    public required string Username { get; set; }

    /// <summary>The displayed name.</summary>
    public required string Name { get; set; }

    /// <summary>The address of the user's commits.</summary>
    public required string Email { get; init; }

    /// <summary>Whether it is a project, group or service account.</summary>
    public bool Bot { get; init; }

    /// <summary>Whether it administers the instance.</summary>
    public bool Admin { get; init; }

    /// <summary><c>active</c>, <c>blocked</c> or <c>deactivated</c>.</summary>
    public string State { get; set; } = "active";

    /// <summary>When the account was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
