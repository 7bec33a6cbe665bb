using System.Text.Json;

namespace PoPipeline.Rules.Data;

/// <summary>Plugins of Maven whose output differed from build to build, and since which version it does not.</summary>
/// <remarks>
/// Source: https://github.com/apache/maven-artifact-plugin/blob/master/src/main/resources/org/apache/maven/plugins/artifact/buildinfo/not-reproducible-plugins.properties,
/// at the commit that the data file names.
/// </remarks>
internal static class MavenPlugins
{
    private static readonly JsonTable Table = new("builds/maven-plugins.json", "plugins");

    /// <summary>What is known of a plugin; null where nothing is known against it.</summary>
    /// <param name="plugin">The plugin: <c>org.apache.maven.plugins:maven-jar-plugin</c>.</param>
    public static MavenPluginIssue? Find(string plugin)
    {
        var entry = Table.Find(plugin);
        return entry.ValueKind is JsonValueKind.Object ? new MavenPluginIssue(entry.TryGetProperty("minimum", out var minimum) ? minimum.GetString() : null, entry.GetProperty("issue").GetString() ?? "") : null;
    }
}

/// <summary>Why the output of a plugin differed from build to build.</summary>
/// <param name="Minimum">The first version of which it does not; null where there is none.</param>
/// <param name="Issue">Where it was reported.</param>
internal sealed record MavenPluginIssue(string? Minimum, string Issue);
