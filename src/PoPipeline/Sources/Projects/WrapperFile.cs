using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects;

/// <summary>The properties of a wrapper, which fetches a build tool: <c>gradle/wrapper/gradle-wrapper.properties</c>, <c>.mvn/wrapper/maven-wrapper.properties</c>.</summary>
/// <remarks>Sources: https://docs.gradle.org/current/userguide/gradle_wrapper.html#sec:verification, https://maven.apache.org/tools/wrapper/.</remarks>
internal static class WrapperFile
{
    /// <summary>Whose wrapper a file is of; null where it is of none.</summary>
    /// <param name="path">The path, relative to the root.</param>
    public static Ecosystem? EcosystemOf(ReadOnlySpan<char> path) =>
        path.EndsWith("gradle-wrapper.properties") ? Ecosystem.Gradle : path.EndsWith("maven-wrapper.properties") ? Ecosystem.Maven : null;

    /// <summary>Reads one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="ecosystem">Whose it is.</param>
    public static BuildWrapper Read(LockText file, Ecosystem ecosystem)
    {
        using var reader = file.Reader();
        string? address = null, checksum = null;
        var at = Region.Start;
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var text = line.AsSpan().TrimStart();
            var end = text.IndexOfAny('=', ':');
            if (end < 0 || text[0] is '#' or '!')
            {
                continue;
            }

            var value = text[(end + 1)..].Trim();
            switch (text[..end].TrimEnd())
            {
                case "distributionUrl":
                    address = value.ToString().Replace("\\:", ":", StringComparison.Ordinal);
                    at = new Region(number, line.Length - text.Length + 1, number, line.TrimEnd().Length + 1);
                    break;
                case "distributionSha256Sum" when value.Length > 0:
                    checksum = value.ToString();
                    break;
            }
        }

        return new BuildWrapper(ecosystem, file.Path, address, checksum, new Place(file.Path, at));
    }
}
