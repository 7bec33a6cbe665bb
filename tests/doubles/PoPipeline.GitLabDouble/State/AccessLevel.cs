namespace PoPipeline.Doubles.GitLab.State;

/// <summary>GitLab's roles: https://docs.gitlab.com/api/members/#roles.</summary>
internal enum AccessLevel
{
    /// <summary>No role.</summary>
    None = 0,

    /// <summary>Minimal access.</summary>
    Minimal = 5,

    /// <summary>Guest.</summary>
    Guest = 10,

    /// <summary>Planner.</summary>
    Planner = 15,

    /// <summary>Reporter.</summary>
    Reporter = 20,

    /// <summary>Developer.</summary>
    Developer = 30,

    /// <summary>Maintainer.</summary>
    Maintainer = 40,

    /// <summary>Owner.</summary>
    Owner = 50,
}
