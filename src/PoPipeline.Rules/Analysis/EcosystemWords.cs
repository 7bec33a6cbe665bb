using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Rules.Analysis;

/// <summary>What people call an ecosystem, and how its lock file is written.</summary>
internal static class EcosystemWords
{
    /// <summary>The name.</summary>
    /// <param name="ecosystem">The ecosystem.</param>
    public static string Name(Ecosystem ecosystem) => ecosystem switch
    {
        Ecosystem.Pip => "pip",
        Ecosystem.Pylock => "pylock.toml",
        Ecosystem.Uv => "uv",
        Ecosystem.Pdm => "PDM",
        Ecosystem.Conda => "conda",
        Ecosystem.Npm => "npm",
        Ecosystem.YarnClassic => "Yarn 1",
        Ecosystem.Pnpm => "pnpm",
        Ecosystem.Vcpkg => "vcpkg",
        _ => $"{ecosystem}",
    };

    /// <summary>What has to be said of projects of whose manifests no package is read that they may ask for, as a sentence with a blank before it; empty where there is none.</summary>
    /// <param name="projects">All projects.</param>
    public static string Unread(IEnumerable<Project> projects)
    {
        var names = projects.Where(project => project.IsUnread).Select(project => Name(project.Ecosystem)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? "" : $" Which packages some of {string.Join(", ", names)} need is not read.";
    }

    /// <summary>What writes the lock file, as a command; null where no tool does by itself.</summary>
    /// <param name="ecosystem">The ecosystem.</param>
    /// <remarks>Sources: the documentation of each tool, as the readers of its lock file name it.</remarks>
    public static string? Locking(Ecosystem ecosystem) => ecosystem switch
    {
        Ecosystem.Pip => "pip-compile --generate-hashes",
        Ecosystem.Pylock => "pip lock",
        Ecosystem.Uv => "uv lock",
        Ecosystem.Poetry => "poetry lock",
        Ecosystem.Pdm => "pdm lock",
        Ecosystem.Pipenv => "pipenv lock",
        Ecosystem.Conda => "conda-lock",
        Ecosystem.Pixi => "pixi lock",
        Ecosystem.Gradle => "gradle dependencies --write-locks",
        Ecosystem.Npm => "npm install --package-lock-only",
        Ecosystem.YarnClassic => "yarn install",
        Ecosystem.Yarn => "yarn install --mode=update-lockfile",
        Ecosystem.Pnpm => "pnpm install --lockfile-only",
        Ecosystem.Bun => "bun install --lockfile-only",
        Ecosystem.NuGet => "dotnet restore --use-lock-file",
        Ecosystem.Go => "go mod tidy",
        Ecosystem.Cargo => "cargo generate-lockfile",
        Ecosystem.Composer => "composer update --no-install",
        Ecosystem.Bundler => "bundle lock --add-checksums",
        Ecosystem.Bazel => "bazel mod deps --lockfile_mode=update",
        Ecosystem.Vcpkg => "vcpkg x-update-baseline --add-initial-baseline",
        Ecosystem.Conan => "conan lock create .",
        _ => null,
    };

    /// <summary>What names the versions that are taken, in the words of the ecosystem.</summary>
    /// <param name="ecosystem">The ecosystem.</param>
    public static string LockName(Ecosystem ecosystem) => ecosystem is Ecosystem.Vcpkg ? "baseline" : "lock file";

    /// <summary>What follows from there being none, as a clause.</summary>
    /// <param name="ecosystem">The ecosystem.</param>
    /// <remarks>
    /// Sources: https://bazel.build/external/module#version-selection, https://learn.microsoft.com/vcpkg/users/versioning#baselines,
    /// https://docs.conan.io/2/tutorial/versioning/lockfiles.html.
    /// </remarks>
    public static string Unlocked(Ecosystem ecosystem) => ecosystem switch
    {
        Ecosystem.Bazel => "so that nothing is compared with what the registry said of those versions before, nor with what extensions of modules chose: where either changes, the build does, and nobody sees it",
        Ecosystem.Vcpkg => "so that each build takes the versions of whichever checkout of vcpkg is on the machine: nobody can build the same once more",
        Ecosystem.Conan => "so that each build takes the newest revisions of recipes, and the newest versions where a range asks for them, here or in what is needed: nobody can build the same once more",
        _ => "so that each build takes whatever is published that day: nobody can build the same once more, and a release of a package that somebody took over gets in at once",
    };

    /// <summary>What follows from there being no lock file where NuGet is asked for no version that floats, as a clause.</summary>
    /// <remarks>Source: https://learn.microsoft.com/nuget/concepts/dependency-resolution.</remarks>
    public const string LowestOfNuGet = "so that each build takes the lowest versions that will do, here and in what is needed, and a new release does not get in, but nothing compares what a source gives out under a version with what it gave out before";

    /// <summary>What to do about an entry that leaves its content open, as a sentence.</summary>
    /// <param name="file">The file with the entry.</param>
    public static string Again(Lockfile file) => IsWritten(file)
        ? file.Ecosystem is Ecosystem.Bazel ? "Write 'integrity' or 'sha256' into the call, or 'digest' where it is of an image; Bazel says the value where it fetches without one." : $"Write a lock file with '{Locking(file.Ecosystem)}'."
        : Locking(file.Ecosystem) is { } command ? $"Write the lock file anew with '{command}'." : "Write the lock file anew.";

    /// <summary>Whether people write a file, and no tool does.</summary>
    /// <param name="file">The file.</param>
    public static bool IsWritten(Lockfile file) => file.Ecosystem switch
    {
        Ecosystem.Bazel => !file.Path.EndsWith(".lock", StringComparison.Ordinal),
        Ecosystem.Vcpkg => true,
        Ecosystem.Conda => file.Path.EndsWith("environment.yml", StringComparison.Ordinal) || file.Path.EndsWith("environment.yaml", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>What makes a lock file follow its manifest, and changes no more than it must, as a command; null where no tool does by itself.</summary>
    /// <param name="ecosystem">The ecosystem.</param>
    /// <remarks>Sources: the documentation of each tool, as the readers of its lock file name it.</remarks>
    public static string? Refreshing(Ecosystem ecosystem) => ecosystem switch
    {
        Ecosystem.Pip => "pip-compile",
        Ecosystem.Pdm => "pdm lock --update-reuse",
        Ecosystem.NuGet => "dotnet restore --force-evaluate",
        Ecosystem.Cargo => "cargo update --workspace",
        Ecosystem.Composer => "composer update --lock",
        Ecosystem.Bundler => "bundle lock",
        _ => Locking(ecosystem),
    };
}
