using System.Collections.Immutable;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.PackageManagers;

/// <summary>The settings of Bundler for one project: <c>.bundle/config</c>, which go before the environment.</summary>
/// <remarks>Source: https://bundler.io/man/bundle-config.1.html.</remarks>
internal sealed class BundleConfig : SettingsFile
{
    private const string Start = "BUNDLE_";

    /// <inheritdoc/>
    public override string Prefix => "bundle config";

    /// <inheritdoc/>
    public override ImmutableArray<string> Deciding => ["frozen", "deployment", "lockfile"];

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
            if (name.StartsWith(Start, StringComparison.Ordinal) && name[Start.Length..] is "FROZEN" or "DEPLOYMENT" or "LOCKFILE" or "DISABLE_CHECKSUM_VALIDATION" && cursor.IsScalar())
            {
                found.Add(name[Start.Length..].ToLowerInvariant(), cursor.Take() ?? "", at);
            }
        }
    }
}
