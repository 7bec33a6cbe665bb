namespace PoPipeline.Sources.Projects.Manifests.Gradle;

/// <summary>What Gradle takes a version for.</summary>
/// <remarks>Source: https://docs.gradle.org/current/userguide/dependency_versions.html.</remarks>
internal static class GradleVersions
{
    /// <summary>Whether it names several versions, one of which is chosen on the day of the build.</summary>
    /// <param name="version">The version, as written.</param>
    public static bool IsDynamic(string version) =>
        version.EndsWith('+') || version.StartsWith("latest.", StringComparison.Ordinal) || version.EndsWith("-SNAPSHOT", StringComparison.Ordinal)
        || (version is ['[' or '(' or ']', ..] && version.Contains(',', StringComparison.Ordinal));
}
