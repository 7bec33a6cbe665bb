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

    /// <summary>What has to be said of projects whose manifests are not read, as a sentence with a blank before it; empty where there is none.</summary>
    /// <param name="projects">All projects.</param>
    public static string Unread(IEnumerable<Project> projects)
    {
        var names = projects.Where(project => project.IsUnread).Select(project => Name(project.Ecosystem)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? "" : $" Which packages those of {string.Join(", ", names)} need is not read.";
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
        _ => null,
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
