using System.Text.Json;
using PoPipeline.Escaping;
using PoPipeline.Outputs.Sarif;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Outputs.GitLab;

/// <summary>
/// GitLab's Code Quality report, the one that every tier of GitLab shows in a merge request. Open findings only, with what was decided on
/// them in words, what was tampered with, and what could not be evaluated: the format knows no exception.
/// </summary>
internal sealed class CodeQualityReport : IReport
{
    private const string Notice = "info";

    /// <inheritdoc/>
    public string Name => "gitlab-codequality";

    /// <inheritdoc/>
    public string FileName => "gl-code-quality-report.json";

    /// <inheritdoc/>
    public string Readers => "GitLab merge requests, on every tier";

    /// <inheritdoc/>
    public void Write(Assessment assessment, ReportOptions options, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, JsonText.Options);
        var place = Place.StartOf(new VerdictPlaces(assessment.Snapshot).Any);
        json.WriteStartArray();
        foreach (var tampering in assessment.Snapshot.Records.Tamperings)
        {
            Write(
                json,
                SarifResults.Describe(tampering),
                SarifRules.Tampered,
                StableGuid.Of($"tampering/{tampering.Subject}/{tampering.What}").ToString("n"),
                SeverityOf(Severity.Critical),
                place);
        }

        // Where this is all that GitLab shows, a finding that is gone because nobody could look would count as mended. It is no problem of a line, so
        // that it is no more than a notice.
        foreach (var judgement in assessment.Judgements.Where(judgement => judgement.Verdict.Gaps.Any(gap => gap.Failed)))
        {
            Write(
                json,
                SarifResults.Describe(judgement),
                SarifRules.NotEvaluated,
                StableGuid.Of($"verdict/{judgement.Rule.Id}").ToString("n"),
                Notice,
                place);
        }

        // One about a file that ought to be there names it: the widget lists every entry, whether the change touches its file or not, and the link to
        // a file that is not there leads to the top of the project. At another file it would stand beside a line that nobody has to mend.
        foreach (var finding in assessment.Findings.Where(finding => finding.IsOpen))
        {
            var decision = RecordWords.Sentence(finding, assessment.Snapshot);
            var description = finding.Finding.Message + (decision.Length > 0 ? $" {decision}" : "");
            Write(json, description, finding.Rule.Id, finding.Fingerprint, SeverityOf(finding.Severity), finding.Finding.Place);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string description, string check, string fingerprint, string severity, Place place)
    {
        json.WriteStartObject();
        json.WriteString("description", Untrusted.Plain(description));
        json.WriteString("check_name", check);
        json.WriteString("fingerprint", fingerprint);
        json.WriteString("severity", severity);
        json.WriteStartObject("location");
        json.WriteString("path", place.Path);
        json.WriteStartObject("lines");
        json.WriteNumber("begin", place.Region.StartLine);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string SeverityOf(Severity severity) => severity switch
    {
        Severity.Critical => "blocker",
        Severity.High => "critical",
        Severity.Medium => "major",
        _ => "minor",
    };
}
