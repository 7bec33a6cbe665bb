using System.Text.Json;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Outputs.Sarif;

/// <summary>Edits that mend a finding, as fixes of SARIF.</summary>
internal static class SarifFixes
{
    /// <summary>Writes a fix, with one change a file.</summary>
    public static void WriteFixes(this Utf8JsonWriter json, Fix fix)
    {
        json.WriteStartArray("fixes");
        json.WriteStartObject();
        json.WriteMessage("description", fix.Description);
        json.WriteStartArray("artifactChanges");
        foreach (var file in fix.Edits.GroupBy(edit => edit.Place.Path, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteFile(file.Key);
            json.WriteStartArray("replacements");
            foreach (var edit in file)
            {
                Write(json, edit);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Edit edit)
    {
        json.WriteStartObject();
        json.WriteRegion("deletedRegion", edit.Place.Region);
        if (edit.Text.Length > 0)
        {
            json.WriteText("insertedContent", edit.Text);
        }

        json.WriteEndObject();
    }
}
