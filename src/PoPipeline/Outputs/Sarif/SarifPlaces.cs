using System.Text.Json;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model;

namespace PoPipeline.Outputs.Sarif;

/// <summary>Places in files, as SARIF writes them: relative to the root of the repository, wherever that lies on a machine.</summary>
internal static class SarifPlaces
{
    /// <summary>The name under which SARIF tools know the root of the sources.</summary>
    public const string Root = "%SRCROOT%";

    /// <summary>Writes which file.</summary>
    public static void WriteFile(this Utf8JsonWriter json, string path)
    {
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", Untrusted.UriPath(path));
        json.WriteString("uriBaseId", Root);
        json.WriteEndObject();
    }

    /// <summary>Writes where in a file.</summary>
    public static void WriteRegion(this Utf8JsonWriter json, string name, Region region)
    {
        json.WriteStartObject(name);
        json.WriteNumber("startLine", region.StartLine);
        json.WriteNumber("startColumn", region.StartColumn);
        json.WriteNumber("endLine", region.EndLine);
        json.WriteNumber("endColumn", region.EndColumn);
        json.WriteEndObject();
    }

    /// <summary>Writes a place, as a member of a location.</summary>
    public static void WritePlace(this Utf8JsonWriter json, Place place)
    {
        json.WriteStartObject("physicalLocation");
        json.WriteFile(place.Path);
        json.WriteRegion("region", place.Region);
        json.WriteEndObject();
    }

    /// <summary>Writes the one location of something, at a place, of a thing that is no file, or both.</summary>
    public static void WriteLocations(this Utf8JsonWriter json, Place? place, string? resource = null)
    {
        json.WriteStartArray("locations");
        json.WriteStartObject();
        if (place is { } physical)
        {
            json.WritePlace(physical);
        }

        if (resource is not null)
        {
            json.WriteStartArray("logicalLocations");
            json.WriteStartObject();
            json.WriteString("fullyQualifiedName", resource);
            json.WriteString("kind", "resource");
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }
}
