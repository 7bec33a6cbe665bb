using System.Globalization;
using PoPipeline.Forges;
using PoPipeline.Forges.GitLab.Api;

namespace PoPipeline.Decisions.Trackers.GitLab;

/// <summary>What is found out once, when a run begins.</summary>
/// <param name="Judged">The project that is judged.</param>
/// <param name="Decisions">The project that holds the records.</param>
/// <param name="Self">The account of the token.</param>
/// <param name="Branch">The branch of the judged project whose policy counts.</param>
/// <param name="Head">Its commit.</param>
internal sealed record RepositoryLocation(ProjectAnswer Judged, ProjectAnswer Decisions, Account Self, string Branch, BranchAnswer Head)
{
    /// <summary>The commit of the branch.</summary>
    public string Commit { get; } = Head.Commit?.Id ?? "";

    /// <summary>The number of the account of the token.</summary>
    public long SelfId { get; } = long.Parse(Self.Id, CultureInfo.InvariantCulture);

    /// <summary>The branch that those of the records are made from.</summary>
    /// <exception cref="ForgeException">There is none: the first branch of a project would become its default branch.</exception>
    public string Start => Decisions is { DefaultBranch: { Length: > 0 } branch, EmptyRepo: not true }
        ? branch
        : throw new ForgeException($"The project '{Decisions.PathWithNamespace}' on GitLab has no commit yet, and so nothing to make the branches of the records from. Give it a file, a README for example.");
}
