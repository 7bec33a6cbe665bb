using System.Collections.Immutable;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.PackageManagers;

/// <summary>The settings of Bun: <c>[install]</c> in <c>bunfig.toml</c>.</summary>
/// <remarks>Source: https://bun.sh/docs/runtime/bunfig#package-manager.</remarks>
internal sealed class BunFig : SettingsFile
{
    /// <inheritdoc/>
    public override string Prefix => "bunfig.toml";

    /// <inheritdoc/>
    public override ImmutableArray<string> Deciding => ["frozenLockfile", "production"];

    /// <inheritdoc/>
    protected override void ReadSettings(LockText file, SettingsCollector found)
    {
        using var cursor = new TomlCursor(file.Bytes);
        cursor.EnterTable();
        while (cursor.NextName())
        {
            if (cursor.Name is not "install" || !cursor.EnterTable())
            {
                continue;
            }

            while (cursor.NextName())
            {
                var (name, at) = (cursor.Name, cursor.At);
                if (name is "frozenLockfile" or "production" or "saveTextLockfile" or "exact" or "ignoreScripts" or "minimumReleaseAge" && cursor.IsScalar())
                {
                    found.Add(name, cursor.Take(), at);
                }
                else if (name is "registry" && cursor.IsScalar())
                {
                    found.AddAddress(name, cursor.Take(), at);
                }
            }
        }
    }
}
