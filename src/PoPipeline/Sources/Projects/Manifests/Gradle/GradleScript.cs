using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.Manifests.Gradle;

/// <summary>The scripts of Gradle: <c>build.gradle</c>, <c>settings.gradle</c>, and the same in Kotlin.</summary>
/// <remarks>Source: https://docs.gradle.org/current/userguide/writing_build_scripts.html.</remarks>
internal sealed class GradleScript : ManifestFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Gradle;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is "build.gradle" or "build.gradle.kts" or "settings.gradle" or "settings.gradle.kts";

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        var isSettings = file.Path.AsSpan(file.Path.LastIndexOf('/') + 1).StartsWith("settings.");
        if (file.Bytes.Length > WorkingTree.MaximumBytes)
        {
            return Refused($"it is larger than {WorkingTree.MaximumBytes / (1024 * 1024)} MiB", isSettings);
        }

        using var text = file.Reader();
        var reader = new GradleScriptReader(file.Path);
        if (!reader.Read(new DslLexer(text.ReadToEnd(), file.Path.EndsWith(".kts", StringComparison.Ordinal)).Read()))
        {
            return Refused("it has more blocks in blocks than are followed", isSettings);
        }

        return new ManifestFacts
        {
            Ecosystem = Ecosystem.Gradle,
            NamesTool = true,
            IsAside = isSettings,
            Packages = isSettings ? [] : [.. reader.Packages],
            Members = isSettings && reader.Members.Count > 0 ? [.. reader.Members.Where(member => member.Length > 0).Distinct(StringComparer.Ordinal)] : null,
            IsUnread = !isSettings && reader is { IsComputed: true, Packages.Count: 0 },
            Settings = [.. reader.Own],
            Gradle = new GradleFacts { IsScript = true, Shared = isSettings ? [.. reader.Own, .. reader.Shared] : [.. reader.Shared] },
        };
    }

    private static ManifestFacts Refused(string reason, bool isSettings) => new() { Ecosystem = Ecosystem.Gradle, NamesTool = true, IsAside = isSettings, Unreadable = reason };
}
