using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.PackageManagers;

/// <summary>The settings of pnpm since version 10: <c>pnpm-workspace.yaml</c>, also where there is no workspace.</summary>
/// <remarks>Source: https://pnpm.io/settings.</remarks>
internal sealed class PnpmSettings : SettingsFile
{
    private static readonly FrozenSet<string> Kept = FrozenSet.Create(
        StringComparer.Ordinal, "frozenLockfile", "preferFrozenLockfile", "lockfile", "ignoreScripts", "engineStrict", "saveExact", "minimumReleaseAge", "sharedWorkspaceLockfile", "verifyStoreIntegrity", "blockExoticSubdeps", "trustPolicy", "strictDepBuilds");

    /// <inheritdoc/>
    public override string Prefix => "pnpm-workspace.yaml";

    /// <inheritdoc/>
    public override ImmutableArray<string> Deciding => ["frozenLockfile", "preferFrozenLockfile", "lockfile"];

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
            if (Kept.Contains(name) && cursor.IsScalar())
            {
                var value = cursor.Take() ?? "";
                found.Add(name, value.Contains("${", StringComparison.Ordinal) ? null : value, at);
            }
        }
    }
}
