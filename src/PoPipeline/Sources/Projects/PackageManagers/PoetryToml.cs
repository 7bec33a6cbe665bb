using System.Collections.Immutable;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.PackageManagers;

/// <summary>The settings of Poetry for one project: <c>poetry.toml</c>.</summary>
/// <remarks>Source: https://python-poetry.org/docs/configuration/. None of them makes Poetry pass over poetry.lock.</remarks>
internal sealed class PoetryToml : SettingsFile
{
    /// <inheritdoc/>
    public override string Prefix => "poetry.toml";

    /// <inheritdoc/>
    public override ImmutableArray<string> Deciding => [];

    /// <inheritdoc/>
    protected override void ReadSettings(LockText file, SettingsCollector found)
    {
        using var cursor = new TomlCursor(file.Bytes);
        cursor.EnterTable();
        while (cursor.NextName())
        {
            var table = cursor.Name;
            if (table is not ("installer" or "solver") || !cursor.EnterTable())
            {
                continue;
            }

            while (cursor.NextName())
            {
                var (name, at) = (cursor.Name, cursor.At);
                if (name is "re-resolve" or "only-binary" or "no-binary" or "min-release-age" or "lazy-wheel")
                {
                    found.Add($"{table}.{name}", string.Join(' ', cursor.TakeAll()), at);
                }
            }
        }
    }
}
