using System.Text.Json;
using PoPipeline.Escaping;
using PoPipeline.InToto.Metadata;
using PoPipeline.InToto.Verifying;
using PoPipeline.Outputs.Terminal;

namespace PoPipeline.Queries;

/// <summary>Writes what verifying attestations came to.</summary>
public static class AttestationText
{
    /// <summary>Writes it for people.</summary>
    /// <param name="file">The file.</param>
    /// <param name="results">What it came to, of each attestation of the file.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteText(string file, IReadOnlyList<JudgedAttestation> results, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteLine($"File       {file}");
        foreach (var judged in results)
        {
            var result = judged.Result;
            writer.WriteLine($"State      {VerificationText.NameOf(result.State)}{(result.Reason is { } reason ? $": {reason}" : judged.IsAboutOthers ? ", and not about what was asked for" : "")}");
            if (result.Place is { } place)
            {
                writer.WriteLine($"At         {file}:{place.Line}:{place.Column}");
            }

            // What nobody vouches for is not shown as if somebody did.
            if (result is { State: VerificationState.Verified, Statement: { } statement })
            {
                writer.WriteLine($"Signed     {string.Join(", ", result.Signers)}");
                foreach (var subject in statement.Subjects)
                {
                    writer.WriteLine($"Subject    {NameOf(subject)}");
                }

                writer.WriteLine($"Says       {statement.PredicateType}");
                writer.WriteLine($"           {statement.Predicate ?? "nothing that can be shown"}");
            }

            foreach (var missing in judged.Missing)
            {
                writer.WriteLine($"Not about  {missing}");
            }
        }
    }

    /// <summary>Writes it as a JSON object: file, and attestations (state, reason, line, column, signers, subjects, predicateType, predicate, notAbout).</summary>
    /// <param name="file">The file.</param>
    /// <param name="results">What it came to, of each attestation of the file.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteJson(string file, IReadOnlyList<JudgedAttestation> results, TerminalWriter writer) => JsonLines.Write(writer, json =>
    {
        json.WriteStartObject();
        json.WriteString("file", file);
        json.WriteStartArray("attestations");
        foreach (var judged in results)
        {
            Write(json, judged);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, JudgedAttestation judged)
    {
        var result = judged.Result;
        json.WriteStartObject();
        json.WriteString("state", VerificationText.NameOf(result.State));
        json.WriteString("reason", result.Reason);
        VerificationText.Write(json, result.Place);
        json.WriteTexts("signers", result.Signers);
        if (result is { State: VerificationState.Verified, Statement: { } statement })
        {
            json.WriteStartArray("subjects");
            foreach (var subject in statement.Subjects)
            {
                Write(json, subject);
            }

            json.WriteEndArray();
            json.WriteString("predicateType", statement.PredicateType);
            json.WritePropertyName("predicate");
            if (statement.Predicate is { } predicate)
            {
                json.WriteRawValue(Escaped(predicate), skipInputValidation: true);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteTexts("notAbout", judged.Missing);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Resource subject)
    {
        json.WriteStartObject();
        json.WriteString("name", subject.Name);
        json.WriteString("uri", subject.Uri);
        json.WriteStartObject("digest");
        foreach (var (algorithm, digest) in subject.Digests)
        {
            json.WriteString(algorithm, digest);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    // Canonical JSON has line breaks in its texts as they are, and none elsewhere.
    private static string Escaped(string canonical) =>
        !canonical.Any(char.IsControl) ? canonical : string.Concat(canonical.Select(character => char.IsControl(character) ? $"\\u{(int)character:x4}" : $"{character}"));

    private static string NameOf(Resource resource) =>
        $"{resource.Name ?? resource.Uri ?? "without a name"} {string.Join(", ", resource.Digests.Select(digest => $"{digest.Key}:{digest.Value}"))}";
}
