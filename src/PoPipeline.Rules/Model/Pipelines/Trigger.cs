using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>What starts a pipeline.</summary>
public sealed record Trigger
{
    /// <summary>The event, as the platform names it: <c>pull_request_target</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is named.</summary>
    public required Place Span { get; init; }

    /// <summary>The least trusted person who can start a run this way.</summary>
    public required Origin StartedBy { get; init; }

    /// <summary>Whether such a run has secrets or a token that can write, even when an outsider started it.</summary>
    public required bool Privileged { get; init; }

    /// <summary>The activity types it is limited to; empty where it is not.</summary>
    public ImmutableArray<Located<string>> Types { get; init; } = [];

    /// <summary>Whether each run needs that somebody sets a label then, so that new commits alone start none.</summary>
    public bool NeedsLabel { get; init; }

    /// <summary>Whether somebody with rights has to let each run go that a person without any starts.</summary>
    public bool NeedsLeave { get; init; }

    /// <summary>Whether the event comes from an address that anybody can send to, and nobody asks the sender to prove who they are.</summary>
    public bool IsUnproven { get; init; }

    /// <summary>Whether it is called by another pipeline rather than by an event.</summary>
    public bool IsCall { get; init; }

    /// <summary>Whether it is limited to tags or releases, so that the run publishes.</summary>
    public bool IsRelease { get; init; }

    /// <summary>What becomes of the repository when it comes.</summary>
    public Occasion Occasion { get; init; }

    /// <summary>
    /// Patterns of the branches that are pushed to, or that a change is proposed for: <c>*</c> for anything but a slash, <c>**</c> for anything, and <see cref="DefaultBranch"/>
    /// for the default one, whatever it is called. The last that matches decides, and one that begins with <c>!</c> leaves out; empty for every branch.
    /// </summary>
    public ImmutableArray<string> Branches { get; init; } = [];

    /// <summary>Whether not every such event starts a run: only one with changes of some files, or one of which the files do not tell.</summary>
    public bool IsPartial { get; init; }

    /// <summary>What stands in <see cref="Branches"/> for the default branch; no branch can be called that.</summary>
    public const string DefaultBranch = "<default>";
}

/// <summary>What becomes of a repository when something starts a pipeline.</summary>
public enum Occasion
{
    /// <summary>The files do not tell.</summary>
    Unknown,

    /// <summary>A branch gets new commits.</summary>
    Push,

    /// <summary>A change is proposed, or a proposed one changes.</summary>
    Proposal,

    /// <summary>Time has passed.</summary>
    Schedule,

    /// <summary>A version is tagged or released.</summary>
    Release,

    /// <summary>Something else, such as a person who starts it.</summary>
    Other,
}
