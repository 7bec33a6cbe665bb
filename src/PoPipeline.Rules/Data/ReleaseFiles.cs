using System.Collections.Immutable;

namespace PoPipeline.Rules.Data;

/// <summary>The files by which programs are told to sign or attest what they release, by their names.</summary>
public static class ReleaseFiles
{
    /// <summary>The program of the settings of npm.</summary>
    public const string Npm = "npm";

    /// <summary>The program of the settings of Yarn.</summary>
    public const string Yarn = "yarn";

    /// <summary>The program of the settings of GoReleaser.</summary>
    public const string GoReleaser = "goreleaser";

    /// <summary>The program of the settings of Bake.</summary>
    public const string Bake = "buildx bake";

    /// <summary>The files that Bake looks for where it works and that are read here, all of which count.</summary>
    /// <remarks>Source: https://docs.docker.com/build/bake/reference/.</remarks>
    public static ImmutableArray<string> Bakes { get; } = ["docker-bake.json", "docker-bake.hcl", "docker-bake.override.json", "docker-bake.override.hcl"];

    /// <summary>The files that GoReleaser looks for where it works, the first one that is there counts.</summary>
    /// <remarks>Source: https://goreleaser.com/customization/.</remarks>
    public static ImmutableArray<string> GoReleasers { get; } =
        [".config/goreleaser.yml", ".config/goreleaser.yaml", ".goreleaser.yml", ".goreleaser.yaml", "goreleaser.yml", "goreleaser.yaml"];

    /// <summary>The program whose settings a file may hold; null where it is of none that is looked into.</summary>
    /// <param name="path">The file, relative to the root.</param>
    public static string? ProgramOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name is "package.json" or ".npmrc" ? Npm
            : name is ".yarnrc.yml" ? Yarn
            : name.Contains("bake", StringComparison.Ordinal) && (name.EndsWith(".hcl", StringComparison.Ordinal) || name.EndsWith(".json", StringComparison.Ordinal)) ? Bake
            : !name.EndsWith(".yml", StringComparison.Ordinal) && !name.EndsWith(".yaml", StringComparison.Ordinal) ? null

            // Whatever its name is, it may be told by '--config'.
            : path.Contains(GoReleaser, StringComparison.OrdinalIgnoreCase) || name.Length == path.Length ? GoReleaser
            : null;
    }
}
