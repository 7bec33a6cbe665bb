using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Build.Advisories;

/// <summary>Writes the data file of advisories: always the same for the same content.</summary>
internal static class AdvisoriesText
{
    private const string About =
        "Made by the target 'Advisories' of the build: what databases published on actions and reusable workflows. Ids, versions and summaries are from the GitHub Advisory Database (CC BY 4.0), "
        + "commits of releases from the data models of CodeQL (MIT). What that means for a pipeline stands in notes.json.";

    private static readonly ImmutableArray<string> Sources = ["https://github.com/github/advisory-database", "https://github.com/github/codeql"];

    /// <summary>Writes it.</summary>
    /// <param name="asOf">The day of what is newest in it.</param>
    /// <param name="components">The components, in any order.</param>
    public static string Write(string asOf, IEnumerable<AdvisedComponent> components)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("about", About);
            Write(json, "sources", Sources);
            json.WriteString("asOf", asOf);
            json.WriteStartObject("components");
            foreach (var component in components.OrderBy(component => component.Name, StringComparer.Ordinal))
            {
                json.WriteStartArray(component.Name);
                foreach (var advisory in component.Advisories.OrderBy(advisory => advisory.Id, StringComparer.Ordinal))
                {
                    Write(json, advisory);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, Advisory advisory)
    {
        json.WriteStartObject();
        json.WriteString("id", advisory.Id);
        Write(json, "aliases", advisory.Aliases.Order(StringComparer.Ordinal));
        json.WriteString("summary", advisory.Summary);
        json.WriteString("severity", $"{advisory.Severity}");
        if (!advisory.Ranges.IsEmpty)
        {
            json.WriteStartArray("ranges");
            foreach (var range in advisory.Ranges)
            {
                json.WriteStartObject();
                Write(json, "from", range.From);
                Write(json, "fixed", range.Fixed);
                Write(json, "last", range.Last);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        Write(json, "versions", advisory.Versions.Order(StringComparer.Ordinal));
        Write(json, "commits", advisory.Commits.Order(StringComparer.Ordinal));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        ImmutableArray<string> all = [.. values];
        if (all.IsEmpty)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in all)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
