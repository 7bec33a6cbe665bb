using PoPipeline.Decisions.Trackers.Folder.History;

namespace PoPipeline.Decisions.Trackers.Folder;

/// <summary>A file of the records, and what git knows of it.</summary>
/// <param name="Path">The file, relative to the folder of all requests, with forward slashes.</param>
/// <param name="Text">Its text: on the branch that counts, where it is there, else in the working tree.</param>
/// <param name="Provenance">Where it comes from; null where it is not committed.</param>
/// <param name="Fault">Why it cannot count, as a sentence without a full stop; null where it can.</param>
/// <param name="Order">Its place by when it came to the branch that counts.</param>
internal sealed record FolderRecord(string Path, FolderText Text, Provenance? Provenance, string? Fault, long Order)
{
    /// <summary>The folder of its request.</summary>
    public string Folder => Path[..Path.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>Whether it is the request, rather than a comment on it.</summary>
    public bool IsRequest => Path.AsSpan(Folder.Length + 1).SequenceEqual(FolderLayout.RequestFile);
}
