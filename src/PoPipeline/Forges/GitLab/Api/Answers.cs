using System.Collections.Immutable;

namespace PoPipeline.Forges.GitLab.Api;

/// <summary>A user; the shorter forms of one have no <see cref="Bot"/>.</summary>
internal sealed record UserAnswer(long Id, string? Username, string? State = null, bool? Bot = null);

/// <summary>A branch.</summary>
/// <param name="Protected">Whether any rule of project or group protects it, wildcards included.</param>
/// <param name="DevelopersCanPush">Whether a developer may push to it without a merge request.</param>
/// <param name="Commit">Its newest commit.</param>
internal sealed record BranchAnswer(bool? Protected, bool? DevelopersCanPush, CommitAnswer? Commit);

/// <summary>A commit.</summary>
internal sealed record CommitAnswer(string? Id, string? AuthorEmail = null);

/// <summary>A group.</summary>
internal sealed record GroupAnswer(long Id);

/// <summary>An issue.</summary>
internal sealed record IssueAnswer
{
    public required long Id { get; init; }

    public required long Iid { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    public UserAnswer? Author { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string? State { get; init; }

    public ImmutableArray<string> Labels { get; init; } = [];

    public long? MovedToId { get; init; }

    public bool? Imported { get; init; }

    public string? ImportedFrom { get; init; }

    public string? WebUrl { get; init; }
}

/// <summary>A member of a group.</summary>
/// <param name="Id">The number of the user.</param>
/// <param name="State">The state of the account: <c>active</c>, <c>blocked</c>…</param>
/// <param name="MembershipState">The state of the membership, where the server tells: <c>active</c> or <c>awaiting</c>.</param>
/// <param name="AccessLevel">The role as a number.</param>
/// <param name="ExpiresAt">The day on which the membership ends; null for never.</param>
internal sealed record MemberAnswer(long Id, string? State, string? MembershipState, int AccessLevel, string? ExpiresAt);

/// <summary>A merge request.</summary>
internal sealed record MergeRequestAnswer(UserAnswer? Author);

/// <summary>The group or user that a project belongs to.</summary>
internal sealed record NamespaceAnswer(long Id);

/// <summary>A comment, or what GitLab notes down by itself.</summary>
internal sealed record NoteAnswer
{
    public required long Id { get; init; }

    public string? Body { get; init; }

    public UserAnswer? Author { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public bool System { get; init; }

    public bool? Imported { get; init; }

    public string? ImportedFrom { get; init; }
}

/// <summary>A project.</summary>
internal sealed record ProjectAnswer(long Id, string? PathWithNamespace, string? DefaultBranch, bool? EmptyRepo, NamespaceAnswer? Namespace);

/// <summary>An entry of a tree.</summary>
/// <param name="Id">The object that git stores.</param>
/// <param name="Type"><c>blob</c> or <c>tree</c>.</param>
/// <param name="Path">The whole path.</param>
/// <param name="Mode">The mode as git writes it.</param>
internal sealed record TreeAnswer(string? Id, string? Type, string? Path, string? Mode);
