using System.Collections.Immutable;
using PoPipeline.Decisions.Trackers.Folder.History;

namespace PoPipeline.Decisions.Trackers.Folder;

/// <summary>
/// Reads the records. What the branch that counts holds is what was decided; the working tree only adds what is not there yet, and says
/// where it holds something else.
/// </summary>
/// <param name="store">The repository.</param>
/// <param name="branch">The branch that counts.</param>
/// <param name="files">The working tree.</param>
/// <param name="folder">The folder of all requests, relative to the root.</param>
internal sealed class FolderReader(GitStore store, CountedBranch branch, FolderFiles files, string folder)
{
    // What people write in a year is a thousandth of it.
    private const long MaximumText = 256L * 1024 * 1024;

    private long read;

    /// <summary>Reads every file, or those of one request.</summary>
    /// <param name="only">The folder of the request; null for all.</param>
    /// <param name="cancellation">Stops.</param>
    public ImmutableArray<FolderRecord> Read(string? only, CancellationToken cancellation)
    {
        bool IsWanted(string path) => FolderLayout.IsRecord(path) && (only is null || path.StartsWith(only + "/", StringComparison.Ordinal));
        var here = files.List().Where(IsWanted).ToHashSet(StringComparer.Ordinal);
        var counted = Blobs(branch.Commit, IsWanted);
        var provenance = counted.IsEmpty ? [] : store.Explain(branch.Commit, folder, counted.Keys, newestOnly: false, cancellation);
        var elsewhere = Elsewhere([.. here.Where(path => !counted.ContainsKey(path))], cancellation);
        var order = FolderOrder.Of(here.Union(counted.Keys, StringComparer.Ordinal), provenance);

        return
        [
            .. counted.Select(file => Counted(file.Key, file.Value, here.Contains(file.Key)))
                .Select(record => record with { Provenance = provenance[record.Path], Order = order[record.Path] })
                .Concat(elsewhere.Select(record => record with { Order = order[record.Path] }))
                .OrderBy(record => record.Order),
        ];
    }

    private FolderRecord Counted(string path, string blob, bool isHere)
    {
        var text = Bounded(FolderText.Of(store.Content(blob, FolderLayout.MaximumBytes)));
        var differs = isHere && !Bounded(files.Read(path)).IsSameAs(text);
        var fault = text.Fault ?? (differs ? $"Its file here says something else than branch '{branch.Name}' does. Undo that; to change a decision, write a new one" : null);
        return new FolderRecord(path, text, Provenance: null, fault, Order: 0);
    }

    // What the branch that counts has not got: of another branch, or of nobody but this working tree.
    private IEnumerable<FolderRecord> Elsewhere(ImmutableArray<string> paths, CancellationToken cancellation)
    {
        var head = paths.IsEmpty ? null : store.Head();
        var committed = head is null ? ImmutableDictionary<string, string>.Empty : Blobs(head, paths.ToHashSet(StringComparer.Ordinal).Contains);
        var texts = paths.ToDictionary(path => path, path => Bounded(files.Read(path)), StringComparer.Ordinal);
        var same = committed
            .Where(file => FolderText.Of(store.Content(file.Value, FolderLayout.MaximumBytes)).IsSameAs(texts[file.Key]))
            .Select(file => file.Key)
            .ToImmutableArray();
        var provenance = head is null || same.IsEmpty ? [] : store.Explain(head, folder, same, newestOnly: false, cancellation);
        return paths.Select(path => new FolderRecord(
            path,
            texts[path],
            provenance.GetValueOrDefault(path),
            texts[path].Fault ?? (provenance.ContainsKey(path) ? $"It is not on branch '{branch.Name}' yet" : "It is not committed"),
            Order: 0));
    }

    private ImmutableDictionary<string, string> Blobs(string commit, Func<string, bool> isWanted) =>
        store.Files(commit, folder, FolderLayout.MaximumFiles).Where(file => isWanted(file.Path)).ToImmutableDictionary(file => file.Path, file => file.Blob, StringComparer.Ordinal);

    private FolderText Bounded(FolderText text)
    {
        read += text.Text.Length;
        return read <= MaximumText ? text : throw new TrackerException($"The records in '{folder}' have more text than PoPipeline reads. Delete the folders of requests that are long over.");
    }
}
