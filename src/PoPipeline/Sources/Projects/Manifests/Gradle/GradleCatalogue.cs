using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Manifests.Gradle;

/// <summary>A catalogue of versions: <c>gradle/libs.versions.toml</c>, for all projects of the build whose folder it lies in.</summary>
/// <remarks>Source: https://docs.gradle.org/current/userguide/version_catalogs.html#sec:version-catalog-declaration.</remarks>
internal sealed class GradleCatalogue : ManifestFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Gradle;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name.EndsWith(".versions.toml");

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        using var cursor = new TomlCursor(file.Bytes);
        var versions = new Dictionary<string, string>(StringComparer.Ordinal);
        var entries = new List<(string Name, string? Version, string? Reference, Region At)>();
        cursor.EnterTable();
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "versions" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        var name = cursor.Name;
                        versions[name] = Version(cursor, out _) ?? "";
                    }

                    break;
                case "libraries" or "plugins" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        entries.Add(Entry(cursor));
                    }

                    break;
            }
        }

        var folder = file.Path.LastIndexOf("gradle/", StringComparison.Ordinal) is >= 0 and var at ? file.Path[..Math.Max(at - 1, 0)] : "";
        return new ManifestFacts
        {
            Ecosystem = Ecosystem.Gradle,
            IsAside = true,
            SettingsFolder = folder,
            Settings =
            [
                .. entries.Select(entry => (entry.Name, Version: entry.Reference is { } reference ? versions.GetValueOrDefault(reference) : entry.Version, entry.At))
                    .Where(entry => entry.Version is { } version && GradleVersions.IsDynamic(version))
                    .Select(entry => new ToolSetting(JavaSettings.GradleDynamic, $"{entry.Name}:{entry.Version}", new Place(file.Path, entry.At))),
            ],
        };
    }

    // a = "g:a:1", a = { module = "g:a", version = "1" }, a = { group = "g", name = "a", version.ref = "v" }, a = { id = "p", version = { strictly = "1" } }
    private static (string Name, string? Version, string? Reference, Region At) Entry(TomlCursor cursor)
    {
        var (alias, at) = (cursor.Name, cursor.At);
        if (!cursor.IsTable())
        {
            var text = cursor.Take() ?? "";
            var colon = text.LastIndexOf(':');
            return colon < 0 ? (text, null, null, at) : (text[..colon], text[(colon + 1)..], null, at);
        }

        string? name = null, group = null, version = null, reference = null;
        for (cursor.EnterTable(); cursor.NextName();)
        {
            switch (cursor.Name)
            {
                case "module" or "id":
                    name = cursor.Take();
                    break;
                case "group":
                    group = cursor.Take();
                    break;
                case "name":
                    name = cursor.Take();
                    break;
                case "version":
                    version = Version(cursor, out reference);
                    break;
            }
        }

        return (group is null ? name ?? alias : $"{group}:{name}", version, reference, at);
    }

    private static string? Version(TomlCursor cursor, out string? reference)
    {
        reference = null;
        if (!cursor.IsTable())
        {
            return cursor.Take();
        }

        string? version = null;
        for (cursor.EnterTable(); cursor.NextName();)
        {
            switch (cursor.Name)
            {
                case "ref":
                    reference = cursor.Take();
                    break;
                case "strictly" or "require" or "prefer":
                    version = cursor.Take() ?? version;
                    break;
            }
        }

        return version;
    }
}
