using System.Collections.Immutable;

namespace PoPipeline.Forges.GitLab.Api;

/// <summary>A commit to be made: all of its actions, or none.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="StartBranch">What the branch is made from; null where it is there already. With it, a branch that is there is an error.</param>
/// <param name="CommitMessage">The message.</param>
/// <param name="Actions">What it changes.</param>
internal sealed record CommitCall(string Branch, string? StartBranch, string CommitMessage, ImmutableArray<CommitAction> Actions);
