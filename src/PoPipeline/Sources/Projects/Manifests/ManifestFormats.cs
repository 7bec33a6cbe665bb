using System.Collections.Immutable;
using PoPipeline.Sources.Projects.Manifests.Bazel;
using PoPipeline.Sources.Projects.Manifests.Gradle;
using PoPipeline.Sources.Projects.Manifests.Maven;
using PoPipeline.Sources.Projects.Manifests.Native;

namespace PoPipeline.Sources.Projects.Manifests;

/// <summary>Every kind of manifests that is read.</summary>
internal static class ManifestFormats
{
    /// <summary>The kinds.</summary>
    public static ImmutableArray<ManifestFormat> All { get; } =
    [
        new PackageJson(), new PnpmWorkspace(), new PyprojectToml(), new RequirementsTxt(), new Pipfile(), new GoMod(), new CargoToml(), new ComposerJson(), new Gemfile(), new MsBuildProject(), new PackagesProps(),
        new PomXml(), new MavenSettingsFile(), new GradleScript(), new GradleCatalogue(), new GradleProperties(),
        new BazelFile(), new BazelRc(), new VcpkgJson(), new GitModules(), new ConanfileTxt(), new ConanfilePy(), new CondaEnvironment(), new PixiToml(),
    ];

    /// <summary>The kind of a file; null where it is called as none is.</summary>
    /// <param name="path">The path, relative to the root.</param>
    /// <param name="name">The last part of it.</param>
    public static ManifestFormat? Of(ReadOnlySpan<char> path, ReadOnlySpan<char> name)
    {
        foreach (var format in All)
        {
            if (format.IsNamed(path, name))
            {
                return format;
            }
        }

        return null;
    }
}
