using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.Manifests;

/// <summary>The versions that projects of NuGet take from one place: <c>Directory.Packages.props</c>.</summary>
/// <remarks>Source: https://learn.microsoft.com/nuget/consume-packages/central-package-management.</remarks>
internal sealed class PackagesProps : ManifestFormat
{
    /// <summary>What it is called.</summary>
    public const string FileName = "Directory.Packages.props";

    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.NuGet;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is FileName;

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file) => new() { Ecosystem = Ecosystem.NuGet, IsAside = true };
}
