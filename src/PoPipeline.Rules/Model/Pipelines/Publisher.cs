namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>Whom one trusts by reusing something.</summary>
public enum Publisher
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>The repository itself.</summary>
    SameRepository,

    /// <summary>The same user, organisation or group.</summary>
    SameOwner,

    /// <summary>The maker of the platform: <c>actions/*</c>, <c>github/*</c>.</summary>
    PlatformVendor,

    /// <summary>Somebody else.</summary>
    ThirdParty,
}
