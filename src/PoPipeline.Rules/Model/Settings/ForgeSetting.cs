namespace PoPipeline.Rules.Model.Settings;

/// <summary>What a forge is asked about a repository, or about the organisation or group around it. Each is known, or not, for its own reasons.</summary>
public enum ForgeSetting
{
    /// <summary>A repository itself: its default branch, who may see it, whether it is archived.</summary>
    Repository,

    /// <summary>What keeps the default branch from being changed by just anybody.</summary>
    BranchProtection,

    /// <summary>Whether the latest commits of the default branch are signed by whom they say.</summary>
    CommitSignatures,

    /// <summary>Whether those whom the file of code owners names exist, and may write.</summary>
    CodeOwnerAccess,

    /// <summary>Who administers a repository.</summary>
    RepositoryAdministrators,

    /// <summary>Who has access to a repository without being a member of its organisation.</summary>
    OutsideCollaborators,

    /// <summary>The keys and tokens that a repository itself lets in.</summary>
    RepositoryKeys,

    /// <summary>Where a repository sends its events.</summary>
    Webhooks,

    /// <summary>What pipelines of a repository may do, and whose code they may run.</summary>
    PipelineSettings,

    /// <summary>The environments that a repository is deployed to, and who lets a deployment pass.</summary>
    Environments,

    /// <summary>Whether the forge looks for secrets in what is pushed.</summary>
    SecretScanning,

    /// <summary>Whether an organisation demands a second factor of its members.</summary>
    MfaDemand,

    /// <summary>Which of its members have no second factor.</summary>
    MfaUse,

    /// <summary>Whether somebody else than the forge vouches for who signs in.</summary>
    SignOn,

    /// <summary>Who owns an organisation.</summary>
    OrganizationOwners,

    /// <summary>What roles an organisation gives beside that of an owner, and to whom.</summary>
    OrganizationRoles,

    /// <summary>What every member of an organisation may do.</summary>
    MemberRights,

    /// <summary>The apps that act in an organisation.</summary>
    Apps,

    /// <summary>The tokens that an organisation itself lets in.</summary>
    OrganizationTokens,

    /// <summary>What pipelines of all repositories of an organisation may do.</summary>
    OrganizationPipelines,

    /// <summary>How members of an organisation reach it by SSH.</summary>
    Ssh,

    /// <summary>What an organisation demands of the branches of all its repositories.</summary>
    OrganizationProtection,
}
