using PoPipeline.Decisions.Trackers.Folder.History;

namespace PoPipeline.Decisions.Trackers.Folder;

/// <summary>A file of the records that the branch that counts had once, and has no longer as it was added.</summary>
/// <param name="Path">The file, relative to the folder of all requests, with forward slashes.</param>
/// <param name="Text">The text that it was added with.</param>
/// <param name="Added">The commit that added it.</param>
/// <param name="Ended">The commit that deleted or changed it; null where another commit added one in its place.</param>
/// <param name="Order">The place of the last one before it among the files that are there.</param>
internal sealed record LostRecord(string Path, FolderText Text, CommitFacts Added, CommitFacts? Ended, long Order)
{
    /// <summary>The folder of its request.</summary>
    public string Folder => Path[..Path.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>Whether it was the request, rather than a comment on it.</summary>
    public bool IsRequest => Path.AsSpan(Folder.Length + 1).SequenceEqual(FolderLayout.RequestFile);
}
