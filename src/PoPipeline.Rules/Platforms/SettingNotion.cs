namespace PoPipeline.Rules.Platforms;

/// <summary>What not every forge has, or tells.</summary>
internal enum SettingNotion
{
    /// <summary>What each member may do in every repository.</summary>
    BasePermission,

    /// <summary>Whether members may delete.</summary>
    Deletion,

    /// <summary>Whether members may hand repositories over.</summary>
    Transfer,

    /// <summary>Whether members may make repositories visible to everybody.</summary>
    Publication,

    /// <summary>Whether weak second factors are taken.</summary>
    WeakFactors,

    /// <summary>Whether secrets that are there are looked for.</summary>
    Scanning,

    /// <summary>Whether the token of a job writes.</summary>
    TokenWrites,

    /// <summary>Whether the token of a job approves.</summary>
    TokenApproves,

    /// <summary>Whose components are used, and how they are pinned.</summary>
    Components,

    /// <summary>Whose changes from outside wait.</summary>
    OutsideApproval,

    /// <summary>Whether changes from outside run with own rights.</summary>
    OutsideRights,

    /// <summary>Whether jobs of others may use their token here.</summary>
    OpenJobs,

    /// <summary>Whether variables can be overridden.</summary>
    Overrides,

    /// <summary>The same, set for all repositories of an organisation.</summary>
    OrganizationTokenWrites,

    /// <summary>The same, set for all repositories of an organisation.</summary>
    OrganizationTokenApproves,

    /// <summary>The same, set for all repositories of an organisation.</summary>
    OrganizationComponents,

    /// <summary>The same, set for all repositories of an organisation.</summary>
    OrganizationOutsideApproval,

    /// <summary>The same, set for all repositories of an organisation.</summary>
    OrganizationOutsideRights,

    /// <summary>The same, set for all repositories of an organisation.</summary>
    OrganizationOpenJobs,

    /// <summary>The same, set for all repositories of an organisation.</summary>
    OrganizationOverrides,

    /// <summary>Whether repositories that everybody may see can use the organisation's own runners.</summary>
    RunnersOfPublic,

    /// <summary>Whether branches that nothing protects can use the organisation's own runners.</summary>
    RunnersOfBranches,
}
