using System.Collections.Immutable;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Sources.Projects;

/// <summary>The names of the lock files that the tools write by themselves.</summary>
internal static class LockNames
{
    /// <summary>Those of an ecosystem; empty where its tool writes none by itself.</summary>
    /// <param name="ecosystem">The ecosystem.</param>
    public static ImmutableArray<string> Of(Ecosystem ecosystem) => ecosystem switch
    {
        Ecosystem.Npm => ["package-lock.json"],
        Ecosystem.Yarn or Ecosystem.YarnClassic => ["yarn.lock"],
        Ecosystem.Pnpm => ["pnpm-lock.yaml"],
        Ecosystem.Bun => ["bun.lock", "bun.lockb"],
        Ecosystem.Uv => ["uv.lock"],
        Ecosystem.Poetry => ["poetry.lock"],
        Ecosystem.Pdm => ["pdm.lock"],
        Ecosystem.Pipenv => ["Pipfile.lock"],
        Ecosystem.Go => ["go.sum"],
        Ecosystem.Cargo => ["Cargo.lock"],
        Ecosystem.Composer => ["composer.lock"],
        Ecosystem.Bundler => ["Gemfile.lock"],
        Ecosystem.Bazel => ["MODULE.bazel.lock"],
        Ecosystem.Conan => ["conan.lock"],
        Ecosystem.Conda => ["conda-lock.yml"],
        Ecosystem.Pixi => ["pixi.lock"],
        Ecosystem.NuGet => ["packages.lock.json"],
        _ => [],
    };
}
