namespace PoPipeline.Doubles.GitLab.State;

/// <summary>A group that was given access to another group or to a project.</summary>
/// <param name="Group">The invited group.</param>
/// <param name="Level">The strongest role that its members have there.</param>
internal sealed record Invitation(Group Group, AccessLevel Level)
{
    /// <summary>The members that come with it.</summary>
    public IEnumerable<Member> Members() =>
        Group.Members.Select(member => member.Level > Level ? member with { Level = Level } : member);
}
