using System.Globalization;
using System.Text.Json;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Outputs.Sarif;

/// <summary>The small parts that are alike all over SARIF.</summary>
internal static class SarifJson
{
    // What is written stays in memory up to here, however many results there are.
    private const int Kept = 32 * 1024;

    /// <summary>Begins the next of several: what is written so far is sent on where it is much.</summary>
    public static void WriteNext(this Utf8JsonWriter json)
    {
        if (json.BytesPending > Kept)
        {
            json.Flush();
        }

        json.WriteStartObject();
    }

    /// <summary>Writes a text that is an object of its own.</summary>
    public static void WriteText(this Utf8JsonWriter json, string name, string text, string? markdown = null)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        if (markdown is not null)
        {
            json.WriteString("markdown", markdown);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a text of others as a message.</summary>
    public static void WriteMessage(this Utf8JsonWriter json, string name, string text) => json.WriteText(name, Untrusted.SarifMessage(text));

    /// <summary>Writes an address as it was given; a path of a machine is none.</summary>
    public static void WriteAddress(this Utf8JsonWriter json, string name, Uri address)
    {
        var isPath = address is { IsAbsoluteUri: true, IsFile: true } && !address.OriginalString.StartsWith("file:", StringComparison.Ordinal);
        json.WriteString(name, isPath ? address.AbsoluteUri : address.OriginalString);
    }

    /// <summary>Writes a moment.</summary>
    public static void WriteTime(this Utf8JsonWriter json, string name, DateTime time) => json.WriteString(name, time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    /// <summary>Writes the level that goes with a severity.</summary>
    public static void WriteLevel(this Utf8JsonWriter json, Severity severity) => json.WriteString("level", SarifRules.LevelOf(severity));

    /// <summary>Writes a reference to a descriptor of the driver.</summary>
    public static void WriteReference(this Utf8JsonWriter json, string name, (string Id, int Index) descriptor)
    {
        json.WriteStartObject(name);
        json.WriteString("id", descriptor.Id);
        json.WriteNumber("index", descriptor.Index);
        json.WriteEndObject();
    }
}
