using System.Collections.Immutable;
using LibGit2Sharp;
using PoPipeline.Forges;

namespace PoPipeline.Decisions.Trackers.Folder.History;

/// <summary>
/// Finds every file that was ever added below a folder, and what became of it, in one walk over the whole history of a branch: what a
/// merge dropped is no less gone than what a commit deleted, and only the commits that nobody shows any more tell of it. A commit that has
/// the same folder as its parents costs no more than to see that.
/// </summary>
/// <param name="store">The repository.</param>
/// <param name="idOf">The id of what is looked at, in a commit; null where it has none.</param>
/// <param name="compare">What differs between two of them.</param>
internal sealed class PastWalk(GitStore store, Func<Commit, ObjectId?> idOf, Func<ObjectId?, ObjectId?, IEnumerable<PastWalk.Difference>> compare)
{
    // What people add in a year is a thousandth of it.
    private const int MaximumFiles = 200_000;

    // How often two lines of history may be found to have ended different files; each costs as much as there are files.
    private const long MaximumSteps = 100_000_000;

    private readonly Dictionary<ObjectId, ObjectId?> ids = [];
    private readonly Dictionary<ObjectId, Place> places = [];
    private readonly Dictionary<ObjectId, List<Mark>> sides = [];
    private readonly Dictionary<string, List<Kept>> kept = new(StringComparer.Ordinal);
    private readonly List<Addition> additions = [];
    private long steps;
    private int questions;

    /// <summary>Walks.</summary>
    /// <param name="tip">The newest commit of the branch.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ForgeException">The history is too long.</exception>
    public ImmutableArray<PastFile> Read(Commit tip, CancellationToken cancellation)
    {
        places[tip.Id] = new Place(Depth: 0, IsFirst: true, Marks: null);
        var seen = 0;
        foreach (var commit in store.History(tip))
        {
            cancellation.ThrowIfCancellationRequested();
            if (++seen > GitLimits.Commits)
            {
                throw new ForgeException($"The branch on which decisions count has more than {GitLimits.Commits} commits, too many to tell which records were deleted.");
            }

            Visit(commit);
        }

        return [.. additions.Select(Explain)];
    }

    private void Visit(Commit commit)
    {
        _ = places.Remove(commit.Id, out var place);
        var parents = commit.Parents.ToList();
        var marks = (sides.Remove(commit.Id, out var told) ? told : []).Aggregate(place.Marks, (all, mark) => new Mark(mark.Loss, isSide: true, all));
        var mine = IdOf(commit);
        if (parents.Count == 0 ? mine is not null : parents.Exists(parent => IdOf(parent) != mine))
        {
            marks = Compare(commit, parents, mine, marks, place.Depth);
        }

        foreach (var (index, parent) in parents.Index())
        {
            var isFirst = place.IsFirst && index == 0;
            Pass(parent.Id, new Place(isFirst ? place.Depth + 1 : place.Depth, isFirst, marks));
        }

        _ = ids.Remove(commit.Id);
    }

    // What follows a commit is what follows any of its children; the step along the first parents at which it came is the oldest.
    private void Pass(ObjectId parent, Place place) => places[parent] = !places.TryGetValue(parent, out var other) ? place
        : (other.Depth >= place.Depth ? other : place) with { Marks = Union(other.Marks, place.Marks) };

    private Mark? Compare(Commit commit, List<Commit> parents, ObjectId? mine, Mark? marks, int depth)
    {
        var differences = parents.ConvertAll(parent => Differences(IdOf(parent), mine));
        if (parents.Count == 0)
        {
            differences = [Differences(before: null, mine)];
        }

        foreach (var path in differences.SelectMany(difference => difference.Keys).Distinct(StringComparer.Ordinal).ToList())
        {
            var there = differences.ConvertAll(difference => difference.TryGetValue(path, out var found) ? found : null);
            var after = there.Find(difference => difference is not null)!.After;
            if (after is not null && there.TrueForAll(difference => difference is { Before: null }))
            {
                Add(new Addition(path, after, commit.Id, depth, marks));
                continue;
            }

            var same = parents.Where((_, index) => there[index] is null).Select(parent => parent.Id).ToImmutableArray();
            foreach (var before in there.Select(difference => difference?.Before).OfType<string>().Distinct(StringComparer.Ordinal))
            {
                var loss = new Loss(path, before, commit.Id);
                marks = new Mark(loss, isSide: false, marks);
                foreach (var side in same)
                {
                    Remember(sides, side, marks);
                }
            }

            foreach (var (index, parent) in parents.Index().Where(parent => after is not null && !same.IsEmpty && there[parent.Index] is not null))
            {
                Remember(kept, path, new Kept(after!, commit.Id, parent.Id));
            }
        }

        return marks;
    }

    private void Add(Addition addition)
    {
        additions.Add(addition);
        if (additions.Count > MaximumFiles)
        {
            throw new ForgeException($"More than {MaximumFiles} records were added in the history of the branch on which decisions count, too many to tell which were deleted.");
        }
    }

    private PastFile Explain(Addition addition)
    {
        var explained = new HashSet<Loss>(ReferenceEqualityComparer.Instance);
        var losses = new List<Loss>();
        for (var mark = addition.Marks; mark is not null; mark = mark.Next)
        {
            if (mark.Loss.Path != addition.Path || mark.Loss.Blob != addition.Blob)
            {
                continue;
            }

            if (mark.IsSide)
            {
                // A side that the merge took it from had had it, and had ended it itself.
                _ = explained.Add(mark.Loss);
            }
            else
            {
                losses.Add(mark.Loss);
            }
        }

        // Marks are found from the oldest on.
        var ended = losses.FindLast(loss => !explained.Contains(loss));
        return new PastFile(
            addition.Path,
            addition.Blob,
            CommitReader.Read(store.Commit(addition.Commit)),
            addition.Depth,
            ended is null ? null : CommitReader.Read(store.Commit(ended.Commit)),
            losses.Count == 0 || Revived(addition) is not { } merge ? null : CommitReader.Read(store.Commit(merge)));
    }

    private ObjectId? Revived(Addition addition) =>
        kept.GetValueOrDefault(addition.Path)?.Find(merge => merge.Blob == addition.Blob && IsAncestor(addition.Commit, merge.Parent))?.Merge;

    private bool IsAncestor(ObjectId one, ObjectId other) => ++questions <= GitLimits.Merges
        ? store.IsAncestor(one, other)
        : throw new ForgeException($"More than {GitLimits.Merges} merges have to be looked into for which records were deleted. Delete the folders of requests that are long over.");

    private Dictionary<string, Difference> Differences(ObjectId? before, ObjectId? after)
    {
        var found = new Dictionary<string, Difference>(StringComparer.Ordinal);
        foreach (var difference in before == after ? [] : compare(before, after))
        {
            // What turned from a file into a link, or back, is told of twice.
            found[difference.Path] = found.TryGetValue(difference.Path, out var other)
                ? new Difference(difference.Path, difference.Before ?? other.Before, difference.After ?? other.After)
                : difference;
        }

        return found;
    }

    private ObjectId? IdOf(Commit commit)
    {
        if (!ids.TryGetValue(commit.Id, out var id))
        {
            ids[commit.Id] = id = idOf(commit);
        }

        return id;
    }

    // Mostly, one line has ended all that the other has, and more.
    private Mark? Union(Mark? one, Mark? other)
    {
        var (longer, shorter) = (one?.Length ?? 0) >= (other?.Length ?? 0) ? (one, other) : (other, one);
        var rest = longer;
        while (rest is not null && rest.Length > (shorter?.Length ?? 0))
        {
            Step();
            rest = rest.Next;
        }

        if (ReferenceEquals(rest, shorter))
        {
            return longer;
        }

        var there = new HashSet<(Loss, bool)>();
        for (var mark = longer; mark is not null; mark = mark.Next)
        {
            Step();
            _ = there.Add((mark.Loss, mark.IsSide));
        }

        for (var mark = shorter; mark is not null; mark = mark.Next)
        {
            Step();
            longer = there.Contains((mark.Loss, mark.IsSide)) ? longer : new Mark(mark.Loss, mark.IsSide, longer);
        }

        return longer;
    }

    private void Step()
    {
        if (++steps > MaximumSteps)
        {
            throw new ForgeException("The history of the branch on which decisions count is too tangled to tell which records were deleted.");
        }
    }

    private static void Remember<TKey, TValue>(Dictionary<TKey, List<TValue>> all, TKey key, TValue value)
        where TKey : notnull
    {
        if (!all.TryGetValue(key, out var values))
        {
            all[key] = values = [];
        }

        values.Add(value);
    }

    /// <summary>A regular file that is not the same in two commits.</summary>
    /// <param name="Path">Its path, below what is looked at.</param>
    /// <param name="Before">The name of its content in the one; null where it has none.</param>
    /// <param name="After">The name of its content in the other; null where it has none.</param>
    internal sealed record Difference(string Path, string? Before, string? After);

    // Where a commit stands: what its descendants ended, and when it came to the branch.
    private readonly record struct Place(int Depth, bool IsFirst, Mark? Marks);

    private sealed record Addition(string Path, string Blob, ObjectId Commit, int Depth, Mark? Marks);

    private sealed record Kept(string Blob, ObjectId Merge, ObjectId Parent);

    private sealed class Loss(string path, string blob, ObjectId commit)
    {
        public string Path { get; } = path;

        public string Blob { get; } = blob;

        public ObjectId Commit { get; } = commit;
    }

    // A list that lines of history share as far as they are one.
    private sealed class Mark(Loss loss, bool isSide, Mark? next)
    {
        public Loss Loss { get; } = loss;

        public bool IsSide { get; } = isSide;

        public Mark? Next { get; } = next;

        public int Length { get; } = (next?.Length ?? 0) + 1;
    }
}

/// <summary>A file as a commit added it, anywhere in the history of a branch, whether it is still there or not.</summary>
/// <param name="Path">Its path below the folder that was asked about, with forward slashes.</param>
/// <param name="Blob">The name of the content that it was added with.</param>
/// <param name="Added">The commit that added it.</param>
/// <param name="Depth">How many steps along the first parents lie between the tip and the commit with which it came to the branch.</param>
/// <param name="Ended">The newest commit that deleted it, or gave it another content; null where none did.</param>
/// <param name="Revived">The newest merge that kept it although one of the sides had ended it; null where none did.</param>
internal sealed record PastFile(string Path, string Blob, CommitFacts Added, int Depth, CommitFacts? Ended, CommitFacts? Revived);
