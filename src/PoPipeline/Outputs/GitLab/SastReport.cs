using System.Text.Json;
using PoPipeline.Escaping;
using PoPipeline.Outputs.Sarif;
using PoPipeline.Rules.Model;

namespace PoPipeline.Outputs.GitLab;

/// <summary>
/// GitLab's SAST report, schema 15.2.1. Open findings only, with what was decided on them: the format cannot say that a risk is accepted,
/// so an exception in force is a message of the scan. What could not be looked at, or was tampered with, makes the scan a failure, so
/// that GitLab does not take missing vulnerabilities for mended ones.
/// </summary>
internal sealed class SastReport : IReport
{
    private const string Schema = "15.2.1";
    private const int NameLength = 255;
    private const int SolutionLength = 7000;

    /// <inheritdoc/>
    public string Name => "gitlab-sast";

    /// <inheritdoc/>
    public string FileName => "gl-sast-report.json";

    /// <inheritdoc/>
    public string Readers => $"GitLab's vulnerability report, schema {Schema}";

    /// <inheritdoc/>
    public void Write(Assessment assessment, ReportOptions options, Stream stream)
    {
        var gaps = assessment.Judgements.SelectMany(judgement => judgement.Verdict.Gaps, (judgement, gap) => (judgement.Rule, Gap: gap)).ToList();
        using var json = new Utf8JsonWriter(stream, JsonText.Options);
        json.WriteStartObject();
        json.WriteString("version", Schema);
        WriteScan(json, assessment, options, gaps);
        json.WriteStartArray("vulnerabilities");
        foreach (var finding in assessment.Findings.Where(finding => finding.IsOpen))
        {
            WriteVulnerability(json, finding, assessment.Snapshot);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteScan(Utf8JsonWriter json, Assessment assessment, ReportOptions options, List<(Rule Rule, Gap Gap)> gaps)
    {
        var snapshot = assessment.Snapshot;
        var messages = MessagesOf(assessment, gaps);
        var isWhole = BuildGate.Unseen(snapshot) is null && !gaps.Exists(gap => gap.Gap.Failed) && snapshot.Records.Tamperings.IsEmpty && !snapshot.Records.Gaps.Any(gap => gap.Failed);
        var time = snapshot.ObservedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss");
        json.WriteStartObject("scan");
        WriteTool(json, "analyzer", options);
        WriteTool(json, "scanner", options);
        json.WriteString("type", "sast");
        json.WriteString("start_time", time);
        json.WriteString("end_time", time);
        json.WriteString("status", isWhole ? "success" : "failure");
        if (messages.Count > 0)
        {
            json.WriteStartArray("messages");
            foreach (var (level, text) in messages)
            {
                json.WriteStartObject();
                json.WriteString("level", level);
                json.WriteString("value", Untrusted.Plain(text));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static List<(string Level, string Text)> MessagesOf(Assessment assessment, List<(Rule Rule, Gap Gap)> gaps) =>
    [
        .. PartWords.Of(assessment.Snapshot) is { } part ? [("info", part)] : ((string, string)[])[],
        .. assessment.Snapshot.Records.Tamperings.Select(tampering => ("fatal", SarifResults.Describe(tampering))),
        .. assessment.Snapshot.Records.Gaps.Select(gap => ("warn", $"The records could not be read in full: '{gap.Subject}': {gap.Reason}")),
        .. gaps.Select(pair => ("warn", $"{pair.Rule.Id} could not look at '{pair.Gap.Subject}': {pair.Gap.Reason}")),
        .. assessment.Findings.Where(finding => !finding.IsOpen).Select(finding => ("info", $"{finding.Rule.Id} at {finding.Finding.Place} is accepted{UntilOf(finding)}: {finding.Suppression?.Justification}")),
    ];

    private static string UntilOf(AssessedFinding finding) =>
        $"{(finding.Suppression?.Until is { } until ? $" until {until:yyyy-MM-dd}" : "")}{(finding.Suppression?.Record is { } record ? $", approved by {RecordWords.Names(record.Approvers)}{RecordWords.Of(record)}" : "")}";

    private static void WriteTool(Utf8JsonWriter json, string name, ReportOptions options)
    {
        json.WriteStartObject(name);
        json.WriteString("id", "popipeline");
        json.WriteString("name", "PoPipeline");
        json.WriteString("url", Product.Home);
        json.WriteString("version", options.Version);
        json.WriteStartObject("vendor");
        json.WriteString("name", "PoPipeline");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteVulnerability(Utf8JsonWriter json, AssessedFinding finding, Snapshot snapshot)
    {
        var rule = finding.Rule;
        var region = finding.Finding.Place.Region;
        json.WriteStartObject();
        json.WriteString("id", finding.Fingerprint);
        json.WriteString("name", Untrusted.Cut(RulePages.TitleOf(rule), NameLength));
        json.WriteString("description", Untrusted.Markdown(finding.Finding.Message));
        json.WriteString("severity", finding.Severity.ToString());
        if (finding.Finding.Fix is { } fix)
        {
            json.WriteString("solution", Untrusted.Cut(Untrusted.Plain(fix.Description), SolutionLength));
        }

        json.WriteStartArray("identifiers");
        WriteIdentifier(json, "popipeline_rule", rule.Id, rule.Id, rule.Help.AbsoluteUri);
        foreach (var weakness in rule.Weaknesses)
        {
            WriteIdentifier(json, "cwe", $"CWE-{weakness}", $"{weakness}", Cwe.PageOf(weakness).AbsoluteUri);
        }

        json.WriteEndArray();
        json.WriteStartObject("location");
        json.WriteString("file", finding.Finding.Place.Path);
        json.WriteNumber("start_line", region.StartLine);
        json.WriteNumber("end_line", region.EndLine);
        json.WriteEndObject();
        json.WriteStartArray("links");
        WriteLink(json, $"{rule.Id}: what it demands, and how to meet it", rule.Help.AbsoluteUri);
        if (finding.Record is { } record && WebLinks.Of(record.Url) is { } address)
        {
            WriteLink(json, "The request for an exception", address.AbsoluteUri);
        }

        json.WriteEndArray();
        WriteDetails(json, finding, RecordWords.Sentence(finding, snapshot));
        json.WriteEndObject();
    }

    private static void WriteIdentifier(Utf8JsonWriter json, string type, string name, string value, string url)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("name", name);
        json.WriteString("value", value);
        json.WriteString("url", url);
        json.WriteEndObject();
    }

    private static void WriteLink(Utf8JsonWriter json, string name, string url)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("url", url);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string id, string name, string value)
    {
        json.WriteStartObject(id);
        json.WriteString("name", name);
        json.WriteString("type", "text");
        json.WriteString("value", value);
        json.WriteEndObject();
    }

    private static void WriteDetails(Utf8JsonWriter json, AssessedFinding finding, string decision)
    {
        json.WriteStartObject("details");
        WriteText(json, "ssdf_task", "SSDF task", $"{finding.Rule.Task} {Ssdf.TitleOf(finding.Rule.Task)}");
        if (decision.Length > 0)
        {
            WriteText(json, "exception", "Exception", Untrusted.Plain(decision));
        }

        if (finding.Finding.Related.Length > 0)
        {
            json.WriteStartObject("related");
            json.WriteString("name", "Related places");
            json.WriteString("type", "list");
            json.WriteStartArray("items");
            foreach (var related in finding.Finding.Related)
            {
                json.WriteStartObject();
                json.WriteString("type", "file-location");
                json.WriteString("file_name", related.Place.Path);
                json.WriteNumber("line_start", related.Place.Region.StartLine);
                json.WriteNumber("line_end", related.Place.Region.EndLine);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
