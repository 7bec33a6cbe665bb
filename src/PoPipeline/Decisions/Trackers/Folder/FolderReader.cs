using System.Collections.Immutable;
using PoPipeline.Decisions.Trackers.Folder.History;
using PoPipeline.Escaping;
using PoPipeline.Forges;

namespace PoPipeline.Decisions.Trackers.Folder;

/// <summary>
/// Reads the records. What the branch that counts holds is what was decided; the working tree only adds what is not there yet, and says
/// where it holds something else.
/// </summary>
/// <param name="store">The repository.</param>
/// <param name="branch">The branch that counts.</param>
/// <param name="way">How what is not there yet comes to it.</param>
/// <param name="files">The working tree.</param>
/// <param name="folder">The folder of all requests, relative to the root.</param>
internal sealed class FolderReader(GitStore store, CountedBranch branch, WayToBranch way, FolderFiles files, string folder)
{
    // What people write in a year is a thousandth of it.
    private const long MaximumText = 256L * 1024 * 1024;

    // What branches of the clone hold is only told of, and nobody reads more of it.
    private const int MaximumBranches = 100;
    private const int MaximumStray = 50;

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
        return new FolderReading(Records(here, counted, provenance, past, cancellation), Lost(past, provenance));
    }

    /// <summary>Reads the files of one request that are there.</summary>
    /// <param name="request">The folder of the request.</param>
    /// <param name="cancellation">Stops.</param>
    public ImmutableArray<FolderRecord> Read(string request, CancellationToken cancellation)
    {
        bool IsWanted(string path) => FolderLayout.IsRecord(path) && path.StartsWith(request + "/", StringComparison.Ordinal);
        var counted = Blobs(branch.Commit, IsWanted);
        return Records(files.List().Where(IsWanted).ToHashSet(StringComparer.Ordinal), counted, Provenances(counted, past: [], cancellation), past: [], cancellation);
    }

    private ImmutableArray<FolderRecord> Records(
        HashSet<string> here, ImmutableDictionary<string, string> counted, ImmutableDictionary<string, Provenance> provenance, ImmutableArray<PastFile> past, CancellationToken cancellation)
    {
        var stray = Stray(here, counted, past, cancellation);
        var elsewhere = Elsewhere([.. here.Where(path => !counted.ContainsKey(path))], cancellation).Concat(stray);
        var order = FolderOrder.Of(here.Union(counted.Keys, StringComparer.Ordinal).Union(stray.Select(record => record.Path), StringComparer.Ordinal), provenance);
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
                provenance = provenance.SetItem(file.Path, origin with { LastChange = file.Revived, FirstChange = file.Revived });
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
            return text <= MaximumText ? content : throw new ForgeException($"The records that were deleted from '{folder}' have more text than PoPipeline reads.");
        }

        return [.. lost.Select((file, index) => new LostRecord(file.Path, Text(file.Blob), file.Added, EndOf(file), order[index])).OrderBy(record => record.Order)];
    }

    private FolderRecord Counted(string path, string blob, bool isHere)
    {
        var text = Bounded(FolderText.Of(store.Content(blob, FolderLayout.MaximumBytes)));
        var differs = isHere && !Bounded(files.Read(path)).IsSameAs(text);
        var fault = text.Fault ?? (differs ? $"Its file here says something else than branch '{way.Shown}' does. Bring it back with `git checkout {ShellWord.Of(way.Shown)} -- {ShellWord.Of($"{folder}/{path}")}`; to change a decision, write a new one" : null);
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
            texts[path].Fault ?? (provenance.ContainsKey(path) ? NotThere(way.Here is { } name ? $"on '{name}'" : "here") : NotCommitted()),
            Order: 0));
    }

    // A decision on a branch of this clone decides nothing. Whoever looks for it is told where it lies: only of what is asked for here, and never so that a
    // branch could end the run.
    private ImmutableArray<FolderRecord> Stray(HashSet<string> here, ImmutableDictionary<string, string> counted, ImmutableArray<PastFile> past, CancellationToken cancellation)
    {
        var asked = here.Union(counted.Keys, StringComparer.Ordinal).Where(IsRequest).Select(FolderOf).ToHashSet(StringComparer.Ordinal);
        if (asked.Count == 0 || !store.IsWhole())
        {
            return [];
        }

        var known = here.Union(counted.Keys, StringComparer.Ordinal).Union(past.Select(file => file.Path), StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        var stray = ImmutableArray.CreateBuilder<FolderRecord>();
        foreach (var other in store.LocalBranches().Where(other => other.Commit != branch.Commit && other.Name != way.Here).Take(MaximumBranches))
        {
            try
            {
                var found = store.IsSame(other.Commit, branch.Commit, folder) ? []
                    : Blobs(other.Commit, path => FolderLayout.IsRecord(path) && !IsRequest(path) && asked.Contains(FolderOf(path)) && !known.Contains(path)).OrderBy(file => file.Key, StringComparer.Ordinal).Take(MaximumStray - stray.Count).ToList();
                var provenance = found.Count == 0 ? [] : store.Explain(other.Commit, folder, found.Select(file => file.Key), newestOnly: false, cancellation);
                stray.AddRange(found.Select(file => new FolderRecord(
                    file.Key, FolderText.Of(store.Content(file.Value, FolderLayout.MaximumBytes)), provenance.GetValueOrDefault(file.Key), NotThere($"on '{other.Name}'", other.Name), Order: 0)));
                known.UnionWith(found.Select(file => file.Key));
            }
            catch (ForgeException)
            {
                // What cannot be read there counts as little as what can.
            }
        }

        return stray.ToImmutable();
    }

    private string NotCommitted() =>
        $"It is not committed: `git add {ShellWord.Of(way.Folder)}`, `git commit{(way.IsSigned ? " -S" : "")}`{(way.Onwards is { } onwards ? $", and then {onwards}; '{way.Shown}' decides" : "")}";

    private string NotThere(string where, string? other = null) =>
        $"It is committed {where} and not on '{way.Shown}', which decides: {(other is null ? way.Onwards : (way with { Here = other }).Onwards) ?? $"merge it into '{way.Branch}'"}";

    private static bool IsRequest(string path) => path.EndsWith($"/{FolderLayout.RequestFile}", StringComparison.Ordinal);

    private static string FolderOf(string path) => path[..path.IndexOf('/', StringComparison.Ordinal)];

    private ImmutableDictionary<string, string> Blobs(string commit, Func<string, bool> isWanted) =>
        store.Files(commit, folder, FolderLayout.MaximumFiles).Where(file => isWanted(file.Path)).ToImmutableDictionary(file => file.Path, file => file.Blob, StringComparer.Ordinal);

    private FolderText Bounded(FolderText text)
    {
        read += text.Text.Length;
        return read <= MaximumText ? text : throw new ForgeException($"The records in '{folder}' have more text than PoPipeline reads. Delete the folders of requests that are long over.");
    }
}

/// <summary>What a folder of records holds, and held.</summary>
/// <param name="Records">The files, by order.</param>
/// <param name="Lost">Those that the branch that counts had once, and has no longer as they were added.</param>
internal sealed record FolderReading(ImmutableArray<FolderRecord> Records, ImmutableArray<LostRecord> Lost);
