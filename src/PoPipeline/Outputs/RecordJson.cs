using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Outputs;

/// <summary>The parts of records that every JSON of ours writes alike.</summary>
internal static class RecordJson
{
    /// <summary>Writes somebody as a member; null where there is nobody.</summary>
    public static void WritePerson(this Utf8JsonWriter json, string name, Person? person)
    {
        json.WritePropertyName(name);
        if (person is null)
        {
            json.WriteNullValue();
            return;
        }

        WritePerson(json, person);
    }

    /// <summary>Writes people as a member.</summary>
    public static void WritePeople(this Utf8JsonWriter json, string name, ImmutableArray<Person> people)
    {
        json.WriteStartArray(name);
        foreach (var person in people)
        {
            WritePerson(json, person);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes what was tampered with as a member.</summary>
    public static void WriteTamperings(this Utf8JsonWriter json, string name, ImmutableArray<Tampering> tamperings)
    {
        json.WriteStartArray(name);
        foreach (var tampering in tamperings)
        {
            json.WriteStartObject();
            json.WriteString("subject", tampering.Subject);
            json.WriteString("what", tampering.What);
            json.WriteString("url", tampering.Url);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePerson(Utf8JsonWriter json, Person person)
    {
        json.WriteStartObject();
        json.WriteString("id", person.Id);
        json.WriteString("name", person.Name);
        json.WriteEndObject();
    }
}
