using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Manifests.Gradle;
using PoPipeline.Sources.Projects.Manifests.Maven;

namespace PoPipeline.Sources.Projects.Manifests;

/// <summary>What a manifest says.</summary>
internal sealed record ManifestFacts
{
    /// <summary>Whose it is; of several tools that read such a file, the one that it names.</summary>
    public required Ecosystem Ecosystem { get; init; }

    /// <summary>Whether it names that one, and the file is not just one that several read.</summary>
    public bool NamesTool { get; init; }

    /// <summary>The packages that come from elsewhere.</summary>
    public ImmutableArray<AskedPackage> Packages { get; init; } = [];

    /// <summary>Whether others install it as a package.</summary>
    public bool IsLibrary { get; init; }

    /// <summary>The folders that are parts of its workspace, as patterns; null where it is no workspace.</summary>
    public ImmutableArray<string>? Members { get; init; }

    /// <summary>The folders that its workspace leaves out, with what lies below them.</summary>
    public ImmutableArray<string> Excluded { get; init; } = [];

    /// <summary>What a <c>pom.xml</c> says; null in any other file.</summary>
    public Pom? Pom { get; init; }

    /// <summary>What a script of Gradle, or a file beside it, says; null in any other file.</summary>
    public GradleFacts? Gradle { get; init; }

    /// <summary>What it sets for installing and building.</summary>
    public ImmutableArray<ToolSetting> Settings { get; init; } = [];

    /// <summary>The folder at and below which <see cref="Settings"/> hold, where that is not the one of the file itself.</summary>
    public string? SettingsFolder { get; init; }

    /// <summary>What it names with its content, as a lock file does; empty where it only asks.</summary>
    public ImmutableArray<LockEntry> Entries { get; init; } = [];

    /// <summary>Whether it leaves nothing open that a lock file would close.</summary>
    public bool IsOwnLock { get; init; }

    /// <summary>Whether it only says how other manifests are read, and makes its folder no project.</summary>
    public bool IsAside { get; init; }

    /// <summary>Whether it asks for nothing that is read, and holds something that may ask for more: what it takes in, computes or leaves to others.</summary>
    public bool IsUnread { get; init; }

    /// <summary>Why it could not be read, as a clause; null where it was.</summary>
    public string? Unreadable { get; init; }
}

/// <summary>A package that a manifest asks for.</summary>
/// <param name="Name">The name, as written.</param>
/// <param name="Requirement">Which versions, as written; empty where any will do.</param>
/// <param name="At">Where it is written.</param>
internal readonly record struct AskedPackage(string Name, string Requirement, Region At);
