using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Sources.Projects.PackageManagers;

/// <summary>Gathers what a file sets: of one name, what is written last.</summary>
/// <param name="path">The path, relative to the root.</param>
/// <param name="prefix">What stands before the names.</param>
internal sealed class SettingsCollector(string path, string prefix)
{
    // What is longer is a certificate or a list of packages, and decides nothing.
    private const int Longest = 1000;

    private readonly Dictionary<string, ToolSetting> found = new(StringComparer.Ordinal);

    /// <summary>What was gathered, by name.</summary>
    public ImmutableArray<ToolSetting> Settings => [.. found.Values.OrderBy(setting => setting.Name, StringComparer.Ordinal)];

    /// <summary>Whether the file is one of the tool; a file that several share may hold nothing of it.</summary>
    public bool IsMeant { get; set; } = true;

    /// <summary>Takes a setting.</summary>
    /// <param name="name">The name, without what stands before it.</param>
    /// <param name="value">The value, as the tool sees it; null where only the environment says it.</param>
    /// <param name="at">Where it is written.</param>
    public void Add(string name, string? value, Region at)
    {
        var whole = $"{prefix} {name}";
        found[whole] = new ToolSetting(whole, value?.Length > Longest ? null : value, new Place(path, at));
    }

    /// <summary>Takes the address of a registry, without the names, passwords and paths in it, which may hold what nobody else should see.</summary>
    /// <param name="name">The name, without what stands before it.</param>
    /// <param name="value">The address, as written.</param>
    /// <param name="at">Where it is written.</param>
    public void AddAddress(string name, string? value, Region at) =>
        Add(name, Uri.TryCreate(value, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) ? $"{address.Scheme}://{address.Authority}" : null, at);
}
