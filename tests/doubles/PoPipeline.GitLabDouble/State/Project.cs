namespace PoPipeline.Doubles.GitLab.State;

/// <summary>A project.</summary>
internal sealed class Project
{
    /// <summary>The number.</summary>
    public required long Id { get; init; }

    /// <summary>The path with its group: <c>acme/app</c>.</summary>
    public required string FullPath { get; init; }

    /// <summary>The group.</summary>
    public required Group Group { get; init; }

    /// <summary>The default branch.</summary>
    public required string DefaultBranch { get; init; }

    /// <summary><c>private</c>, <c>internal</c> or <c>public</c>.</summary>
    public required string Visibility { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The projects beside itself whose jobs' tokens it accepts.</summary>
    public List<long> JobTokenAllowlist { get; } = [];

    /// <summary>The direct members.</summary>
    public List<Member> Members { get; } = [];

    /// <summary>The invited groups.</summary>
    public List<Invitation> Invitations { get; } = [];

    /// <summary>The files.</summary>
    public Repository Repository { get; } = new();

    /// <summary>The protections of branches.</summary>
    public List<ProtectedBranch> ProtectedBranches { get; } = [];

    /// <summary>The labels.</summary>
    public List<Label> Labels { get; } = [];

    /// <summary>The issues in the order of their numbers.</summary>
    public List<Issue> Issues { get; } = [];

    /// <summary>The merge requests.</summary>
    public List<MergeRequest> MergeRequests { get; } = [];

    /// <summary>The highest number of an issue so far; the number of a deleted one is not given again.</summary>
    public long LastIssueIid { get; set; }

    /// <summary>The last part of the path.</summary>
    public string Path => FullPath[(FullPath.LastIndexOf('/') + 1)..];

    /// <summary>Whether nobody needs a token to see it.</summary>
    public bool IsPublic => Visibility is "public";

    /// <summary>Direct, inherited and invited members.</summary>
    public IReadOnlyList<Member> AllMembers() =>
        Member.Strongest([.. Members, .. Invitations.SelectMany(invitation => invitation.Members()), .. Group.AllMembers()]);

    /// <summary>Whether somebody with a role may push to a branch.</summary>
    public bool MayPush(string branch, AccessLevel level)
    {
        var protections = ProtectedBranches.Where(protection => protection.Covers(branch)).ToList();
        return level >= AccessLevel.Developer
            && (protections.Count == 0 || protections.Exists(protection => protection.Push is not AccessLevel.None && level >= protection.Push));
    }
}
