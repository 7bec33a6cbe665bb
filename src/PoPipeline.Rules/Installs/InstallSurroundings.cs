using System.Collections.Immutable;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Rules.Installs;

/// <summary>What stands around a command that installs packages, and may change what it means. What is left out is not set.</summary>
/// <remarks>
/// The names of settings, with their values as in the file: <c>.npmrc package-lock</c>, <c>.npmrc frozen-lockfile</c>, <c>.npmrc prefer-frozen-lockfile</c>, <c>.npmrc lockfile</c>, <c>.npmrc global</c>, <c>.yarnrc frozen-lockfile</c>,
/// <c>.yarnrc no-lockfile</c>, <c>.yarnrc yarn-path</c>, <c>.yarnrc.yml enableImmutableInstalls</c>, <c>.yarnrc.yml checksumBehavior</c>, <c>.yarnrc.yml yarnPath</c>, <c>pnpm-workspace.yaml frozenLockfile</c>,
/// <c>pnpm-workspace.yaml preferFrozenLockfile</c>, <c>pnpm-workspace.yaml lockfile</c>, <c>bunfig.toml frozenLockfile</c>, <c>bunfig.toml production</c>, <c>tool.pdm.options install</c>, <c>package.json packageManager</c>, <c>pip.conf require-hashes</c>, <c>pip.conf install.require-hashes</c>, <c>uv require-hashes</c>, <c>Pipfile skip_lock</c>, <c>MSBuild RestorePackagesWithLockFile</c>,
/// <c>MSBuild RestoreLockedMode</c>, <c>bundle config frozen</c>, <c>bundle config deployment</c>, <c>bundle config lockfile</c>, <c>Gemfile.lock CHECKSUMS</c>, <c>composer.json config.lock</c>, <c>maven.config</c> (the options in it),
/// <c>gradle org.gradle.dependency.verification</c>, <c>gradle lockMode</c>, <c>gradle verification-metadata</c> (its path), <c>vcpkg builtin-baseline</c>, <c>go env GOFLAGS</c>,
/// and of <c>.bazelrc</c> the last <c>--lockfile_mode</c> of a line: <c>.bazelrc common</c>, <c>.bazelrc build:ci</c>.
/// Of MSBuild a condition is answered with these variables, the command line and the other settings.
/// </remarks>
public sealed record InstallSurroundings
{
    /// <summary>Nothing is set, no lock was looked for.</summary>
    public static InstallSurroundings None { get; } = new();

    /// <summary>The variables that the step sets, its job and its pipeline among them, by name.</summary>
    public ImmutableDictionary<string, ToolSetting> Variables { get; init; } = ImmutableDictionary<string, ToolSetting>.Empty;

    /// <summary>Whether the platform sets <c>CI=true</c> by itself.</summary>
    public bool IsCi { get; init; }

    /// <summary>The variables that the platform sets to something that is not empty, by which programs know where they run.</summary>
    public ImmutableArray<string> CiMarks { get; init; } = [];

    /// <summary>What commands before it have written into files that the program reads, by name: <c>bundle config --local frozen</c>, <c>bundle config --global frozen</c>; null where they took it out of there.</summary>
    public ImmutableDictionary<string, ToolSetting?> Told { get; init; } = ImmutableDictionary<string, ToolSetting?>.Empty;

    /// <summary>The settings of the files that the programs read, in the order in which they count: of one name, the last does whose condition holds.</summary>
    public ImmutableArray<ToolSetting> Settings { get; init; } = [];

    /// <summary>Whether those files were looked at, so that what is not among <see cref="Settings"/> is not set.</summary>
    public bool KnowsSettings { get; init; }

    /// <summary>Whether there is a lock file where the command works, of each ecosystem that was looked for.</summary>
    public ImmutableDictionary<Ecosystem, bool> Locks { get; init; } = ImmutableDictionary<Ecosystem, bool>.Empty;

    /// <summary>Whether each requirement in a file has a hash, by the name of the file as the command writes it; for a file of conda, whether it is explicit.</summary>
    public ImmutableDictionary<string, bool> HashedFiles { get; init; } = ImmutableDictionary<string, bool>.Empty;

    /// <summary>The packages by whose names the project has something to run, as <c>npx</c> finds it; null where that was not looked at.</summary>
    public ImmutableHashSet<string>? LocalPrograms { get; init; }

    /// <summary>The versions of the programs, by their names, as far as they are known: <c>yarn</c> 4.9.2.</summary>
    public ImmutableDictionary<string, string> Versions { get; init; } = ImmutableDictionary<string, string>.Empty;
}
