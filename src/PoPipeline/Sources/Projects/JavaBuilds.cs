using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Sources.Projects.Manifests;
using PoPipeline.Sources.Projects.Manifests.Maven;

namespace PoPipeline.Sources.Projects;

/// <summary>What holds for projects of Maven and Gradle beyond their own manifests: that of parents, of the build above them, and of the wrapper.</summary>
/// <param name="manifests">What the manifests say, by path.</param>
/// <param name="wrappers">The wrappers.</param>
internal sealed class JavaBuilds(IReadOnlyDictionary<string, ManifestFacts> manifests, ImmutableArray<BuildWrapper> wrappers)
{
    private readonly PomModels poms = new(manifests);

    /// <summary>Everything that a file of any folder may set for others.</summary>
    private readonly ImmutableArray<(string Path, ManifestFacts Facts)> sharing =
        [.. manifests.Where(pair => pair.Value.IsAside || pair.Value.Gradle is not null).Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal)];

    // Where a build begins, those around it say nothing.
    private readonly HashSet<string> roots = [.. manifests.Keys.Where(path => path.EndsWith("settings.gradle", StringComparison.Ordinal) || path.EndsWith("settings.gradle.kts", StringComparison.Ordinal)).Select(RepositoryPath.FolderOf)];

    /// <summary>The settings of a manifest, by name.</summary>
    /// <param name="path">The manifest.</param>
    /// <param name="facts">What it says.</param>
    public ImmutableArray<ToolSetting> Of(string path, ManifestFacts facts)
    {
        if (facts.Ecosystem is not (Ecosystem.Maven or Ecosystem.Gradle))
        {
            return facts.Settings;
        }

        var folder = RepositoryPath.FolderOf(path);
        var found = new List<ToolSetting>(facts.Pom is { } pom ? poms.Of(pom) : facts.Settings);
        var root = facts.Ecosystem is Ecosystem.Gradle ? RootOf(folder) : "";
        foreach (var (other, said) in sharing)
        {
            if (other == path || said.Ecosystem != facts.Ecosystem)
            {
                continue;
            }

            var home = said.SettingsFolder ?? RepositoryPath.FolderOf(other);
            if (IsAtOrBelow(folder, home) && IsAtOrBelow(home, root))
            {
                found.AddRange(said.Gradle is { } gradle && (folder != home || gradle.IsScript) ? gradle.Shared : said.Settings);
            }
        }

        // What the call of Maven says goes before what the files do.
        var calls = found.Where(setting => setting.Name == JavaSettings.MavenTimestamp && setting.Span?.Path.EndsWith("maven.config", StringComparison.Ordinal) is true).ToList();
        if (calls.Count > 0)
        {
            found.RemoveAll(setting => setting.Name == JavaSettings.MavenTimestamp && !calls.Contains(setting));
        }

        if (Version(folder, facts.Ecosystem) is { } version)
        {
            found.Add(version);
        }

        return [.. found.Distinct().OrderBy(setting => setting.Name, StringComparer.Ordinal)];
    }

    /// <summary>How many of the packages that a manifest asks for come from elsewhere.</summary>
    /// <param name="facts">What it says.</param>
    public ImmutableArray<AskedPackage> Elsewhere(ManifestFacts facts) =>
        facts.Pom is null ? facts.Packages : [.. facts.Packages.Where(package => !poms.IsOwn(package.Name))];

    // ".../gradle-8.14-bin.zip", ".../apache-maven-3.9.9-bin.zip": the nearest wrapper above.
    private ToolSetting? Version(string folder, Ecosystem ecosystem)
    {
        var nearest = wrappers.Where(wrapper => wrapper.Ecosystem == ecosystem && IsAtOrBelow(folder, HomeOf(wrapper.Path))).MaxBy(wrapper => HomeOf(wrapper.Path).Length);
        if (nearest?.Address is not { } address)
        {
            return null;
        }

        var name = address.AsSpan(address.LastIndexOf('/') + 1);
        var prefix = ecosystem is Ecosystem.Gradle ? "gradle-" : "apache-maven-";
        if (!name.StartsWith(prefix))
        {
            return null;
        }

        var rest = name[prefix.Length..];
        var end = rest.LastIndexOf('-');
        return end <= 0 ? null : new ToolSetting(ecosystem is Ecosystem.Gradle ? JavaSettings.GradleVersion : JavaSettings.MavenVersion, rest[..end].ToString(), nearest.Span);
    }

    private string RootOf(string folder)
    {
        for (var above = folder; above.Length > 0; above = RepositoryPath.FolderOf(above))
        {
            if (roots.Contains(above))
            {
                return above;
            }
        }

        return "";
    }

    // Both lie two folders below what they are for: gradle/wrapper, .mvn/wrapper.
    private static string HomeOf(string path) => RepositoryPath.FolderOf(RepositoryPath.FolderOf(RepositoryPath.FolderOf(path)));

    private static bool IsAtOrBelow(string folder, string home) => home.Length == 0 || folder == home || (folder.Length > home.Length && folder[home.Length] is '/' && folder.StartsWith(home, StringComparison.Ordinal));
}
