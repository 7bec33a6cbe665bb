using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Settings;

/// <summary>
/// What protects a branch: layers, each of which demands something. A demand holds where one layer makes it, but for those who may pass by that
/// layer. Where a forge joins its own otherwise, such as the most permissive of several, its reader has joined them to one layer.
/// </summary>
public sealed record BranchProtection
{
    /// <summary>The branch.</summary>
    public required string Branch { get; init; }

    /// <summary>What is known to apply, or to apply not yet.</summary>
    public ImmutableArray<ProtectionLayer> Layers { get; init; } = [];

    /// <summary>What may apply, and could not be looked at.</summary>
    public ImmutableArray<UnseenLayer> Unseen { get; init; } = [];
}

/// <summary>A layer of protection.</summary>
public sealed record ProtectionLayer
{
    /// <summary>What it is, as a noun with its name: <c>the ruleset 'main' of the organisation</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Who sets it.</summary>
    public SettingsLevel Level { get; init; }

    /// <summary>Where it is set; null where no page shows it.</summary>
    public string? Url { get; init; }

    /// <summary>Why it demands nothing for now, as a clause: "it only evaluates"; null where it is in force.</summary>
    public string? NotInForce { get; init; }

    /// <summary>What it demands.</summary>
    public ImmutableArray<BranchDemand> Demands { get; init; } = [];

    /// <summary>Who may pass by it.</summary>
    public Observed<BypassList> Bypass { get; init; } = Observed<BypassList>.NotAsked;
}

/// <summary>A layer that could not be looked at.</summary>
/// <param name="Name">What it is, as a noun: <c>the branch protection rule</c>.</param>
/// <param name="Why">Why it could not be looked at, as a clause.</param>
/// <param name="IsUnavailable">Whether there is none, since the plan or tier has no such thing.</param>
/// <param name="HasFailed">Whether asking for it failed, so that another run may know it.</param>
/// <param name="Could">What it could demand.</param>
public sealed record UnseenLayer(string Name, string Why, bool IsUnavailable, bool HasFailed, ImmutableArray<DemandKind> Could);

/// <summary>Who sets something.</summary>
public enum SettingsLevel
{
    /// <summary>The repository itself.</summary>
    Repository,

    /// <summary>The organisation or group around it.</summary>
    Organization,

    /// <summary>The enterprise, or the administrator of the server.</summary>
    Enterprise,
}

/// <summary>What a layer demands.</summary>
/// <param name="Kind">What.</param>
/// <param name="Count">How many, where it is a number of people or things; otherwise 1.</param>
/// <param name="Which">Which ones, where it names any.</param>
public sealed record BranchDemand(DemandKind Kind, int Count, ImmutableArray<string> Which);

/// <summary>What can be demanded of a change of a branch.</summary>
public enum DemandKind
{
    /// <summary>That it comes by a change that can be reviewed, not by a push.</summary>
    ProposedChange,

    /// <summary>That people approve it.</summary>
    Approval,

    /// <summary>That the owners of the code are among them.</summary>
    CodeOwnerApproval,

    /// <summary>That approvals end when something is pushed after them.</summary>
    FreshApproval,

    /// <summary>That whoever wrote or pushed it is not the one who approves.</summary>
    ApprovalByOthers,

    /// <summary>That approvers cannot be changed within the change.</summary>
    FixedApprovers,

    /// <summary>That checks have passed.</summary>
    StatusChecks,

    /// <summary>That its commits are signed.</summary>
    Signatures,

    /// <summary>That its commits are signed off.</summary>
    SignOff,

    /// <summary>That nobody rewrites what is there.</summary>
    NoForcePush,

    /// <summary>That nobody deletes the branch.</summary>
    NoDeletion,

    /// <summary>That open discussions are resolved.</summary>
    ResolvedDiscussions,
}

/// <summary>Who may pass by a layer.</summary>
/// <param name="All">Each of them.</param>
public sealed record BypassList(ImmutableArray<Bypass> All);

/// <summary>Somebody who may pass by a layer.</summary>
/// <param name="Who">Who, as a noun: <c>administrators of the repository</c>, <c>the app 'renovate'</c>.</param>
/// <param name="Kind">What they are.</param>
/// <param name="OnlyByChange">Whether only by a change that is on record, and not by a push.</param>
/// <param name="Of">Which of its demands; empty for all.</param>
public sealed record Bypass(string Who, BypassKind Kind, bool OnlyByChange, ImmutableArray<DemandKind> Of)
{
    /// <summary>Those, as a <see cref="Who"/>, among whom all of these are: whoever owns an organisation administers each repository of it; null where nobody says so.</summary>
    public string? Within { get; init; }
}

/// <summary>What somebody is who may pass by a layer.</summary>
public enum BypassKind
{
    /// <summary>Administrators and owners.</summary>
    Administrators,

    /// <summary>Everybody with some role.</summary>
    Role,

    /// <summary>A group or team.</summary>
    Group,

    /// <summary>A person.</summary>
    Person,

    /// <summary>Somebody whom the forge does not name, and who may be anybody.</summary>
    Unnamed,

    /// <summary>A program or a key.</summary>
    Program,
}
