using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>One package that a lock file lists.</summary>
internal readonly record struct LockEntry
{
    /// <summary>The name, as the ecosystem writes it.</summary>
    public required string Name { get; init; }

    /// <summary>The version; null where none is named.</summary>
    public string? Version { get; init; }

    /// <summary>Where it comes from.</summary>
    public required LockOrigin Origin { get; init; }

    /// <summary>The address it is fetched from, as written; null where the registry decides.</summary>
    public string? Address { get; init; }

    /// <summary>The hash of its content, the strongest one of several, as <c>sha512-…</c>, <c>sha256:…</c> or bare digits; of one from git, the commit. Null where there is none.</summary>
    public string? Hash { get; init; }

    /// <summary>Whether it is installed on some systems only, of which its tool writes down no hash.</summary>
    public bool IsConditional { get; init; }

    /// <summary>Where the entry is written.</summary>
    public required Region At { get; init; }
}

/// <summary>Where a locked package comes from.</summary>
internal enum LockOrigin
{
    /// <summary>A registry of packages.</summary>
    Registry,

    /// <summary>A file at an address.</summary>
    Address,

    /// <summary>A repository of git or another version control.</summary>
    Repository,

    /// <summary>The repository itself, or a path beside it.</summary>
    Local,

    /// <summary>It is a part of another package, whose hash covers it.</summary>
    Bundled,
}
