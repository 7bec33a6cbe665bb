using System.Globalization;
using System.Text.Json;
using PoPipeline.Escaping;
using PoPipeline.InToto.Verifying;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;
using Place = PoPipeline.InToto.Place;

namespace PoPipeline.Queries;

/// <summary>Writes what verifying a supply chain came to.</summary>
public static class VerificationText
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const int Indent = 2;

    /// <summary>A value of an enumeration as programs read it: <c>verified-without-inspections</c>.</summary>
    /// <param name="value">The value.</param>
    public static string NameOf(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName($"{value}");

    /// <summary>Writes it for people.</summary>
    /// <param name="result">What it came to.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteText(VerificationResult result, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(writer);
        var signers = result.Signers.IsEmpty ? "by none of the given keys" : string.Join(", ", result.Signers);
        writer.WriteLine($"Layout     {result.File}");
        writer.WriteLine($"State      {NameOf(result.State)}: {MeaningOf(result.State)}{(result.Warnings.IsEmpty ? "" : $"; {Counted.Of(result.Warnings.Length, "warning")} below")}");
        writer.WriteLine($"Signed     {signers}");
        if (result.Layout is { } layout)
        {
            writer.WriteLine($"Expires    {layout.Expires.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}");
        }

        if (result.Failure is { } failure)
        {
            writer.WriteLine($"");
            writer.WriteLine($"{At(failure.File, failure.Place)}  {NameOf(failure.Kind)}{(failure.Step is { } step ? $" of the step '{step}'" : "")}");
            if (failure.Rule is { } rule)
            {
                writer.WriteLine($"  {rule}");
            }

            writer.WriteLine($"  {failure.Reason}");
        }

        WriteSteps(result, writer, indent: 0);
        if (!result.NotExecuted.IsEmpty)
        {
            writer.WriteLine($"");
            writer.WriteLine($"Not executed, and their rules not judged: {string.Join(", ", result.NotExecuted)}");
        }

        foreach (var warning in result.Warnings)
        {
            writer.WriteLine($"");
            writer.WriteLine($"Warning: {At(warning.File, warning.Place)}  {warning.Text}");
        }
    }

    /// <summary>Writes it as a JSON object: layout, state, signers, expires, failure, steps, notExecuted, warnings.</summary>
    /// <param name="result">What it came to.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteJson(VerificationResult result, TerminalWriter writer) => JsonLines.Write(writer, json => Write(json, result));

    private static void WriteSteps(VerificationResult result, TerminalWriter writer, int indent)
    {
        var margin = new string(' ', indent);
        foreach (var step in result.Steps)
        {
            if (indent == 0)
            {
                writer.WriteLine($"");
            }

            writer.WriteLine($"{margin}Step '{step.Step}'  {step.Counted} of {step.Threshold}  {At(result.File, step.Place)}");
            foreach (var link in step.Links)
            {
                writer.WriteLine($"{margin}  {NameOf(link.Standing)}  {link.File}  key {link.KeyId}{(link.Note is { } note ? $": {note}" : "")}");
                if (link.Sublayout is { } sublayout)
                {
                    writer.WriteLine($"{margin}    a layout: {NameOf(sublayout.State)}");
                    WriteSteps(sublayout, writer, indent + Indent + Indent);
                }
            }
        }
    }

    private static void Write(Utf8JsonWriter json, VerificationResult result)
    {
        json.WriteStartObject();
        json.WriteString("layout", result.File);
        json.WriteString("state", NameOf(result.State));
        json.WriteTexts("signers", result.Signers);
        json.WriteString("expires", result.Layout?.Expires.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
        if (result.Failure is { } failure)
        {
            json.WriteStartObject("failure");
            json.WriteString("kind", NameOf(failure.Kind));
            json.WriteString("reason", failure.Reason);
            json.WriteString("step", failure.Step);
            json.WriteString("rule", failure.Rule);
            Write(json, failure.File, failure.Place);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("failure");
        }

        json.WriteStartArray("steps");
        foreach (var step in result.Steps)
        {
            Write(json, result.File, step);
        }

        json.WriteEndArray();
        json.WriteTexts("notExecuted", result.NotExecuted);
        json.WriteStartArray("warnings");
        foreach (var warning in result.Warnings)
        {
            json.WriteStartObject();
            json.WriteString("text", warning.Text);
            Write(json, warning.File, warning.Place);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string file, StepEvidence step)
    {
        json.WriteStartObject();
        json.WriteString("name", step.Step);
        json.WriteNumber("threshold", step.Threshold);
        json.WriteNumber("counted", step.Counted);
        Write(json, file, step.Place);
        json.WriteStartArray("links");
        foreach (var link in step.Links)
        {
            json.WriteStartObject();
            json.WriteString("file", link.File);
            json.WriteString("keyId", link.KeyId);
            json.WriteString("standing", NameOf(link.Standing));
            json.WriteString("note", link.Note);
            json.WritePropertyName("sublayout");
            if (link.Sublayout is { } sublayout)
            {
                Write(json, sublayout);
            }
            else
            {
                json.WriteNullValue();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Where an envelope is around it, the place that people look for is the one in its payload.
    private static void Write(Utf8JsonWriter json, string file, Place? place)
    {
        json.WriteString("file", file);
        Write(json, place);
        if (place?.InPayload is { } inner)
        {
            json.WriteNumber("payloadLine", inner.Line);
            json.WriteNumber("payloadColumn", inner.Column);
        }
    }

    /// <summary>Writes <c>line</c> and <c>column</c>, null where it is no one place.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="place">The place.</param>
    internal static void Write(Utf8JsonWriter json, Place? place)
    {
        foreach (var (name, number) in new[] { ("line", place?.Line), ("column", place?.Column) })
        {
            if (number is { } known)
            {
                json.WriteNumber(name, known);
            }
            else
            {
                json.WriteNull(name);
            }
        }
    }

    private static string At(string file, Place? place) => place is null ? file
        : $"{file}:{place.Line}:{place.Column}{(place.InPayload is { } inner ? $" (of its payload {inner.Line}:{inner.Column})" : "")}";

    /// <summary>What a state means, as a clause.</summary>
    /// <param name="state">The state.</param>
    internal static string MeaningOf(VerificationState state) => state switch
    {
        VerificationState.Absent => "there is nothing to verify",
        VerificationState.Unparsable => "a file cannot be read, or does not hold what it should",
        VerificationState.NoTrustRoot => "no key that was given could vouch for it",
        VerificationState.TooMuchWork => "it takes more work than is done",
        VerificationState.Failed => "a signature, a link or a rule fails",
        VerificationState.Expired => "the layout is signed, and has expired",
        VerificationState.VerifiedWithoutInspections => "all of it holds, but for the inspections, which are never executed",
        _ => "all of it holds",
    };
}
