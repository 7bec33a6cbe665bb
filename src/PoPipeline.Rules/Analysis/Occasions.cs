using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Analysis;

/// <summary>On which occasions something runs.</summary>
/// <param name="DefaultBranch">On new commits of the default branch.</param>
/// <param name="Proposals">On changes that are proposed.</param>
/// <param name="Schedule">When time has passed.</param>
/// <param name="Release">When a version is tagged or released.</param>
public sealed record Occasions(Reach DefaultBranch, Reach Proposals, Reach Schedule, Reach Release)
{
    /// <summary>On none.</summary>
    public static Occasions None { get; } = new(Reach.No, Reach.No, Reach.No, Reach.No);

    /// <summary>The files tell of none.</summary>
    public static Occasions Unknown { get; } = new(Reach.Unknown, Reach.Unknown, Reach.Unknown, Reach.Unknown);

    /// <summary>Where nothing limits it.</summary>
    public static Occasions All { get; } = new(Reach.Yes, Reach.Yes, Reach.Yes, Reach.Yes);

    /// <summary>Whether it runs, or may, on one that comes without anybody starting it by hand.</summary>
    public bool IsAny => DefaultBranch is not Reach.No || Proposals is not Reach.No || Schedule is not Reach.No || Release is not Reach.No;

    /// <summary>Whether it runs, or may, on what changes the code, or regularly.</summary>
    public bool FollowsCode => DefaultBranch is not Reach.No || Proposals is not Reach.No || Schedule is not Reach.No;

    /// <summary>On those of either.</summary>
    public Occasions Or(Occasions other) => new(Most(DefaultBranch, other.DefaultBranch), Most(Proposals, other.Proposals), Most(Schedule, other.Schedule), Most(Release, other.Release));

    /// <summary>On those of both.</summary>
    public Occasions And(Occasions other) => new(Least(DefaultBranch, other.DefaultBranch), Least(Proposals, other.Proposals), Least(Schedule, other.Schedule), Least(Release, other.Release));

    /// <summary>On those on which a condition holds as well.</summary>
    /// <param name="condition">The condition; null for none.</param>
    public Occasions When(Condition? condition) => condition is null ? this
        : new(Least(DefaultBranch, Of(condition.OnDefaultBranch)), Least(Proposals, Of(condition.OnProposals)), Least(Schedule, Of(condition.OnDefaultBranch) is Reach.Yes ? Reach.Yes : Reach.Partly), Least(Release, Of(condition.OnReleases)));

    /// <summary>The one that reaches less.</summary>
    /// <param name="one">One.</param>
    /// <param name="other">The other.</param>
    internal static Reach Least(Reach one, Reach other) => one < other ? one : other;

    private static Reach Of(Holding holding) => holding switch { Holding.Always => Reach.Yes, Holding.Never => Reach.No, _ => Reach.Partly };

    private static Reach Most(Reach one, Reach other) => one > other ? one : other;
}
