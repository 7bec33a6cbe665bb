using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Sources.Pipelines;

namespace PoPipeline.Outputs.Terminal;

/// <summary>The report for programs: the gate, tasks, rules and findings as one JSON object.</summary>
internal static class JsonReport
{
    private const string Schema = "popipeline-report/1";

    public static void Write(Assessment assessment, ConsoleOptions options, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, JsonText.Options);
        var gate = BuildGate.Judge(assessment, options.FailOn);
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("version", Product.Version);
        json.WriteString("observedAt", assessment.Snapshot.ObservedAt.UtcDateTime);
        if (assessment.Snapshot.Part is { } part)
        {
            json.WriteString("part", part.Path);
        }

        if (assessment.Snapshot.Platforms is { } platforms)
        {
            json.WriteStartArray("platforms");
            foreach (var platform in platforms.All)
            {
                json.WriteStringValue(PipelineSystem.NameOf(platform));
            }

            json.WriteEndArray();
        }

        json.WriteStartObject("gate");
        json.WriteNumber("exitCode", (int)gate.Code);
        json.WriteString("reason", gate.Reason);
        json.WriteEndObject();
        WriteTasks(json, assessment);
        WriteRules(json, assessment);
        WriteFindings(json, assessment);
        WriteRecords(json, assessment.Snapshot.Records);
        json.WriteEndObject();
    }

    private static void WriteTasks(Utf8JsonWriter json, Assessment assessment)
    {
        json.WriteStartArray("tasks");
        foreach (var task in TaskOutcome.Of(assessment))
        {
            json.WriteStartObject();
            json.WriteString("task", task.Task);
            json.WriteString("title", task.Title);
            json.WriteString("verdict", TaskOutcome.Words(task.Verdict));
            json.WriteNumber("open", task.Open);
            json.WriteNumber("accepted", task.Accepted);
            json.WriteNumber("gaps", task.Gaps);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRules(Utf8JsonWriter json, Assessment assessment)
    {
        json.WriteStartArray("rules");
        foreach (var judgement in assessment.Judgements)
        {
            json.WriteStartObject();
            json.WriteString("id", judgement.Rule.Id);
            json.WriteString("name", judgement.Rule.Name);
            json.WriteString("task", judgement.Rule.Task);
            json.WriteString("verdict", WordOf(judgement.Verdict.Kind));
            json.WriteString("reason", judgement.Verdict.Reason);
            if (judgement.Verdict.Hidden > 0)
            {
                json.WriteNumber("hygieneLeftOut", judgement.Verdict.Hidden);
            }

            WriteGaps(json, judgement.Verdict.Gaps);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFindings(Utf8JsonWriter json, Assessment assessment)
    {
        json.WriteStartArray("findings");
        foreach (var finding in assessment.Findings)
        {
            var place = finding.Finding.Place;
            json.WriteStartObject();
            json.WriteString("rule", finding.Rule.Id);
            json.WriteString("severity", Severities.Word(finding.Severity));
            json.WriteString("path", place.Path);
            json.WriteNumber("startLine", place.Region.StartLine);
            json.WriteNumber("startColumn", place.Region.StartColumn);
            json.WriteNumber("endLine", place.Region.EndLine);
            json.WriteNumber("endColumn", place.Region.EndColumn);
            if (finding.Finding.Setting is { } setting)
            {
                json.WriteString("setting", setting.Name);
                json.WriteString("url", setting.Url);
            }

            json.WriteString("message", finding.Finding.Message);
            json.WriteString("fingerprint", finding.Fingerprint);
            json.WriteBoolean("open", finding.IsOpen);
            json.WriteBoolean("fixable", finding.Finding.Fix is not null);
            if (finding.Suppression is { } suppression)
            {
                json.WriteStartObject("exception");
                json.WriteBoolean("accepted", suppression.Accepted);
                if (suppression.Until is { } until)
                {
                    json.WriteString("until", until.ToString("yyyy-MM-dd"));
                }

                json.WriteString("justification", suppression.Justification);
                if (suppression.Refusal is { } refusal)
                {
                    json.WriteString("notInForce", $"it {refusal}");
                }

                json.WriteBoolean("underReview", suppression.UnderReview);
                json.WriteBoolean("inSource", suppression.InSource);
                json.WriteEndObject();
            }

            if (finding.Record is { } record)
            {
                WriteRecord(json, record);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRecord(Utf8JsonWriter json, RecordedDecision record)
    {
        json.WriteStartObject("record");
        json.WriteString("digest", record.Digest);
        json.WriteString("state", RecordWords.Word(record.State));
        json.WriteString("why", record.Why);
        json.WriteString("issue", record.Issue);
        json.WriteString("url", record.Url);
        json.WritePerson("owner", record.Requester);
        json.WritePeople("approvers", record.Approvers);
        if (record.Until is { } until)
        {
            json.WriteString("until", until.ToString("yyyy-MM-dd"));
        }

        json.WriteEndObject();
    }

    private static void WriteRecords(Utf8JsonWriter json, Records records)
    {
        json.WriteStartObject("records");
        json.WriteTamperings("tamperings", records.Tamperings);
        WriteGaps(json, records.Gaps);
        json.WriteEndObject();
    }

    private static void WriteGaps(Utf8JsonWriter json, ImmutableArray<Gap> gaps)
    {
        json.WriteStartArray("gaps");
        foreach (var gap in gaps)
        {
            json.WriteStartObject();
            json.WriteString("subject", gap.Subject);
            json.WriteString("reason", gap.Reason);
            json.WriteBoolean("failed", gap.Failed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string WordOf(VerdictKind kind) => kind switch
    {
        VerdictKind.Pass => "pass",
        VerdictKind.Fail => "fail",
        VerdictKind.NotApplicable => "notApplicable",
        _ => "unknown",
    };
}
