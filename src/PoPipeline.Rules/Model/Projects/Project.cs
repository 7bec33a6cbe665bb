using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Projects;

/// <summary>A folder with a manifest: something whose packages one tool installs.</summary>
public sealed record Project
{
    /// <summary>What installs its packages.</summary>
    public required Ecosystem Ecosystem { get; init; }

    /// <summary>The folder, relative to the repository's root; empty for the root itself.</summary>
    public required string Folder { get; init; }

    /// <summary>The files that say which packages it needs, by path; never empty.</summary>
    public required ImmutableArray<Manifest> Manifests { get; init; }

    /// <summary>The folder of the workspace that it is a part of, whose lock files are its own; null where it is none, and for the workspace itself.</summary>
    public string? Workspace { get; init; }

    /// <summary>The paths of the lock files that hold for it, in order; those of its workspace where it is a part of one.</summary>
    public ImmutableArray<string> Locks { get; init; } = [];

    /// <summary>Whether others install it as a package, and then take no lock file of it.</summary>
    public bool IsLibrary { get; init; }

    /// <summary>Whether its manifests ask for no package that is read, and hold something that may ask for more, so that which packages it needs is not known.</summary>
    public bool IsUnread { get; init; }

    /// <summary>What keeps a lock file out of the repository, or its tool from writing one.</summary>
    public ImmutableArray<LockHindrance> Hindrances { get; init; } = [];

    /// <summary>What its files, and those above it that its tools read, set for installing and building; of one name, the last counts whose condition holds.</summary>
    public ImmutableArray<ToolSetting> Settings { get; init; } = [];

    /// <summary>Where what it asks for and what its lock files say differ.</summary>
    public ImmutableArray<LockDisagreement> Disagreements { get; init; } = [];

    /// <summary>How many of its manifests were compared with a lock file that says what it was made for.</summary>
    public int Compared { get; init; }

    /// <summary>Of which lock files could not be told whether they were made of its manifests.</summary>
    public ImmutableArray<Gap> DisagreementGaps { get; init; } = [];

    /// <summary>What could not be read of what may keep one out.</summary>
    public ImmutableArray<Gap> HindranceGaps { get; init; } = [];

    /// <summary>What could not be read of what may set something, so that what is not among <see cref="Settings"/> may be set after all.</summary>
    public ImmutableArray<Gap> SettingGaps { get; init; } = [];
}

/// <summary>A file that says which packages a project needs.</summary>
public sealed record Manifest
{
    /// <summary>The path, relative to the repository's root, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>Why it could not be read, as a clause; null where it was.</summary>
    public string? Unreadable { get; init; }

    /// <summary>Where it is a manifest: the name of the first package that comes from elsewhere; the start of the file where there is none.</summary>
    public required Place Span { get; init; }

    /// <summary>How many packages it names that come from elsewhere.</summary>
    public int Packages { get; init; }

    /// <summary>The lock file that says which ones are taken, by its path; null where there is none.</summary>
    public string? Lock { get; init; }
}

/// <summary>What keeps a lock file out of the repository.</summary>
/// <param name="Kind">What.</param>
/// <param name="Lock">The lock file, by its path.</param>
/// <param name="Text">What is written that does it: the pattern, the setting; empty where nothing is.</param>
/// <param name="Span">Where that is written, or the manifest.</param>
public sealed record LockHindrance(LockHindranceKind Kind, string Lock, string Text, Place Span);

/// <summary>What keeps a lock file out of a repository.</summary>
public enum LockHindranceKind
{
    /// <summary>Git is told to ignore it.</summary>
    Ignored,

    /// <summary>It lies in the working tree, and nobody added it.</summary>
    Untracked,

    /// <summary>The tool is told to write none.</summary>
    SwitchedOff,
}

/// <summary>A program in the repository that fetches a build tool and runs it.</summary>
/// <param name="Ecosystem">Whose tool it is.</param>
/// <param name="Path">The file that says which one is fetched.</param>
/// <param name="Address">Where it is fetched from; null where the file does not say.</param>
/// <param name="Checksum">The checksum that what is fetched must have; null where there is none.</param>
/// <param name="Span">Where the address is written, or the start of the file.</param>
public sealed record BuildWrapper(Ecosystem Ecosystem, string Path, string? Address, string? Checksum, Place Span)
{
    /// <summary>Why the file could not be read, as a clause; null where it was.</summary>
    public string? Unreadable { get; init; }
}
