using Microsoft.CodeAnalysis.Sarif;
using PoPipeline.Escaping;
using Model = PoPipeline.Rules.Model;

namespace PoPipeline.Outputs.Sarif;

/// <summary>Places in files, as SARIF writes them: relative to the root of the repository, wherever that lies on a machine.</summary>
internal static class SarifPlaces
{
    /// <summary>The name under which SARIF tools know the root of the sources.</summary>
    public const string Root = "%SRCROOT%";

    public static ArtifactLocation FileOf(string path) => new() { Uri = new Uri(Untrusted.UriPath(path), UriKind.Relative), UriBaseId = Root };

    public static PhysicalLocation PhysicalOf(Model.Place place) => new() { ArtifactLocation = FileOf(place.Path), Region = PlaceOf(place.Region) };

    public static Location LocationOf(Model.Place place) => new() { PhysicalLocation = PhysicalOf(place) };

    public static Region PlaceOf(Model.Region region) => new()
    {
        StartLine = region.StartLine,
        StartColumn = region.StartColumn,
        EndLine = region.EndLine,
        EndColumn = region.EndColumn,
    };
}
