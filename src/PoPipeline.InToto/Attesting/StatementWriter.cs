using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using PoPipeline.InToto.Metadata;

namespace PoPipeline.InToto.Attesting;

/// <summary>Writes statements. The same statement is the same bytes.</summary>
public static class StatementWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Says the result of tests of artifacts.</summary>
    /// <param name="subjects">The artifacts, each with a digest.</param>
    /// <param name="result">The result.</param>
    /// <returns>UTF-8.</returns>
    public static byte[] Write(ImmutableArray<Resource> subjects, TestResultPredicate result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Write(subjects, TestResultPredicate.PredicateType, writer => Write(writer, result));
    }

    /// <summary>Says the result of tests without what it is about, which whoever signs it adds.</summary>
    /// <param name="result">The result.</param>
    /// <returns>UTF-8.</returns>
    public static byte[] WritePredicate(TestResultPredicate result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Write(writer => Write(writer, result));
    }

    /// <summary>Says what was verified of artifacts.</summary>
    /// <param name="subjects">The artifacts, each with a digest.</param>
    /// <param name="summary">What was verified.</param>
    /// <returns>UTF-8.</returns>
    public static byte[] Write(ImmutableArray<Resource> subjects, VerificationSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return Write(subjects, VerificationSummary.PredicateType, writer =>
        {
            writer.WriteStartObject("verifier");
            writer.WriteString("id", summary.Verifier);
            Write(writer, "policies", summary.Policies);
            writer.WriteEndObject();
            writer.WriteString("timeCreated", summary.Time.UtcDateTime.ToString(LayoutReader.TimeFormat, CultureInfo.InvariantCulture));
            Write(writer, "properties", summary.Properties);
        });
    }

    private static byte[] Write(ImmutableArray<Resource> subjects, string type, Action<Utf8JsonWriter> predicate)
    {
        if (subjects.IsDefaultOrEmpty || subjects.Any(subject => subject.Digests.IsEmpty))
        {
            throw new ArgumentException("A statement is about artifacts, each of which has a digest.", nameof(subjects));
        }

        return Write(writer =>
        {
            writer.WriteString("_type", Statement.Version1);
            Write(writer, "subject", subjects);
            writer.WriteString("predicateType", type);
            writer.WriteStartObject("predicate");
            predicate(writer);
            writer.WriteEndObject();
        });
    }

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        members(writer);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, TestResultPredicate result)
    {
        writer.WriteString("result", result.Outcome.ToString().ToUpperInvariant());
        Write(writer, "configuration", result.Configuration);
        if (result.Url is { } url)
        {
            writer.WriteString("url", url);
        }

        if (result.Time is { } time)
        {
            writer.WriteString("timestamp", time.UtcDateTime.ToString(LayoutReader.TimeFormat, CultureInfo.InvariantCulture));
        }

        Write(writer, "passedTests", result.Passed);
        Write(writer, "warnedTests", result.Warned);
        Write(writer, "failedTests", result.Failed);
        writer.WriteNumber("successes", result.Successes ?? result.Passed.Length);
        writer.WriteNumber("warnings", result.Warnings ?? result.Warned.Length);
        writer.WriteNumber("failures", result.Failures ?? result.Failed.Length);
    }

    private static void Write(Utf8JsonWriter writer, string name, ImmutableArray<Resource> resources)
    {
        writer.WriteStartArray(name);
        foreach (var resource in resources)
        {
            writer.WriteStartObject();
            if (resource.Name is { } called)
            {
                writer.WriteString("name", called);
            }

            if (resource.Uri is { } uri)
            {
                writer.WriteString("uri", uri);
            }

            if (!resource.Digests.IsEmpty)
            {
                writer.WriteStartObject("digest");
                foreach (var (algorithm, digest) in resource.Digests)
                {
                    writer.WriteString(algorithm, digest);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, ImmutableArray<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
