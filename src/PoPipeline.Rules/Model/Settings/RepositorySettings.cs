using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Settings;

/// <summary>The settings of a repository, or of a project.</summary>
public sealed record RepositorySettings
{
    /// <summary>Its path on the forge: <c>acme/app</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its web address.</summary>
    public required string Url { get; init; }

    /// <summary>The repository itself.</summary>
    public Observed<RepositoryTraits> Traits { get; init; } = Observed<RepositoryTraits>.NotAsked;

    /// <summary>What protects its default branch.</summary>
    public Observed<BranchProtection> Protection { get; init; } = Observed<BranchProtection>.NotAsked;

    /// <summary>The latest commits of its default branch.</summary>
    public Observed<SignedHistory> History { get; init; } = Observed<SignedHistory>.NotAsked;

    /// <summary>Those whom its file of code owners names.</summary>
    public Observed<OwnerAccessList> CodeOwners { get; init; } = Observed<OwnerAccessList>.NotAsked;

    /// <summary>Who administers it.</summary>
    public Observed<PrincipalList> Administrators { get; init; } = Observed<PrincipalList>.NotAsked;

    /// <summary>Who has access to it from outside of the organisation.</summary>
    public Observed<PrincipalList> OutsideCollaborators { get; init; } = Observed<PrincipalList>.NotAsked;

    /// <summary>The keys and tokens that it lets in.</summary>
    public Observed<AccessKeyList> Keys { get; init; } = Observed<AccessKeyList>.NotAsked;

    /// <summary>Where it sends its events.</summary>
    public Observed<WebhookList> Webhooks { get; init; } = Observed<WebhookList>.NotAsked;

    /// <summary>What its pipelines may do.</summary>
    public Observed<PipelineSettings> Pipelines { get; init; } = Observed<PipelineSettings>.NotAsked;

    /// <summary>The environments that it is deployed to.</summary>
    public Observed<EnvironmentList> Environments { get; init; } = Observed<EnvironmentList>.NotAsked;

    /// <summary>Whether the forge looks for secrets in what is pushed to it.</summary>
    public Observed<SecretScanning> Scanning { get; init; } = Observed<SecretScanning>.NotAsked;
}

/// <summary>A repository itself. What the forge does not say is null.</summary>
public sealed record RepositoryTraits
{
    /// <summary>Its default branch; null where it has no commit yet.</summary>
    public string? DefaultBranch { get; init; }

    /// <summary>Whether everybody may see it.</summary>
    public bool? IsPublic { get; init; }

    /// <summary>Whether nobody can change it any more.</summary>
    public bool IsArchived { get; init; }

    /// <summary>Whether it is a fork of another repository.</summary>
    public bool IsFork { get; init; }

    /// <summary>Whether a person, and no organisation or group, is its owner.</summary>
    public bool IsOfPerson { get; init; }
}

/// <summary>The latest commits of a default branch, the newest first.</summary>
/// <param name="Commits">The commits.</param>
public sealed record SignedHistory(ImmutableArray<CommitSignature> Commits);

/// <summary>What the forge says of the signature of a commit.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="State">Whether it is signed by whom it says.</param>
/// <param name="Reason">What the forge says in a word; null where it says nothing: <c>unknown_key</c>.</param>
public sealed record CommitSignature(string Commit, SignatureState State, string? Reason);

/// <summary>Whether a commit is signed by whom it says.</summary>
public enum SignatureState
{
    /// <summary>The forge could not verify it for now, so that nothing is known.</summary>
    Unknown,

    /// <summary>It is.</summary>
    Verified,

    /// <summary>It has no signature.</summary>
    None,

    /// <summary>It has one that does not verify.</summary>
    Unverified,
}

/// <summary>Those whom a file of code owners names.</summary>
/// <param name="Owners">Each name once, as it is written.</param>
public sealed record OwnerAccessList(ImmutableArray<OwnerAccess> Owners);

/// <summary>A code owner, as the forge knows it.</summary>
/// <param name="Name">The name, as it is written: <c>@acme/platform</c>.</param>
/// <param name="Access">What it may do.</param>
public sealed record OwnerAccess(string Name, OwnerAccessKind Access);

/// <summary>What a code owner may do.</summary>
public enum OwnerAccessKind
{
    /// <summary>It could not be looked up.</summary>
    Unknown,

    /// <summary>It may write, so that its approval counts.</summary>
    MayWrite,

    /// <summary>It exists, but may not write: the forge passes it over.</summary>
    MayNotWrite,

    /// <summary>There is no such person or group.</summary>
    Missing,
}

/// <summary>Keys and tokens.</summary>
/// <param name="Keys">Each of them; none of them with its value.</param>
public sealed record AccessKeyList(ImmutableArray<AccessKey> Keys);

/// <summary>A key or token, without its value.</summary>
public sealed record AccessKey
{
    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>What kind of key it is, as a noun: <c>deploy key</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Whether it may change something; null where the forge does not say.</summary>
    public bool? MayWrite { get; init; }

    /// <summary>When it was made; null where the forge does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was used last; null where it never was, or the forge does not say.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>Whether the forge says when it was used last, so that one without such a moment never was.</summary>
    public bool TellsUse { get; init; }

    /// <summary>When it ends; null where it never does.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Whether one of its kind can have an end.</summary>
    public bool MayEnd { get; init; }
}

/// <summary>Where events are sent.</summary>
/// <param name="Hooks">Each place.</param>
public sealed record WebhookList(ImmutableArray<Webhook> Hooks);

/// <summary>A place that events are sent to. Its address is kept without what stands behind a question mark, which may be a secret.</summary>
/// <param name="Address">The scheme and the host: <c>https://ci.example.org</c>.</param>
/// <param name="IsActive">Whether anything is sent at all.</param>
/// <param name="VerifiesTls">Whether the certificate of the receiver is verified.</param>
/// <param name="HasSecret">Whether the receiver can tell who sent an event; null where the forge does not say.</param>
public sealed record Webhook(string Address, bool IsActive, bool? VerifiesTls, bool? HasSecret);

/// <summary>Whether the forge looks for secrets in what is pushed. What it does not say is null.</summary>
/// <param name="IsOn">Whether it looks for secrets in what is there.</param>
/// <param name="BlocksPush">Whether it refuses a push that holds one.</param>
public sealed record SecretScanning(bool? IsOn, bool? BlocksPush);

/// <summary>Environments.</summary>
/// <param name="Environments">Each of them.</param>
public sealed record EnvironmentList(ImmutableArray<DeploymentEnvironment> Environments);

/// <summary>An environment that software is deployed to.</summary>
public sealed record DeploymentEnvironment
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether its tier says that it is production; null where it has none.</summary>
    public bool? IsProduction { get; init; }

    /// <summary>How many people have to let a deployment pass; 0 for nobody, null where the forge does not say.</summary>
    public int? Approvals { get; init; }

    /// <summary>Whether whoever starts a deployment can let it pass.</summary>
    public bool? MayApproveOwn { get; init; }

    /// <summary>Whether only some branches or people can be deployed from; null where the forge does not say.</summary>
    public bool? IsRestricted { get; init; }

    /// <summary>Whether administrators may pass by what protects it; null where the forge does not say.</summary>
    public bool? AdministratorsMayBypass { get; init; }
}
