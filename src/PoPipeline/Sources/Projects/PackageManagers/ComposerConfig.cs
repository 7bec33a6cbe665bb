using System.Collections.Immutable;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.PackageManagers;

/// <summary>The settings of Composer: <c>config</c> in <c>composer.json</c>.</summary>
/// <remarks>Source: https://getcomposer.org/doc/06-config.md.</remarks>
internal sealed class ComposerConfig : SettingsFile
{
    /// <inheritdoc/>
    public override string Prefix => "composer.json";

    /// <inheritdoc/>
    public override ImmutableArray<string> Deciding => ["config.lock"];

    /// <inheritdoc/>
    protected override void ReadSettings(LockText file, SettingsCollector found)
    {
        using var cursor = new JsonCursor(file.Bytes);
        if (!cursor.EnterTable())
        {
            return;
        }

        while (cursor.NextName())
        {
            if (cursor.Name is not "config" || !cursor.EnterTable())
            {
                continue;
            }

            while (cursor.NextName())
            {
                var (name, at) = (cursor.Name, cursor.At);
                if (name is "lock" or "secure-http" or "preferred-install" && cursor.IsScalar())
                {
                    found.Add($"config.{name}", cursor.Take() ?? "", at);
                }
            }
        }
    }
}
