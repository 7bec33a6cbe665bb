namespace PoPipeline.Rules.Model.Projects;

/// <summary>That a manifest and the lock file which holds for it differ.</summary>
/// <param name="Kind">In what.</param>
/// <param name="Package">The package, as the ecosystem names it; empty where it concerns the files as a whole.</param>
/// <param name="Wanted">What the manifest asks for, as written: <c>^4.2.0</c>; empty where it asks for nothing.</param>
/// <param name="Locked">What the lock file says in its place; null where it says nothing.</param>
/// <param name="Manifest">Where the manifest asks for it; where it is a manifest, where it does not.</param>
/// <param name="Lock">Where the lock file says it; the start of the file where it does not.</param>
public sealed record LockDisagreement(LockDisagreementKind Kind, string Package, string Wanted, string? Locked, Place Manifest, Place Lock)
{
    /// <summary>Whether the tool installs what the lock file says all the same, since that is among what the manifest asks for.</summary>
    public bool IsMet { get; init; }
}

/// <summary>In what a manifest and its lock file differ.</summary>
public enum LockDisagreementKind
{
    /// <summary>The manifest asks for a package that the lock file does not have.</summary>
    Missing,

    /// <summary>The lock file has a version that is none of those that the manifest asks for.</summary>
    OutOfRange,

    /// <summary>The lock file says that the manifest asks for something else than it does.</summary>
    OtherRequest,

    /// <summary>The lock file says that the manifest asks for a package, and it does not.</summary>
    NotAsked,

    /// <summary>The digest of what the manifest asks for, which the lock file holds, is that of something else.</summary>
    OtherDigest,
}
