using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Projects.Manifests.Maven;

/// <summary>What a <c>pom.xml</c> says, as written.</summary>
internal sealed class Pom
{
    /// <summary>More dependencies and plugins than any file has that people keep.</summary>
    public const int MostArtifacts = 5000;

    /// <summary>The path, relative to the root.</summary>
    public required string Path { get; init; }

    /// <summary>The name of the project itself; null where its parent says the group.</summary>
    public string? Group { get; set; }

    /// <summary>The name of what it builds.</summary>
    public string? Artifact { get; set; }

    /// <summary>Its version; null where its parent says it.</summary>
    public string? Version { get; set; }

    /// <summary>What it builds.</summary>
    public string Packaging { get; set; } = "jar";

    /// <summary>Its parent; null where it has none.</summary>
    public PomParent? Parent { get; set; }

    /// <summary>The parts of it that build with it.</summary>
    public List<PomText> Modules { get; } = [];

    /// <summary>Whether it has more than <see cref="MostArtifacts"/>, and those behind were not read.</summary>
    public bool IsCut { get; set; }

    /// <summary>What holds always.</summary>
    public PomBody Body { get; } = new();

    /// <summary>What holds where a profile is active, by its id.</summary>
    public List<(string Id, PomBody Body)> Profiles { get; } = [];
}

/// <summary>What a project or one of its profiles says about the build.</summary>
internal sealed class PomBody
{
    /// <summary>The properties; the last of two with a name counts.</summary>
    public Dictionary<string, PomText> Properties { get; } = new(StringComparer.Ordinal);

    /// <summary>What it depends on.</summary>
    public PomArtifacts Dependencies { get; } = new();

    /// <summary>Versions of dependencies, where they are depended on without one.</summary>
    public PomArtifacts ManagedDependencies { get; } = new();

    /// <summary>The plugins that run.</summary>
    public PomArtifacts Plugins { get; } = new();

    /// <summary>Versions of plugins, where they run without one.</summary>
    public PomArtifacts ManagedPlugins { get; } = new();

    /// <summary>The rules of the enforcer plugin.</summary>
    public List<PomText> Rules { get; } = [];
}

/// <summary>Dependencies or plugins, in order, which are looked up by name.</summary>
internal sealed class PomArtifacts
{
    private readonly List<PomArtifact> all = [];
    private readonly Dictionary<string, PomArtifact> versioned = new(StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public IReadOnlyList<PomArtifact> All => all;

    /// <summary>Takes one.</summary>
    /// <param name="artifact">The one.</param>
    public void Add(PomArtifact artifact)
    {
        all.Add(artifact);
        if (artifact.Version is not null)
        {
            versioned.TryAdd(artifact.Name, artifact);
        }
    }

    /// <summary>The first of a name that says a version; null where none does.</summary>
    /// <param name="name">The group and the name.</param>
    public PomArtifact? Versioned(string name) => versioned.GetValueOrDefault(name);
}

/// <summary>A text and where it is written.</summary>
/// <param name="Value">The text.</param>
/// <param name="At">Where.</param>
internal readonly record struct PomText(string Value, Region At);

/// <summary>A dependency or a plugin.</summary>
/// <param name="Group">The group.</param>
/// <param name="Artifact">The name in it.</param>
/// <param name="Version">The version as written; null where none is.</param>
/// <param name="At">Where its name is written.</param>
/// <param name="VersionAt">Where its version is written; where its name is, where there is none.</param>
/// <param name="IsInherited">Whether those take it over whose parent the file is.</param>
internal sealed record PomArtifact(string Group, string Artifact, string? Version, Region At, Region VersionAt, bool IsInherited)
{
    /// <summary>The group and the name.</summary>
    public string Name { get; } = $"{Group}:{Artifact}";
}

/// <summary>The parent of a project.</summary>
/// <param name="Group">The group.</param>
/// <param name="Artifact">The name in it.</param>
/// <param name="Version">The version; null where none is written.</param>
/// <param name="RelativePath">Where its file lies; empty where it is not to be looked for.</param>
/// <param name="At">Where its name is written.</param>
internal sealed record PomParent(string Group, string Artifact, string? Version, string RelativePath, Region At);
