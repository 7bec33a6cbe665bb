using System.Collections.Immutable;
using System.Text;
using PoPipeline.Configuration;
using PoPipeline.Decisions.Records;
using PoPipeline.Decisions.Trackers.Folder.History;
using PoPipeline.Forges;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources;
using PoPipeline.Sources.Git;

namespace PoPipeline.Decisions.Trust;

/// <summary>
/// The policy that judges a tree. A change brings a policy of its own, whose author would judge themselves: the branch that counts judges,
/// and what the tree says beyond it only tightens. A file outside of the tree belongs to whoever runs the check, and is taken as it is.
/// </summary>
/// <param name="Policy">The policy.</param>
/// <param name="Trust">What vouches for it.</param>
public sealed record PolicyInForce(Policy Policy, PolicyTrust Trust)
{
    // A clone of one's own has a few.
    private const int MostBranches = 100;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads it.</summary>
    /// <param name="root">The root of the tree.</param>
    /// <param name="config">The policy file that whoever runs the check names; null for that of the tree.</param>
    /// <param name="hint">What is said from outside of the clone about the branch that counts.</param>
    /// <exception cref="ConfigurationException">The policy of the tree, or the file that is named, is not usable.</exception>
    public static PolicyInForce Of(string root, string? config, BranchHint hint)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(hint);
        return Of(new WorkingTree(root), config, hint);
    }

    /// <summary>Reads it from a tree that is read further.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="config">The policy file that whoever runs the check names; null for that of the tree.</param>
    /// <param name="hint">What is said from outside of the clone about the branch that counts.</param>
    /// <exception cref="ConfigurationException">The policy of the tree, or the file that is named, is not usable.</exception>
    internal static PolicyInForce Of(WorkingTree tree, string? config, BranchHint hint)
    {
        var top = Path.TrimEndingDirectorySeparator(tree.Root);
        var path = config is null ? PolicyReader.FileName : Within(top, config);
        if (path is null)
        {
            return new PolicyInForce(PolicyReader.OfFile(config!), new PolicyTrust { Source = PolicySource.Given });
        }

        var own = config is null ? PolicyReader.ReadRepository(tree) : PolicyReader.Read(tree.ReadUntracked, path);
        if (GitRepository.Of(top) is null)
        {
            return Alone(own, "the folder lies in no git repository");
        }

        try
        {
            using var store = GitStore.Open(top);
            return hint is { Given: null, Told: null } && store.IsOwn() ? OfClone(store, own, path) : OfBranch(store, own, path, hint);
        }
        catch (ForgeException exception)
        {
            return Unknown(own, exception.Message.TrimEnd('.'));
        }
        catch (ConfigurationException exception)
        {
            return Unknown(own, $"the policy of the branch that counts is not usable: {exception.Message.TrimEnd('.')}");
        }
    }

    /// <summary>The policy of the tree; null where that has no say.</summary>
    internal PolicyReading? Own { get; init; }

    /// <summary>
    /// Joins the policy of the tree with that of the branch, where the clone did not tell which one that is, and a forge does. A tracker in a folder
    /// knows no more than the clone: it takes the branch that was found here.
    /// </summary>
    /// <param name="outcome">What the tracker showed.</param>
    public PolicyInForce VouchedBy(RecordsOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return Own is { } own && outcome.Trusted is { } trusted && (Trust.Source is PolicySource.Unknown || Policy.Exceptions.Records.Tracker is not TrackerKind.Folder)
            ? Join(own, trusted.Reading, trusted.Branch, trusted.Commit)
            : this;
    }

    /// <summary>Joins the policy of a tree with that of the branch that counts.</summary>
    /// <param name="own">The policy of the tree.</param>
    /// <param name="trusted">The policy of the branch; null where it has none.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="commit">Its commit.</param>
    internal static PolicyInForce Join(PolicyReading own, PolicyReading? trusted, string branch, string commit)
    {
        var (policy, loosened) = Compare(own, trusted);
        return new PolicyInForce(policy, new PolicyTrust { Source = PolicySource.Branch, Branch = branch, Commit = commit, Loosened = loosened });
    }

    private static PolicyInForce OfBranch(GitStore store, PolicyReading own, string path, BranchHint hint)
    {
        var branch = store.Branch(named: null, hint);
        var trusted = ReadAt(store, branch.Commit, path);
        if (trusted?.Policy.Exceptions.Records.Branch is { } named && named != branch.Name)
        {
            branch = store.Branch(named, hint);
            trusted = ReadAt(store, branch.Commit, path);
        }

        var joined = Join(own, trusted, branch.Name, branch.Commit);
        return joined.Trust.Loosened.IsEmpty ? joined : joined with { Trust = joined.Trust with { Loosened = ByTheChange(store, own, path, branch.Commit, joined.Trust.Loosened) } };
    }

    // Where the branch was tightened meanwhile, a change that never touched the policy loosens nothing: it is merged into what the branch says now.
    private static ImmutableArray<LoosenedDemand> ByTheChange(GitStore store, PolicyReading own, string path, string branch, ImmutableArray<LoosenedDemand> loosened)
    {
        if (store.LeftAt(branch) is not { } left || left == branch)
        {
            return loosened;
        }

        try
        {
            var changed = Compare(own, ReadAt(store, left, path)).Loosened.Select(demand => demand.Key).ToHashSet(StringComparer.Ordinal);
            return [.. loosened.Where(demand => changed.Contains(demand.Key))];
        }
        catch (ConfigurationException)
        {
            // What cannot be read of then excuses nothing now.
            return loosened;
        }
    }

    // Which of its own branches counts nobody says of a clone without others. It makes no difference where each of them asks for no more than the tree.
    private static PolicyInForce OfClone(GitStore store, PolicyReading own, string path)
    {
        var branches = store.LocalBranches();
        if (branches.Length > MostBranches)
        {
            return Unknown(own, $"the clone has more than {MostBranches} branches, and nobody says which one counts: name it with --trusted-branch");
        }

        var doubt = branches.Length > 1 ? branches.Select(branch => DoubtOf(own, ReadAt(store, branch.Commit, path), branch.Name)).FirstOrDefault(text => text is not null) : null;
        return doubt is null
            ? Alone(own, "no branch of others is known here, because the clone has no remote and nothing in it shows that it was fetched")
            : Unknown(own, $"{doubt}, and nobody says which branch counts: name it with --trusted-branch");
    }

    // Fewer approvers are no weaker policy. But what somebody approved whom one branch names and another does not would be called tampered with on the other.
    private static string? DoubtOf(PolicyReading own, PolicyReading? other, string branch) =>
        Compare(own, other).Loosened.Length > 0 ? $"branch '{branch}' asks for more than the policy of this tree"
        : other?.Policy.Exceptions.Approvers is { IsEmpty: false } approvers && !approvers.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(own.Policy.Exceptions.Approvers)
            ? $"branch '{branch}' names other approvers than the policy of this tree"
        : null;

    private static PolicyInForce Alone(PolicyReading own, string why) => new(own.Policy, new PolicyTrust { Source = PolicySource.Tree, Reason = why }) { Own = own };

    // What the branch asks for is not known, but nobody may ask for less than what holds without any policy.
    private static PolicyInForce Unknown(PolicyReading own, string why) =>
        new(Compare(own, trusted: null).Policy, new PolicyTrust { Source = PolicySource.Unknown, Reason = why }) { Own = own };

    private static (Policy Policy, ImmutableArray<LoosenedDemand> Loosened) Compare(PolicyReading own, PolicyReading? trusted)
    {
        // Nobody has said anything, as in most repositories: there is nothing to be joined, and what joins is not even made ready.
        if (trusted is null && own.Documents.IsEmpty)
        {
            return (own.Policy, []);
        }

        var join = new PolicyJoin(isFirst: trusted is null);
        var policy = PolicyShape.Root.Join(trusted?.Policy ?? new Policy(), own.Policy, "", join);
        var there = trusted ?? own with { Documents = [] };
        return (
            policy with { Path = own.Policy.Path ?? trusted?.Policy.Path },
            [.. join.Loosened.Select(demand => new LoosenedDemand(demand.Key, demand.What, own.PlaceOf(demand.Key), there.PlaceOf(demand.Key), demand.Own, demand.Trusted))]);
    }

    private static PolicyReading? ReadAt(GitStore store, string commit, string path) =>
        store.File(commit, path) is null ? null : PolicyReader.Read(name => Stored(store, commit, name), path);

    private static SourceFile Stored(GitStore store, string commit, string path)
    {
        if (store.File(commit, path) is not { } blob)
        {
            return new SourceFile(path, "", "there is no such file");
        }

        if (store.Content(blob, WorkingTree.MaximumBytes) is not { } bytes)
        {
            return new SourceFile(path, "", $"it is larger than {WorkingTree.MaximumBytes / 1024 / 1024} MiB");
        }

        try
        {
            return new SourceFile(path, Strict.GetString(bytes).TrimStart('\uFEFF'), Fault: null) { Size = bytes.Length };
        }
        catch (DecoderFallbackException)
        {
            return new SourceFile(path, "", "it is not valid UTF-8");
        }
    }

    // The file relative to the tree, also where a link leads to it; null where it lies outside.
    private static string? Within(string top, string file)
    {
        var path = Path.GetRelativePath(top, Path.GetFullPath(file)).Replace('\\', '/');
        return path.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(path) ? RealPaths.Within(top, file) : path;
    }
}
