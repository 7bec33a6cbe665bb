namespace PoPipeline.Doubles.GitLab.Api;

/// <summary>One change of a file in a commit.</summary>
/// <param name="Kind">create, update, move, delete or chmod.</param>
/// <param name="Path">The file.</param>
/// <param name="PreviousPath">Where a moved file was.</param>
/// <param name="Content">The new content.</param>
/// <param name="Encoding"><c>text</c> or <c>base64</c>.</param>
/// <param name="LastCommitId">The commit that the caller takes for the last one of the file; not checked when null.</param>
internal sealed record CommitAction(string Kind, string Path, string? PreviousPath, string? Content, string? Encoding, string? LastCommitId);
