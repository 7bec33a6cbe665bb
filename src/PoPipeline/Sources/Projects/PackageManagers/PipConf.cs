using System.Collections.Immutable;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.PackageManagers;

/// <summary>The settings of pip in a repository: <c>pip.conf</c>, <c>pip.ini</c>, which pip reads where the variable <c>PIP_CONFIG_FILE</c> names them.</summary>
/// <remarks>Source: https://pip.pypa.io/en/stable/topics/configuration/. Those of a command go before those of all, and have its name before theirs: <c>install.require-hashes</c>.</remarks>
internal sealed class PipConf : SettingsFile
{
    private static readonly ImmutableArray<string> Sections = ["global", "install", "download", "wheel"];

    /// <inheritdoc/>
    public override string Prefix => "pip.conf";

    /// <inheritdoc/>
    public override ImmutableArray<string> Deciding => ["require-hashes"];

    /// <inheritdoc/>
    protected override void ReadSettings(LockText file, SettingsCollector found)
    {
        foreach (var line in IniLines.Of(file, hasBareNames: false, signs: "=:").Where(line => Sections.Contains(line.Section)))
        {
            var name = line.Name.Replace('_', '-').ToLowerInvariant();
            var whole = line.Section is "global" ? name : $"{line.Section}.{name}";
            if (name is "require-hashes" or "no-index" or "only-binary" or "no-deps")
            {
                found.Add(whole, line.Value, line.At);
            }
            else if (name is "index-url" or "extra-index-url")
            {
                found.AddAddress(whole, line.Value, line.At);
            }
        }
    }
}
