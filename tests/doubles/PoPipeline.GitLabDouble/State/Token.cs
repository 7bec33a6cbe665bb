using System.Collections.Immutable;

namespace PoPipeline.Doubles.GitLab.State;

/// <summary>A token and what it may do.</summary>
/// <param name="Text">The secret.</param>
/// <param name="Kind">personal (project, group and service account tokens too), job or oauth.</param>
/// <param name="User">Whom it speaks for.</param>
/// <param name="Scopes">api, read_api, …; not used for a job's.</param>
internal sealed record Token(string Text, TokenKind Kind, User User, ImmutableArray<string> Scopes)
{
    /// <summary>The project of the job.</summary>
    public Project? JobProject { get; init; }

    /// <summary>When it stops to work.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether it was revoked.</summary>
    public bool Revoked { get; init; }
}
