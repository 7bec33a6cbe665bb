using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>Whether something holds in each kind of runs; null where that is not known.</summary>
/// <param name="OnDefaultBranch">For new commits of the default branch.</param>
/// <param name="OnProposals">For a proposed change.</param>
/// <param name="OnReleases">For a version that is tagged.</param>
/// <param name="OnAll">In every run.</param>
internal readonly record struct Truths(bool? OnDefaultBranch, bool? OnProposals, bool? OnReleases, bool? OnAll)
{
    /// <summary>It holds in all of them.</summary>
    public static Truths Always { get; } = new(OnDefaultBranch: true, OnProposals: true, OnReleases: true, OnAll: true);

    /// <summary>Nothing is known of it.</summary>
    public static Truths Unknown { get; }

    /// <summary>What a script asks.</summary>
    /// <param name="node">What is asked.</param>
    public static Truths Of(GroovyNode node) => new(ScriptRuns.Truth(node, RunKind.DefaultBranch), ScriptRuns.Truth(node, RunKind.Change), ScriptRuns.Truth(node, RunKind.Tag), ScriptRuns.Truth(node, RunKind.Any));

    /// <summary>Whether both hold.</summary>
    /// <param name="other">The other.</param>
    public Truths And(Truths other) => new(Both(OnDefaultBranch, other.OnDefaultBranch), Both(OnProposals, other.OnProposals), Both(OnReleases, other.OnReleases), Both(OnAll, other.OnAll));

    /// <summary>Whether it does not hold.</summary>
    public Truths Not() => new(!OnDefaultBranch, !OnProposals, !OnReleases, !OnAll);

    private static bool? Both(bool? one, bool? other) => one is false || other is false ? false : one is null || other is null ? null : true;
}
