namespace PoPipeline.Doubles.GitLab.State;

/// <summary>Who asks.</summary>
/// <param name="User">The user; null for nobody.</param>
/// <param name="Token">By which token; null when a test acts as the user.</param>
internal sealed record Caller(User? User, Token? Token)
{
    /// <summary>Nobody.</summary>
    public static Caller Nobody { get; } = new(null, null);

    /// <summary>The role in a project, inherited and invited ones included; an administrator's is Owner.</summary>
    public AccessLevel LevelIn(Project project) => User switch
    {
        null => AccessLevel.None,
        { Admin: true } => AccessLevel.Owner,
        { State: not "active" } => AccessLevel.None,
        _ => project.AllMembers().FirstOrDefault(member => ReferenceEquals(member.User, User))?.Level ?? AccessLevel.None,
    };

    /// <summary>The role in a group.</summary>
    public AccessLevel LevelIn(Group group) => User switch
    {
        null => AccessLevel.None,
        { Admin: true } => AccessLevel.Owner,
        { State: not "active" } => AccessLevel.None,
        _ => group.AllMembers().FirstOrDefault(member => ReferenceEquals(member.User, User))?.Level ?? AccessLevel.None,
    };
}
