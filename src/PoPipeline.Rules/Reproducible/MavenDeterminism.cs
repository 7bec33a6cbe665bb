using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Rules.Reproducible;

/// <summary>Whether Maven builds the same archives each time, by what the files of a project set.</summary>
/// <remarks>
/// Sources: https://maven.apache.org/guides/mini/guide-reproducible-builds.html,
/// https://maven.apache.org/plugins/maven-artifact-plugin/check-buildplan-mojo.html, whose checks these are. The plan of the build itself is not calculated: what
/// a parent elsewhere adds to it is said not to be known.
/// </remarks>
internal static class MavenDeterminism
{
    // Since this version, the plugins that Maven runs by itself are all reproducible ones: https://maven.apache.org/docs/3.9.0/release-notes.html.
    private const string BoundPluginsSince = "3.9.0";

    /// <summary>What decides it.</summary>
    /// <param name="project">A project of Maven.</param>
    public static ImmutableArray<DeterminismFact> Of(Project project)
    {
        var facts = ImmutableArray.CreateBuilder<DeterminismFact>();
        foreach (var manifest in project.Manifests.Where(manifest => manifest.Unreadable is not null))
        {
            facts.Add(new DeterminismFact(Determinism.Unknown, $"'{manifest.Path}' could not be read: {manifest.Unreadable}.", Next: null, Place.StartOf(manifest.Path)));
        }

        var parent = project.Settings.FirstOrDefault(setting => setting.Name == JavaSettings.MavenParent);
        AddTimestamp(project, parent, facts);
        var maven = project.Settings.FirstOrDefault(setting => setting.Name == JavaSettings.MavenVersion)?.Value;
        foreach (var setting in project.Settings)
        {
            if (setting.Name.StartsWith(JavaSettings.MavenPlugin, StringComparison.Ordinal) && Judged(setting, setting.Name[JavaSettings.MavenPlugin.Length..]) is { } judged)
            {
                facts.Add(judged);
            }
            else if (setting.Name.StartsWith(JavaSettings.MavenBoundPlugin, StringComparison.Ordinal))
            {
                AddBound(setting, setting.Name[JavaSettings.MavenBoundPlugin.Length..], maven, facts);
            }
            else if (setting.Name == JavaSettings.MavenDynamic)
            {
                facts.Add(new DeterminismFact(setting.Condition is null ? Determinism.No : Determinism.Unknown, $"Which version '{setting.Value}' is, Maven decides when it builds.", "Name one released version.", setting.Span));
            }
        }

        return facts.DrainToImmutable();
    }

    private static void AddTimestamp(Project project, ToolSetting? parent, ImmutableArray<DeterminismFact>.Builder facts)
    {
        const string Next = "Set the property 'project.build.outputTimestamp' to a fixed time in the pom, such as 2026-01-01T00:00:00Z.";
        var settings = project.Settings.Where(setting => setting.Name == JavaSettings.MavenTimestamp).ToList();
        if (settings.TrueForAll(setting => setting.Condition is not null))
        {
            facts.Add(parent is null
                ? new DeterminismFact(Determinism.No, "The property 'project.build.outputTimestamp' is not set, so that archives hold the time of the build.", Next, Place: null)
                : new DeterminismFact(Determinism.Unknown, $"The property 'project.build.outputTimestamp' is not set in the repository, and what the parent '{parent.Value}' sets is not known.", Next, parent.Span));
        }

        foreach (var setting in settings)
        {
            facts.Add(setting.Value switch
            {
                null => new DeterminismFact(Determinism.Unknown, "What the property 'project.build.outputTimestamp' is set to is only known when Maven runs.", Next, setting.Span),
                var value when value.Contains("maven.build.timestamp", StringComparison.Ordinal) => new DeterminismFact(Determinism.No, "The property 'project.build.outputTimestamp' is the time of the build itself.", Next, setting.Span),
                var value when IsTime(value) => new DeterminismFact(Determinism.Deterministic, $"The property 'project.build.outputTimestamp' is fixed to '{value}'.", Next: null, setting.Span),
                var value => new DeterminismFact(Determinism.No, $"'{value}' is no time that 'project.build.outputTimestamp' may be, so that archives hold the time of the build.", Next, setting.Span),
            });
        }
    }

    // A time with its zone, or seconds; of fewer than two characters only digits are, as plugins switch the whole off by any other.
    private static bool IsTime(string value) =>
        value.Length > 0 && value.All(char.IsAsciiDigit)
        || (value.Length > 19 && value[10] is 'T' && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _));

    private static DeterminismFact? Judged(ToolSetting setting, string plugin)
    {
        if (MavenPlugins.Find(plugin) is not { } issue)
        {
            return null;
        }

        var only = setting.Condition is { } condition ? $" where {condition} holds" : "";
        if (issue.Minimum is null)
        {
            return new DeterminismFact(setting.Condition is null ? Determinism.No : Determinism.Unknown, $"What the plugin '{plugin}' writes{only} differs from build to build in all versions, see {issue.Issue}.", "Use another plugin.", setting.Span);
        }

        if (setting.Value is not { } version)
        {
            return new DeterminismFact(Determinism.Unknown, $"Which version of the plugin '{plugin}' runs is not known, and before {issue.Minimum} what it writes differs from build to build.", $"Name the version of '{plugin}', {issue.Minimum} or later.", setting.Span);
        }

        return MavenVersion.Compare(version, issue.Minimum) >= 0
            ? new DeterminismFact(Determinism.Deterministic, $"The plugin '{plugin}' {version} is {issue.Minimum} or later, since when it writes the same each time.", Next: null, setting.Span)
            : new DeterminismFact(setting.Condition is null ? Determinism.No : Determinism.Unknown, $"What the plugin '{plugin}' {version} writes{only} differs from build to build, see {issue.Issue}.", $"Take '{plugin}' {issue.Minimum} or later.", setting.Span);
    }

    private static void AddBound(ToolSetting setting, string plugin, string? maven, ImmutableArray<DeterminismFact>.Builder facts)
    {
        if (MavenPlugins.Find(plugin) is not { Minimum: { } minimum })
        {
            return;
        }

        facts.Add(maven is not null && MavenVersion.Compare(maven, BoundPluginsSince) >= 0
            ? new DeterminismFact(Determinism.Deterministic, $"Maven {maven} runs a version of '{plugin}' that writes the same each time.", Next: null, setting.Span)
            : new DeterminismFact(Determinism.Unknown, $"Which version of '{plugin}' runs is up to the version of Maven, and before {minimum} what it writes differs from build to build.", $"Name the version of '{plugin}' in the pom, {minimum} or later.", setting.Span));
    }
}
