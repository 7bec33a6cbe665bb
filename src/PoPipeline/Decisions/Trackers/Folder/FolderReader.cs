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

    /// <summary>Reads every file, and what became of those that are gone.</summary>
    /// <param name="isKnown">Whether something is known to have been there, so that its absence is worth a walk through the history.</param>
    /// <param name="cancellation">Stops.</param>
    public FolderReading Read(bool isKnown, CancellationToken cancellation)
    {
        var here = files.List().Where(FolderLayout.IsRecord).ToHashSet(StringComparer.Ordinal);
        var counted = Blobs(branch.Commit, FolderLayout.IsRecord);
        ImmutableArray<PastFile> past = here.Count > 0 || !counted.IsEmpty || isKnown ? store.Past(branch.Commit, folder, FolderLayout.IsRecord, cancellation) : [];
        var provenance = Provenances(counted, past, cancellation);
        return new FolderReading(Records(here, counted, provenance, cancellation), Lost(past, provenance));
    }

    /// <summary>Reads the files of one request that are there.</summary>
    /// <param name="request">The folder of the request.</param>
    /// <param name="cancellation">Stops.</param>
    public ImmutableArray<FolderRecord> Read(string request, CancellationToken cancellation)
    {
        bool IsWanted(string path) => FolderLayout.IsRecord(path) && path.StartsWith(request + "/", StringComparison.Ordinal);
        var counted = Blobs(branch.Commit, IsWanted);
        return Records(files.List().Where(IsWanted).ToHashSet(StringComparer.Ordinal), counted, Provenances(counted, past: [], cancellation), cancellation);
    }

    private ImmutableArray<FolderRecord> Records(
        HashSet<string> here, ImmutableDictionary<string, string> counted, ImmutableDictionary<string, Provenance> provenance, CancellationToken cancellation)
    {
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

    private ImmutableDictionary<string, Provenance> Provenances(ImmutableDictionary<string, string> counted, ImmutableArray<PastFile> past, CancellationToken cancellation)
    {
        var provenance = counted.IsEmpty ? [] : store.Explain(branch.Commit, folder, counted.Keys, newestOnly: false, cancellation);
        foreach (var file in past.Where(file => file.Revived is not null))
        {
            // What was ended is not as good as new because a merge has kept it.
            if (provenance.TryGetValue(file.Path, out var origin) && origin.LastChange is null && origin.Added.Id == file.Added.Id)
            {
                provenance = provenance.SetItem(file.Path, origin with { LastChange = file.Revived });
            }
        }

        return provenance;
    }

    private ImmutableArray<LostRecord> Lost(ImmutableArray<PastFile> past, ImmutableDictionary<string, Provenance> provenance)
    {
        Provenance? Here(PastFile file) => provenance.TryGetValue(file.Path, out var origin) && origin.Added.Id == file.Added.Id ? origin : null;
        bool IsWhole(PastFile file) => Here(file) is { LastChange: null };
        CommitFacts? EndOf(PastFile file) => file.Ended ?? Here(file)?.LastChange;
        var lost = past.Where(file => !IsWhole(file)).ToList();
        var order = FolderOrder.Before(lost, provenance);
        var text = 0L;
        FolderText Text(string blob)
        {
            var content = FolderText.Of(store.Content(blob, FolderLayout.MaximumBytes));
            text += content.Text.Length;
            return text <= MaximumText ? content : throw new TrackerException($"The records that were deleted from '{folder}' have more text than PoPipeline reads.");
        }

        return [.. lost.Select((file, index) => new LostRecord(file.Path, Text(file.Blob), file.Added, EndOf(file), order[index])).OrderBy(record => record.Order)];
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
