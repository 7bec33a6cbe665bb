using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Sources.Projects.Manifests;
using PoPipeline.Sources.Projects.Manifests.Bazel;

namespace PoPipeline.Sources.Projects;

/// <summary>What holds for projects of Bazel, vcpkg and Cargo beyond their own manifests: the settings beside them, and what decides about versions where no lock file does.</summary>
/// <param name="manifests">What the manifests say, by path.</param>
internal sealed class NativeBuilds(IReadOnlyDictionary<string, ManifestFacts> manifests)
{
    private const string Submodules = ".gitmodules";

    private readonly BazelBuilds bazel = new(manifests);

    /// <summary>What a manifest says, as its tool takes it.</summary>
    /// <param name="path">The manifest.</param>
    /// <param name="facts">What is written in it.</param>
    public ManifestFacts Taken(string path, ManifestFacts facts) =>
        facts.Ecosystem is Ecosystem.Bazel && NameOf(path) is BazelFile.Module && !facts.Packages.IsEmpty && !bazel.ReadsModule(RepositoryPath.FolderOf(path)) ? facts with { Packages = [] } : facts;

    /// <summary>The settings of a manifest, by name.</summary>
    /// <param name="path">The manifest.</param>
    /// <param name="facts">What it says.</param>
    public ImmutableArray<ToolSetting> Of(string path, ManifestFacts facts) => facts.Ecosystem switch
    {
        Ecosystem.Cargo => Profiles(path),
        Ecosystem.Bazel => [.. facts.Settings, .. bazel.Of(RepositoryPath.FolderOf(path))],
        Ecosystem.Vcpkg => [.. facts.Settings, .. Beside(path), .. manifests.TryGetValue(Submodules, out var submodules) ? submodules.Settings : []],
        _ => [],
    };

    /// <summary>The file that decides which versions a manifest takes, and is no lock file that a tool writes; null where none does.</summary>
    /// <param name="path">The manifest.</param>
    /// <param name="facts">What it says.</param>
    public string? LockOf(string path, ManifestFacts facts) => facts.Ecosystem switch
    {
        Ecosystem.Vcpkg when Of(path, facts) is var settings => (settings.FirstOrDefault(setting => setting.Name is NativeSettings.VcpkgBaseline) ?? settings.FirstOrDefault(setting => setting.Name.StartsWith(NativeSettings.Submodule, StringComparison.Ordinal)))?.Span?.Path,
        _ => facts.IsOwnLock ? path : null,
    };

    // Profiles are those of the workspace.
    private ImmutableArray<ToolSetting> Profiles(string path)
    {
        for (var folder = RepositoryPath.FolderOf(path); folder.Length > 0;)
        {
            folder = RepositoryPath.FolderOf(folder);
            if (manifests.TryGetValue(folder.Length == 0 ? "Cargo.toml" : $"{folder}/Cargo.toml", out var above) && above.Members is not null)
            {
                return above.Settings;
            }
        }

        return [];
    }

    private ImmutableArray<ToolSetting> Beside(string path)
    {
        var folder = RepositoryPath.FolderOf(path);
        return manifests.TryGetValue(folder.Length == 0 ? "vcpkg-configuration.json" : $"{folder}/vcpkg-configuration.json", out var configuration) ? configuration.Settings : [];
    }

    private static ReadOnlySpan<char> NameOf(string path) => path.AsSpan(path.LastIndexOf('/') + 1);
}
