using System.IO.Enumeration;

namespace PoPipeline.Doubles.GitLab.State;

/// <summary>A protection of a branch, or of all branches that a wildcard names.</summary>
/// <param name="Id">The number.</param>
/// <param name="Name">The name or wildcard.</param>
/// <param name="Push">Who may push.</param>
/// <param name="Merge">Who may merge.</param>
/// <param name="AllowForcePush">Whether a push may rewrite history.</param>
internal sealed record ProtectedBranch(long Id, string Name, AccessLevel Push, AccessLevel Merge, bool AllowForcePush)
{
    /// <summary>Whether it protects a branch.</summary>
    public bool Covers(string branch) => FileSystemName.MatchesSimpleExpression(Name, branch, ignoreCase: false);
}
