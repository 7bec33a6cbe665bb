namespace PoPipeline.Forges.GitLab.Api;

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
