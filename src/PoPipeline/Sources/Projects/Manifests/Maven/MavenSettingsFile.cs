using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.Manifests.Maven;

/// <summary>What holds for each call of Maven below a folder: <c>.mvn/maven.config</c>, and <c>.mvn/checksums</c>.</summary>
/// <remarks>Sources: https://maven.apache.org/configure.html, https://maven.apache.org/resolver/expected-checksums.html.</remarks>
internal sealed class MavenSettingsFile : ManifestFormat
{
    private const string Timestamp = "-Dproject.build.outputTimestamp=";

    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Maven;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => IsIn(path, ".mvn/maven.config") || (path.StartsWith(".mvn/checksums/") || path.IndexOf("/.mvn/checksums/") >= 0);

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        var folder = file.Path[..Math.Max(file.Path.LastIndexOf(".mvn/", StringComparison.Ordinal) - 1, 0)];
        var settings = file.Path.EndsWith("maven.config", StringComparison.Ordinal) ? Options(file) : [new ToolSetting(JavaSettings.MavenChecksums, file.Path[(file.Path.LastIndexOf('.') + 1)..], Place.StartOf(file.Path))];
        return new ManifestFacts { Ecosystem = Ecosystem.Maven, IsAside = true, SettingsFolder = folder, Settings = settings };
    }

    private static ImmutableArray<ToolSetting> Options(LockText file)
    {
        using var reader = file.Reader();
        var found = ImmutableArray.CreateBuilder<ToolSetting>();
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            // One on each line since Maven 4, several before.
            for (var start = 0; start < line.Length;)
            {
                if (line[start] is ' ' or '\t')
                {
                    start++;
                    continue;
                }

                if (line[start] is '#')
                {
                    break;
                }

                var end = line.AsSpan(start).IndexOfAny(' ', '\t') is >= 0 and var blank ? start + blank : line.Length;
                var option = line[start..end];
                var at = new Place(file.Path, new Region(number, start + 1, number, end + 1));
                found.Add(option.StartsWith(Timestamp, StringComparison.Ordinal) ? new ToolSetting(JavaSettings.MavenTimestamp, option[Timestamp.Length..], at) : new ToolSetting(JavaSettings.MavenOption, option, at));
                start = end;
            }
        }

        return found.DrainToImmutable();
    }

    private static bool IsIn(ReadOnlySpan<char> path, ReadOnlySpan<char> end) => path.EndsWith(end) && (path.Length == end.Length || path[^(end.Length + 1)] is '/');
}
