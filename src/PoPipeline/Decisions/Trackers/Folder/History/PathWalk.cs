using System.Collections.Immutable;
using LibGit2Sharp;
using PoPipeline.Forges;

namespace PoPipeline.Decisions.Trackers.Folder.History;

/// <summary>
/// Finds the commits that files come from, in one walk that stops as soon as all of them are explained. Each file is followed to the parent
/// that has the same of it, as git's own log does, so that a merge is only ever named for what none of its parents has.
/// </summary>
/// <param name="store">The repository.</param>
/// <param name="folder">The folder that all files lie in; nothing outside of it is compared.</param>
/// <param name="newestOnly">Whether the last change of each file is enough, given as the commit that added it.</param>
internal sealed class PathWalk(GitStore store, string folder, bool newestOnly)
{
    private readonly PriorityQueue<ObjectId, long> queue = new();
    private readonly Dictionary<ObjectId, List<Trace>> waiting = [];
    private readonly Dictionary<ObjectId, ObjectId?> trees = [];
    private readonly ImmutableDictionary<string, Provenance>.Builder found = ImmutableDictionary.CreateBuilder<string, Provenance>(StringComparer.Ordinal);
    private int merges;

    /// <summary>Walks.</summary>
    /// <param name="tip">The commit that has the files.</param>
    /// <param name="paths">The files, relative to the folder.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ForgeException">The history is too long.</exception>
    public ImmutableDictionary<string, Provenance> Explain(Commit tip, IEnumerable<string> paths, CancellationToken cancellation)
    {
        foreach (var path in paths)
        {
            Follow(tip, new Trace(path, LastChange: null, FirstChange: null, Depth: 0, IsOnBranch: true));
        }

        for (var seen = 0; queue.TryDequeue(out var id, out _); seen++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (seen > GitLimits.Commits)
            {
                throw new ForgeException($"Some records were added more than {GitLimits.Commits} commits ago. Delete the folders of requests that are long over.");
            }

            if (waiting.Remove(id, out var traces))
            {
                Visit(store.Commit(id), traces);
            }
        }

        return found.ToImmutable();
    }

    private void Visit(Commit commit, List<Trace> traces)
    {
        var parents = commit.Parents.Select(parent => store.Commit(parent.Id)).ToList();
        var changes = parents.ConvertAll(parent => Compare(parent, commit));
        var undone = new Undone(this, parents, changes);
        foreach (var trace in traces)
        {
            var same = changes.FindIndex(change => !change.ContainsKey(trace.Path));
            if (same >= 0)
            {
                Pass(trace, undone.Includes(trace.Path, same) ? commit : null, parents, same);
                continue;
            }

            var changed = changes.FindIndex(change => change[trace.Path]);
            if (changed < 0)
            {
                found[trace.Path] = new Provenance(CommitReader.Read(commit), trace.LastChange, trace.FirstChange, trace.Depth);
            }
            else
            {
                Pass(trace, commit, parents, changed);
            }
        }
    }

    private void Pass(Trace trace, Commit? change, List<Commit> parents, int parent)
    {
        var first = change is null ? trace.FirstChange : CommitReader.Read(change);
        var last = trace.LastChange ?? first;
        if (newestOnly && last is not null)
        {
            found[trace.Path] = new Provenance(last, LastChange: null, FirstChange: null, trace.Depth);
            return;
        }

        // Once it leaves the first parents, it has come to the branch with the merge that it left them at.
        var stays = trace.IsOnBranch && parent == 0;
        Follow(parents[parent], trace with { LastChange = last, FirstChange = first, Depth = stays ? trace.Depth + 1 : trace.Depth, IsOnBranch = stays });
    }

    private void Follow(Commit commit, Trace trace)
    {
        if (!waiting.TryGetValue(commit.Id, out var traces))
        {
            waiting[commit.Id] = traces = [];

            // The newest first, so that lines that part have met again before they are walked on. Dates that lie only cost time.
            queue.Enqueue(commit.Id, -CommitReader.At(commit).ToUnixTimeSeconds());
        }

        traces.Add(trace);
    }

    // What differs, and whether it was there before.
    private ImmutableDictionary<string, bool> Compare(Commit? before, Commit after)
    {
        var (one, other) = (before is null ? null : TreeOf(before), TreeOf(after));
        if (one == other)
        {
            return ImmutableDictionary<string, bool>.Empty;
        }

        using var changes = store.Changes(one, other);
        var different = ImmutableDictionary.CreateBuilder<string, bool>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            // A file that became executable says the same as before; one that was a link said something else.
            var wasThere = change.OldExists && GitStore.IsRegular(change.OldMode);
            if (!wasThere || change.OldOid != change.Oid || !change.Exists || !GitStore.IsRegular(change.Mode))
            {
                different[change.Path.Replace('\\', '/')] = wasThere;
            }
        }

        return different.ToImmutable();
    }

    private ObjectId? TreeOf(Commit commit)
    {
        if (!trees.TryGetValue(commit.Id, out var tree))
        {
            trees[commit.Id] = tree = store.SubTree(commit, folder);
        }

        return tree;
    }

    private ImmutableDictionary<string, bool> SinceMergeBase(Commit one, Commit other)
    {
        if (++merges > GitLimits.Merges)
        {
            throw new ForgeException($"More than {GitLimits.Merges} merges have to be looked into for who changed the records. Delete the folders of requests that are long over.");
        }

        return store.MergeBase(one, other) is { } common ? Compare(common, one) : Compare(before: null, one);
    }

    private sealed record Trace(string Path, CommitFacts? LastChange, CommitFacts? FirstChange, int Depth, bool IsOnBranch);

    // Whoever merges can keep what the other side took away or changed, and no commit but the merge shows it.
    private sealed class Undone(PathWalk walk, List<Commit> parents, List<ImmutableDictionary<string, bool>> changes)
    {
        private readonly Dictionary<(int Same, int Other), ImmutableDictionary<string, bool>> since = [];

        public bool Includes(string path, int same) =>
            Enumerable.Range(0, parents.Count).Any(other => changes[other].ContainsKey(path) && !Since(same, other).ContainsKey(path));

        private ImmutableDictionary<string, bool> Since(int same, int other)
        {
            if (!since.TryGetValue((same, other), out var changed))
            {
                since[(same, other)] = changed = walk.SinceMergeBase(parents[same], parents[other]);
            }

            return changed;
        }
    }
}

/// <summary>Where a file comes from.</summary>
/// <param name="Added">The commit that added it: the latest one, where it was deleted and added again.</param>
/// <param name="LastChange">The last commit after that one which changed it, or brought back what another had taken away; null where there was none.</param>
/// <param name="FirstChange">The first such commit; null where there was none.</param>
/// <param name="Depth">How many steps along the first parents lie between the tip and the commit with which it came to the branch.</param>
internal sealed record Provenance(CommitFacts Added, CommitFacts? LastChange, CommitFacts? FirstChange, int Depth);
