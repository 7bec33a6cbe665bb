using System.Collections.Concurrent;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Judging;

/// <summary>What rules said: each is asked once about what it sees, however often decisions, records or evidence are joined with it.</summary>
/// <remarks>
/// A rule sees the tree and the policy, and beside them only what it says it reads. What becomes known later is no other question to it, and cannot be:
/// it is not shown. Another policy, such as that of a branch that only the tracker knows, is one; and so are the files of a part alone.
/// </remarks>
public sealed class Verdicts
{
    private static readonly PolicyTrust NoTrust = new();
    private static readonly Records NoRecords = new();

    private readonly ConcurrentDictionary<Question, Lazy<Judgement>> said = new();
    private readonly ConcurrentDictionary<Snapshot, Snapshot> seen = new(SameLists.Instance);

    /// <summary>How often a rule was asked.</summary>
    public int Count => said.Count;

    /// <summary>What rules say of a snapshot, in their order, without any decision.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="snapshot">The snapshot.</param>
    internal ImmutableArray<Judgement> Of(ImmutableArray<Rule> rules, Snapshot snapshot)
    {
        var tree = Same(snapshot with { Trust = NoTrust, Records = NoRecords, LineHashes = [], Evidence = [], EvidenceTexts = [] });
        var judgements = new Judgement[rules.Length];

        // One at a time, whoever is free: of ranges, the one with the slowest rules would be waited for.
        var next = -1;
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            for (var index = Interlocked.Increment(ref next); index < rules.Length; index = Interlocked.Increment(ref next))
            {
                judgements[index] = Of(rules[index], ShownTo(rules[index], tree, snapshot));
            }
        });
        return [.. judgements];
    }

    // What rules find out about a snapshot together, they find out about one and the same.
    private Snapshot Same(Snapshot snapshot) => seen.GetOrAdd(snapshot, snapshot);

    private static Snapshot ShownTo(Rule rule, Snapshot tree, Snapshot snapshot) => !rule.ReadsRecords && !rule.ReadsTrust ? tree : tree with
    {
        Trust = rule.ReadsTrust ? snapshot.Trust : NoTrust,
        Records = rule.ReadsRecords ? snapshot.Records : NoRecords,
    };

    private Judgement Of(Rule rule, Snapshot shown) =>
        said.GetOrAdd(new Question(rule, shown), static key => new Lazy<Judgement>(() => Judgement.Of(key.Rule, VerdictOf(key.Rule, key.Seen)))).Value;

    private sealed record Question(Rule Rule, Snapshot Seen)
    {
        public bool Equals(Question? other) => other is not null && Rule == other.Rule && SameLists.Instance.Equals(Seen, other.Seen);

        public override int GetHashCode() => HashCode.Combine(Rule, SameLists.Instance.GetHashCode(Seen));
    }

    // Snapshots are equal where their lists are the same ones, which takes no look into them; and hardly two have the same list of pipelines.
    private sealed class SameLists : IEqualityComparer<Snapshot>
    {
        public static SameLists Instance { get; } = new();

        public bool Equals(Snapshot? one, Snapshot? other) => ReferenceEquals(one, other) || (one is not null && one.Equals(other));

        public int GetHashCode(Snapshot snapshot) => snapshot.Pipelines.GetHashCode();
    }

    // One that throws could not look at itself.
    private static Verdict VerdictOf(Rule rule, Snapshot snapshot)
    {
        try
        {
            return rule.Judge(snapshot);
        }
#pragma warning disable CA1031 // A rule that throws is reported, and the run goes on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new Verdict
            {
                Reason = "The rule failed.",
                Gaps = [new Gap(rule.Id, $"the rule threw {exception.GetType().Name}: {exception.Message}", Failed: true)],
            };
        }
    }
}
