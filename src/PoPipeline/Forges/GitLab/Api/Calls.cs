using System.Collections.Immutable;

namespace PoPipeline.Forges.GitLab.Api;

/// <summary>An issue to be made.</summary>
/// <param name="Title">The title.</param>
/// <param name="Description">The text.</param>
/// <param name="Labels">The labels, with commas between them.</param>
internal sealed record IssueCall(string Title, string Description, string Labels);

/// <summary>What a commit does to a file.</summary>
/// <param name="Action"><c>create</c>, <c>update</c> or <c>delete</c>.</param>
/// <param name="FilePath">The file.</param>
/// <param name="Content">The content; null to delete.</param>
/// <param name="Encoding"><c>base64</c> where the content is; null for text.</param>
internal sealed record CommitAction(string Action, string FilePath, string? Content = null, string? Encoding = null)
{
    /// <summary>Makes a file; the commit fails where there is one already.</summary>
    public static CommitAction Create(string path, ReadOnlySpan<byte> content) => new("create", path, Convert.ToBase64String(content), "base64");

    /// <summary>Changes a file; the commit fails where there is none.</summary>
    public static CommitAction Update(string path, ReadOnlySpan<byte> content) => new("update", path, Convert.ToBase64String(content), "base64");

    /// <summary>Deletes a file; the commit fails where there is none.</summary>
    public static CommitAction Delete(string path) => new("delete", path);
}

/// <summary>A commit to be made: all of its actions, or none.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="StartBranch">What the branch is made from; null where it is there already. With it, a branch that is there is an error.</param>
/// <param name="CommitMessage">The message.</param>
/// <param name="Actions">What it changes.</param>
internal sealed record CommitCall(string Branch, string? StartBranch, string CommitMessage, ImmutableArray<CommitAction> Actions);

/// <summary>What is to change of an issue; null leaves as it is.</summary>
/// <param name="AddLabels">Labels to add, with commas between them.</param>
/// <param name="RemoveLabels">Labels to take away, with commas between them.</param>
/// <param name="StateEvent"><c>close</c> or <c>reopen</c>.</param>
internal sealed record IssueChangeCall(string? AddLabels, string? RemoveLabels, string? StateEvent);

/// <summary>A comment to be made.</summary>
internal sealed record NoteCall(string Body);
