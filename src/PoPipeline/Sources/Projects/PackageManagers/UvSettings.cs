using System.Collections.Immutable;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.PackageManagers;

/// <summary>The settings of uv: <c>uv.toml</c>, or <c>[tool.uv]</c> in <c>pyproject.toml</c>.</summary>
/// <remarks>Sources: https://docs.astral.sh/uv/concepts/configuration-files/, https://docs.astral.sh/uv/reference/settings/. That it holds to uv.lock only options and variables say: https://github.com/astral-sh/uv/issues/8094.</remarks>
internal sealed class UvSettings : SettingsFile
{
    private const string RequireHashes = "require-hashes";

    /// <inheritdoc/>
    public override string Prefix => "uv";

    /// <inheritdoc/>
    public override ImmutableArray<string> Deciding => [RequireHashes];

    /// <inheritdoc/>
    protected override void ReadSettings(LockText file, SettingsCollector found)
    {
        using var cursor = new TomlCursor(file.Bytes);
        cursor.EnterTable();
        if (!file.Path.EndsWith("pyproject.toml", StringComparison.Ordinal))
        {
            ReadTable(cursor, found);
            return;
        }

        found.IsMeant = false;
        while (cursor.NextName())
        {
            if (cursor.Name is not "tool" || !cursor.EnterTable())
            {
                continue;
            }

            while (cursor.NextName())
            {
                if (cursor.Name is "uv" && cursor.EnterTable())
                {
                    found.IsMeant = true;
                    ReadTable(cursor, found);
                }
            }
        }
    }

    private static void ReadTable(TomlCursor cursor, SettingsCollector found)
    {
        while (cursor.NextName())
        {
            var (name, at) = (cursor.Name, cursor.At);
            switch (name)
            {
                case "exclude-newer" or "resolution" or "prerelease" or "index-strategy" or "required-version" or "offline" or "managed" or "no-index" when cursor.IsScalar():
                    found.Add(name, cursor.Take(), at);
                    break;
                case "index-url" or "default-index" when cursor.IsScalar():
                    found.AddAddress(name, cursor.Take(), at);
                    break;
                case "index" when cursor.EnterList():
                    ReadIndexes(cursor, found);
                    break;
                case "pip" when cursor.EnterTable():
                    ReadPip(cursor, found);
                    break;
            }
        }
    }

    // Settings of 'uv pip' alone.
    private static void ReadPip(TomlCursor cursor, SettingsCollector found)
    {
        while (cursor.NextName())
        {
            var (name, at) = (cursor.Name, cursor.At);
            if (name is RequireHashes or "verify-hashes" && cursor.IsScalar())
            {
                found.Add(name, cursor.Take(), at);
            }
        }
    }

    private static void ReadIndexes(TomlCursor cursor, SettingsCollector found)
    {
        while (cursor.NextItem())
        {
            if (!cursor.EnterTable())
            {
                continue;
            }

            while (cursor.NextName())
            {
                var at = cursor.At;
                if (cursor.Name is "url" && cursor.IsScalar())
                {
                    found.AddAddress("index", cursor.Take(), at);
                }
            }
        }
    }
}
