using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Settings;

/// <summary>The settings of an organisation or a group.</summary>
public sealed record OrganizationSettings
{
    /// <summary>Its path on the forge: <c>acme</c>, <c>acme/platform</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its web address.</summary>
    public required string Url { get; init; }

    /// <summary>Whether it demands a second factor.</summary>
    public Observed<MfaDemand> Mfa { get; init; } = Observed<MfaDemand>.NotAsked;

    /// <summary>Its members and outside collaborators without a second factor, or with a weak one.</summary>
    public Observed<PrincipalList> WithoutMfa { get; init; } = Observed<PrincipalList>.NotAsked;

    /// <summary>How its members sign in.</summary>
    public Observed<SignOn> SignOn { get; init; } = Observed<SignOn>.NotAsked;

    /// <summary>Who owns it.</summary>
    public Observed<PrincipalList> Owners { get; init; } = Observed<PrincipalList>.NotAsked;

    /// <summary>The roles that it gives beside that of an owner.</summary>
    public Observed<RoleList> Roles { get; init; } = Observed<RoleList>.NotAsked;

    /// <summary>Who has access to repositories of it without being a member.</summary>
    public Observed<PrincipalList> OutsideCollaborators { get; init; } = Observed<PrincipalList>.NotAsked;

    /// <summary>What every member may do.</summary>
    public Observed<MemberRights> Members { get; init; } = Observed<MemberRights>.NotAsked;

    /// <summary>The apps that act in it.</summary>
    public Observed<AppList> Apps { get; init; } = Observed<AppList>.NotAsked;

    /// <summary>The tokens that it lets in.</summary>
    public Observed<AccessKeyList> Tokens { get; init; } = Observed<AccessKeyList>.NotAsked;

    /// <summary>Where it sends its events.</summary>
    public Observed<WebhookList> Webhooks { get; init; } = Observed<WebhookList>.NotAsked;

    /// <summary>What pipelines of its repositories may do.</summary>
    public Observed<PipelineSettings> Pipelines { get; init; } = Observed<PipelineSettings>.NotAsked;

    /// <summary>How its members reach it by SSH.</summary>
    public Observed<SshSettings> Ssh { get; init; } = Observed<SshSettings>.NotAsked;

    /// <summary>What it demands of the default branches of all its repositories.</summary>
    public Observed<BranchProtection> Protection { get; init; } = Observed<BranchProtection>.NotAsked;

    /// <summary>The repositories that the forge lists, and what became of each; null where nobody asked for them.</summary>
    public RepositoryManifest? Repositories { get; init; }
}

/// <summary>Whether a second factor is demanded. What the forge does not say is null.</summary>
/// <param name="IsRequired">Whether it is.</param>
/// <param name="GraceHours">How long somebody may be without one, in hours; 0 for not at all.</param>
/// <param name="AllowsWeak">Whether a text message is taken for one.</param>
/// <param name="From">Who demands it, where that is not the organisation itself, as a noun; null where it is.</param>
public sealed record MfaDemand(bool? IsRequired, int? GraceHours, bool? AllowsWeak, string? From);

/// <summary>How members of an organisation sign in.</summary>
/// <param name="Provider">The identity provider that vouches for them, by the host of its address: <c>login.microsoftonline.com</c>; null where it is the forge alone.</param>
public sealed record SignOn(string? Provider);

/// <summary>What every member of an organisation may do. What the forge does not say, or has no notion of, is null.</summary>
public sealed record MemberRights
{
    /// <summary>What each member may do in every repository.</summary>
    public BasePermission? Base { get; init; }

    /// <summary>Whether members may delete repositories that they administer.</summary>
    public bool? MayDelete { get; init; }

    /// <summary>Whether members may hand repositories that they administer to somebody else.</summary>
    public bool? MayTransfer { get; init; }

    /// <summary>Whether members may make repositories that they administer visible to everybody.</summary>
    public bool? MayPublish { get; init; }

    /// <summary>Whether members may make new repositories that everybody may see.</summary>
    public bool? MayCreatePublic { get; init; }

    /// <summary>Whether members may fork repositories that not everybody may see.</summary>
    public bool? MayForkPrivate { get; init; }

    /// <summary>Whether members may invite people from outside.</summary>
    public bool? MayInviteOutside { get; init; }

    /// <summary>Whether commits that are made in the browser must be signed off.</summary>
    public bool? RequiresSignOff { get; init; }
}

/// <summary>What each member of an organisation may do in every repository.</summary>
public enum BasePermission
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>See it.</summary>
    Read,

    /// <summary>Change it.</summary>
    Write,

    /// <summary>Administer it.</summary>
    Administer,
}

/// <summary>Apps.</summary>
/// <param name="Apps">Each of them.</param>
public sealed record AppList(ImmutableArray<InstalledApp> Apps);

/// <summary>An app that acts in an organisation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TakesAll">Whether it acts in all repositories.</param>
/// <param name="Writes">What it may change, as the forge calls it: <c>administration</c>, <c>contents</c>.</param>
/// <param name="IsSuspended">Whether it may do nothing for now.</param>
public sealed record InstalledApp(string Name, bool TakesAll, ImmutableArray<string> Writes, bool IsSuspended);

/// <summary>How members reach an organisation by SSH. What the forge does not say is null.</summary>
/// <param name="HasAuthority">Whether certificates of an authority are taken.</param>
/// <param name="IsAuthorityRequired">Whether nothing but those is taken.</param>
/// <param name="IsOff">Whether SSH is not taken at all.</param>
public sealed record SshSettings(bool? HasAuthority, bool? IsAuthorityRequired, bool? IsOff);

/// <summary>The repositories that a forge lists, and what became of each.</summary>
/// <param name="Listed">How many the forge says there are.</param>
/// <param name="Entries">Each that it named.</param>
public sealed record RepositoryManifest(int Listed, ImmutableArray<ManifestEntry> Entries);

/// <summary>A repository that a forge lists.</summary>
/// <param name="Name">Its path.</param>
/// <param name="State">What became of it.</param>
/// <param name="Why">Why it was passed over or failed, as a clause; null where it was looked at.</param>
public sealed record ManifestEntry(string Name, ManifestState State, string? Why)
{
    /// <summary>Why a repository was passed over that another run looks at.</summary>
    public const string OfOtherShard = "another shard looks at it";

    /// <summary>Why a repository counts as not looked at of which it is said that it was.</summary>
    public const string WithoutSettings = "it is said to have been looked at, and nothing is said of it";
}

/// <summary>What became of a repository that a forge lists.</summary>
public enum ManifestState
{
    /// <summary>It was looked at.</summary>
    Evaluated,

    /// <summary>It was passed over, as somebody asked for.</summary>
    Skipped,

    /// <summary>It could not be looked at.</summary>
    Failed,
}
