using System.Collections.Immutable;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.PackageManagers;

/// <summary>The settings of Cargo: <c>.cargo/config.toml</c>, in a folder and in those above it.</summary>
/// <remarks>Source: https://doc.rust-lang.org/cargo/reference/config.html. None of them makes Cargo hold to Cargo.lock: that only options do.</remarks>
internal sealed class CargoConfig : SettingsFile
{
    /// <inheritdoc/>
    public override string Prefix => ".cargo/config.toml";

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
            if (table is not ("build" or "net" or "source") || !cursor.EnterTable())
            {
                continue;
            }

            while (cursor.NextName())
            {
                var (name, at) = (cursor.Name, cursor.At);
                if (table is "source")
                {
                    ReadSource(cursor, name, found);
                }
                else if (name is "offline" or "target" or "rustc" or "target-dir" or "rustflags")
                {
                    found.Add($"{table}.{name}", string.Join(' ', cursor.TakeAll()), at);
                }
            }
        }
    }

    private static void ReadSource(TomlCursor cursor, string source, SettingsCollector found)
    {
        if (!cursor.EnterTable())
        {
            return;
        }

        while (cursor.NextName())
        {
            var (name, at) = (cursor.Name, cursor.At);
            if (name is "replace-with" or "directory" or "local-registry" && source.Length < 100)
            {
                found.Add($"source.{source}.{name}", cursor.Take(), at);
            }
        }
    }
}
