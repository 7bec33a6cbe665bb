namespace PoPipeline.Rules.Platforms;

/// <summary>What is set on a forge, as far as rules say how.</summary>
internal enum SettingTopic
{
    /// <summary>Whether a code owner may write.</summary>
    CodeOwner,

    /// <summary>Who administers a repository.</summary>
    Administrators,

    /// <summary>What people from outside may do.</summary>
    Outside,

    /// <summary>The keys of a repository.</summary>
    RepositoryKeys,

    /// <summary>The webhooks of a repository.</summary>
    RepositoryHooks,

    /// <summary>Whether the token of a job writes.</summary>
    TokenWrites,

    /// <summary>Whether the token of a job approves.</summary>
    TokenApproves,

    /// <summary>Whose components pipelines use.</summary>
    Components,

    /// <summary>Whose changes from outside wait for an approval.</summary>
    OutsideApproval,

    /// <summary>With whose rights pipelines of changes from outside run.</summary>
    OutsideRights,

    /// <summary>Whose jobs may use their token here.</summary>
    OpenJobs,

    /// <summary>Who may override variables.</summary>
    Overrides,

    /// <summary>Who gets variables.</summary>
    Variables,

    /// <summary>What protects an environment.</summary>
    Environments,

    /// <summary>Whether secrets are looked for.</summary>
    Scanning,

    /// <summary>That there are too many owners.</summary>
    Owners,

    /// <summary>That there is one owner alone.</summary>
    FewOwners,

    /// <summary>What every member may do.</summary>
    BasePermission,

    /// <summary>What a role of an organisation grants.</summary>
    Roles,

    /// <summary>Who may delete repositories.</summary>
    Deletion,

    /// <summary>Who may make repositories visible to everybody.</summary>
    Publication,

    /// <summary>The tokens of an organisation.</summary>
    Tokens,

    /// <summary>The apps of an organisation.</summary>
    Apps,

    /// <summary>The webhooks of an organisation.</summary>
    OrganizationHooks,

    /// <summary>That a second factor is demanded.</summary>
    Mfa,

    /// <summary>How long somebody may be without one.</summary>
    MfaGrace,

    /// <summary>What is taken for one.</summary>
    MfaWeak,

    /// <summary>That somebody has none.</summary>
    MfaUse,

    /// <summary>That somebody's is weak.</summary>
    MfaWeakUse,

    /// <summary>How members come by SSH.</summary>
    Ssh,

    /// <summary>What an organisation demands of all default branches.</summary>
    OrganizationBranches,

    /// <summary>Who may use the organisation's own runners.</summary>
    Runners,

    /// <summary>That owners are reviewed.</summary>
    ReviewOwners,
}
