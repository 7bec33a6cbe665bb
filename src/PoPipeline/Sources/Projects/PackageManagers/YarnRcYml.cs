using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.PackageManagers;

/// <summary>The settings of Yarn since version 2: <c>.yarnrc.yml</c>. What stands in braces behind a dollar is a variable of the environment.</summary>
/// <remarks>Source: https://yarnpkg.com/configuration/yarnrc.</remarks>
internal sealed class YarnRcYml : SettingsFile
{
    private static readonly FrozenSet<string> Kept = FrozenSet.Create(
        StringComparer.Ordinal, "enableImmutableInstalls", "enableImmutableCache", "immutablePatterns", "enableHardenedMode", "checksumBehavior", "nodeLinker", "yarnPath", "enableScripts", "enableStrictSsl", "npmMinimalAgeGate");

    /// <inheritdoc/>
    public override string Prefix => ".yarnrc.yml";

    /// <inheritdoc/>
    public override ImmutableArray<string> Deciding => ["enableImmutableInstalls", "checksumBehavior"];

    /// <inheritdoc/>
    protected override void ReadSettings(LockText file, SettingsCollector found)
    {
        using var cursor = new YamlCursor(file.Reader());
        if (!cursor.EnterTable())
        {
            return;
        }

        while (cursor.NextName())
        {
            var (name, at) = (cursor.Name, cursor.At);
            if (Kept.Contains(name))
            {
                var value = string.Join(' ', cursor.TakeAll());
                found.Add(name, value.Contains("${", StringComparison.Ordinal) ? null : value, at);
            }
            else if (name is "npmRegistryServer")
            {
                found.AddAddress(name, cursor.Take(), at);
            }
        }
    }
}
