using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.Manifests.Native;

/// <summary>The submodules of a repository, <c>.gitmodules</c>, as far as vcpkg is one: the commit of it, which git keeps, decides about versions.</summary>
/// <remarks>Source: https://git-scm.com/docs/gitmodules.</remarks>
internal sealed class GitModules : ManifestFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Vcpkg;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => path is ".gitmodules";

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        using var reader = file.Reader();
        var settings = ImmutableArray.CreateBuilder<ToolSetting>();
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || line.AsSpan(0, equals).Trim() is not "url")
            {
                continue;
            }

            var address = line[(equals + 1)..].Trim();
            var start = line.IndexOf(address, equals, StringComparison.Ordinal);
            if (Name(address) is "vcpkg")
            {
                settings.Add(new ToolSetting(NativeSettings.Submodule + "vcpkg", address, new Place(file.Path, new Region(number, start + 1, number, start + address.Length + 1))));
            }
        }

        return settings.Count == 0 ? null : new ManifestFacts { Ecosystem = Ecosystem.Vcpkg, NamesTool = true, IsAside = true, Settings = settings.DrainToImmutable() };
    }

    private static ReadOnlySpan<char> Name(string address)
    {
        var name = address.AsSpan().TrimEnd('/');
        name = name[(name.LastIndexOfAny('/', ':') + 1)..];
        return name.EndsWith(".git") ? name[..^4] : name;
    }
}
