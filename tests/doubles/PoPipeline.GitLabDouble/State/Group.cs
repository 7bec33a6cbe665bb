namespace PoPipeline.Doubles.GitLab.State;

/// <summary>A group or subgroup.</summary>
internal sealed class Group
{
    /// <summary>The number.</summary>
    public required long Id { get; init; }

    /// <summary>The path with those of the groups above: <c>acme/security</c>.</summary>
    public required string FullPath { get; init; }

    /// <summary>The displayed name.</summary>
    public required string Name { get; init; }

    /// <summary>The group above.</summary>
    public Group? Parent { get; init; }

    /// <summary>Whether everybody sees it.</summary>
    public bool IsPublic { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The direct members.</summary>
    public List<Member> Members { get; } = [];

    /// <summary>The invited groups.</summary>
    public List<Invitation> Invitations { get; } = [];

    /// <summary>Direct, inherited and invited members.</summary>
    public IReadOnlyList<Member> AllMembers() =>
        Member.Strongest([.. Members, .. Invitations.SelectMany(invitation => invitation.Members()), .. Parent?.AllMembers() ?? []]);
}
