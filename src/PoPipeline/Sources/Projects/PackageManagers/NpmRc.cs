using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.PackageManagers;

/// <summary>The settings of npm, and of pnpm up to version 10: <c>.npmrc</c>. What stands in braces behind a dollar is a variable of the environment.</summary>
/// <remarks>Sources: https://docs.npmjs.com/cli/v11/configuring-npm/npmrc, https://docs.npmjs.com/cli/v11/using-npm/config, https://pnpm.io/10.x/npmrc. Sections, lists and tokens of registries are left alone.</remarks>
internal sealed class NpmRc : SettingsFile
{
    private static readonly FrozenSet<string> Kept = FrozenSet.Create(
        StringComparer.Ordinal,
        "package-lock", "package-lock-only", "lockfile", "frozen-lockfile", "prefer-frozen-lockfile", "global", "location", "ignore-scripts", "save-exact", "engine-strict", "prefer-offline", "offline", "min-release-age", "minimum-release-age");

    /// <inheritdoc/>
    public override string Prefix => ".npmrc";

    /// <inheritdoc/>
    public override ImmutableArray<string> Deciding => ["package-lock", "lockfile", "frozen-lockfile", "prefer-frozen-lockfile", "global"];

    /// <inheritdoc/>
    protected override void ReadSettings(LockText file, SettingsCollector found)
    {
        foreach (var line in IniLines.Of(file, hasBareNames: true))
        {
            // npm's reader takes quotes off both.
            var (name, value) = (Bare(line.Name), Bare(Uncommented(line.Value)));
            var isComputed = value.Contains("${", StringComparison.Ordinal);
            if (line.Section.Length > 0)
            {
                continue;
            }

            if (Kept.Contains(name))
            {
                found.Add(name, isComputed ? null : value, line.At);
            }
            else if (name is "registry")
            {
                found.AddAddress(name, isComputed ? null : value, line.At);
            }
        }
    }

    private static string Bare(string text) => text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1] : text;

    // A comment may stand behind a value that has no quotes.
    private static string Uncommented(string value)
    {
        var end = value.StartsWith('"') || value.StartsWith('\'') ? -1 : value.AsSpan().IndexOfAny('#', ';');
        return end < 0 ? value : value[..end].TrimEnd();
    }
}
