using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Rules.Reproducible;

/// <summary>Whether Gradle builds the same archives each time, by what the files of a project set.</summary>
/// <remarks>
/// Sources: https://docs.gradle.org/current/userguide/working_with_files.html#sec:reproducible_archives, and for the defaults
/// https://docs.gradle.org/9.0.0/userguide/upgrading_major_version_9.html.
/// </remarks>
internal static class GradleDeterminism
{
    private const string DefaultSince = "9.0.0";
    private const string Plugin = JavaSettings.GradlePlugin + "org.gradlex.reproducible-builds";

    // With a hyphen, of those that come with Gradle: https://docs.gradle.org/current/userguide/plugin_reference.html.
    private static readonly FrozenSet<string> Core = FrozenSet.Create(
        StringComparer.Ordinal,
        "build-dashboard", "build-init", "cpp-application", "cpp-library", "cpp-unit-test", "eclipse-wtp", "groovy-base", "groovy-gradle-plugin", "ivy-publish", "jacoco-report-aggregation", "java-base", "java-gradle-plugin",
        "java-library", "java-library-distribution", "java-platform", "java-test-fixtures", "jvm-test-suite", "jvm-toolchains", "kotlin-dsl", "lifecycle-base", "maven-publish", "project-report", "reporting-base", "scala-base",
        "swift-application", "swift-library", "swiftpm-export", "test-report-aggregation", "test-suite-base", "version-catalog", "visual-studio");

    /// <summary>What decides it.</summary>
    /// <param name="project">A project of Gradle.</param>
    public static ImmutableArray<DeterminismFact> Of(Project project)
    {
        var facts = ImmutableArray.CreateBuilder<DeterminismFact>();
        foreach (var manifest in project.Manifests.Where(manifest => manifest.Unreadable is not null))
        {
            facts.Add(new DeterminismFact(Determinism.Unknown, $"'{manifest.Path}' could not be read: {manifest.Unreadable}.", Next: null, Place.StartOf(manifest.Path)));
        }

        var version = project.Settings.FirstOrDefault(setting => setting.Name == JavaSettings.GradleVersion);
        if (project.Settings.FirstOrDefault(setting => setting.Name == Plugin) is { } plugin)
        {
            facts.Add(new DeterminismFact(Determinism.Deterministic, "The plugin 'org.gradlex.reproducible-builds' has archives written the same each time.", Next: null, plugin.Span));
        }
        else
        {
            AddArchives(project, version, JavaSettings.GradleTimestamps, wanted: "false", facts);
            AddArchives(project, version, JavaSettings.GradleFileOrder, wanted: "true", facts);
        }

        foreach (var setting in project.Settings)
        {
            if (setting.Name == JavaSettings.GradleDynamic && !IsLocked(project))
            {
                facts.Add(new DeterminismFact(Determinism.No, $"Which version '{setting.Value}' is, Gradle decides when it builds.", "Name one released version, or lock dependencies and commit the lock state.", setting.Span));
            }
            else if (setting.Name == JavaSettings.GradleChanging && setting.Value is not "false")
            {
                facts.Add(new DeterminismFact(Determinism.No, "A dependency is said to change under the same version.", "Take a released version.", setting.Span));
            }
        }

        return facts.DrainToImmutable();
    }

    private static bool IsLocked(Project project) => project.Locks.Any(path => path.EndsWith(".lockfile", StringComparison.Ordinal)) && project.Settings.Any(setting => setting.Name == JavaSettings.GradleLocking);

    private static void AddArchives(Project project, ToolSetting? version, string name, string wanted, ImmutableArray<DeterminismFact>.Builder facts)
    {
        var property = name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        var next = $"Set '{property}' to {wanted} for all tasks of the type AbstractArchiveTask, or build with Gradle {DefaultSince} or later.";
        var settings = project.Settings.Where(setting => setting.Name == name).ToList();
        foreach (var setting in settings)
        {
            facts.Add(setting.Value is not { } value
                ? new DeterminismFact(Determinism.Unknown, $"What '{property}' is set to is only known when Gradle runs.", next, setting.Span)
                : value != wanted
                    ? new DeterminismFact(Determinism.No, $"'{property}' is set to {value}, so that archives differ from build to build.", next, setting.Span)
                    : new DeterminismFact(Determinism.Deterministic, $"'{property}' is set to {value}{(setting.Condition is { } where ? $" in '{where}'" : " for all archives")}.", Next: null, setting.Span));
        }

        if (settings.Exists(setting => setting.Condition is null))
        {
            return;
        }

        // What no setting reaches is as the version of Gradle has it.
        if (version?.Value is not { } known)
        {
            facts.Add(new DeterminismFact(Determinism.Unknown, $"'{property}' is not set for all archives, and which version of Gradle builds is not known; since {DefaultSince} it need not be.", next, version?.Span));
        }
        else if (MavenVersion.Compare(known, DefaultSince) >= 0)
        {
            facts.Add(new DeterminismFact(Determinism.Deterministic, $"Gradle {known} has '{property}' {wanted} by itself.", Next: null, version.Span));
        }
        else if (settings.Count > 0 || AppliesOwnPlugins(project))
        {
            facts.Add(new DeterminismFact(Determinism.Unknown, $"'{property}' is not set for all archives where it is read, and Gradle {known} does not have it {wanted} by itself; what plugins of the build set is not read.", next, version.Span));
        }
        else
        {
            facts.Add(new DeterminismFact(Determinism.No, $"'{property}' is not set, and Gradle {known} does not have it {wanted} by itself, so that archives differ from build to build.", next, version.Span));
        }
    }

    /// <summary>Whether a plugin comes with Gradle.</summary>
    /// <param name="name">Its name.</param>
    public static bool IsCore(string name) => !name.AsSpan().ContainsAny('.', '-') || Core.Contains(name);

    // Plugins without a version that are not Gradle's own are written in the build itself, or come with it.
    private static bool AppliesOwnPlugins(Project project) => project.Settings.Any(setting =>
        setting.Value is null && setting.Name.StartsWith(JavaSettings.GradlePlugin, StringComparison.Ordinal) && setting.Name[JavaSettings.GradlePlugin.Length..] is var name
        && !IsCore(name));
}
