using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Projects;

/// <summary>A file that says which packages, in which version and with which content, an installation takes.</summary>
public sealed record Lockfile
{
    /// <summary>The path, relative to the repository's root, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>Whose it is.</summary>
    public required Ecosystem Ecosystem { get; init; }

    /// <summary>The version of its format, as it says itself; null where it says none.</summary>
    public string? Version { get; init; }

    /// <summary>Why it could not be read, or not to its end, as a clause; null where it was.</summary>
    public string? Unreadable { get; init; }

    /// <summary>Where reading ended, or the start of the file.</summary>
    public required Place Span { get; init; }

    /// <summary>How many packages it lists that come from elsewhere.</summary>
    public int Packages { get; init; }

    /// <summary>What its entries leave open, in the order of the file; the first ones, where there are very many.</summary>
    public ImmutableArray<LockFault> Faults { get; init; } = [];

    /// <summary>How many there are of each kind, also those that are not among <see cref="Faults"/>.</summary>
    public ImmutableArray<LockFaultCount> Counts { get; init; } = [];

    /// <summary>Whether git tracks it; null where the tree is not under git.</summary>
    public bool? IsTracked { get; init; }
}

/// <summary>How many faults of a kind a lock file has.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Count">How many.</param>
public sealed record LockFaultCount(LockFaultKind Kind, int Count);

/// <summary>Something that an entry of a lock file leaves open.</summary>
/// <param name="Kind">What.</param>
/// <param name="Package">The package, as the ecosystem names it; empty where it concerns the file.</param>
/// <param name="Version">Its version; null where the entry names none.</param>
/// <param name="Text">What is written that makes it one: the hash, the address; empty where something is missing.</param>
/// <param name="Span">Where the entry is written.</param>
public sealed record LockFault(LockFaultKind Kind, string Package, string? Version, string Text, Place Span);

/// <summary>What an entry of a lock file leaves open.</summary>
public enum LockFaultKind
{
    /// <summary>No hash of what comes from elsewhere.</summary>
    NoHash,

    /// <summary>A hash for which others with the same value can be made: MD5, SHA-1.</summary>
    WeakHash,

    /// <summary>A branch or a tag of a repository, and no commit.</summary>
    NoCommit,

    /// <summary>No version, or a range of them.</summary>
    NoVersion,

    /// <summary>An address that is spoken to in the clear.</summary>
    PlainHttp,

    /// <summary>A host that is none of those that the ecosystem fetches from by itself.</summary>
    OtherHost,

    /// <summary>An address of a package with another name.</summary>
    OtherPackage,
}
