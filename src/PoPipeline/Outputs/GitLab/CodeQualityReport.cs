using System.Text.Json;
using PoPipeline.Rules.Model;

namespace PoPipeline.Outputs.GitLab;

/// <summary>GitLab's Code Quality report, the one that every tier of GitLab shows in a merge request. Open findings only.</summary>
internal static class CodeQualityReport
{
    public static void Write(Assessment assessment, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, JsonText.Options);
        json.WriteStartArray();
        foreach (var finding in assessment.Findings.Where(finding => finding.IsOpen))
        {
            var place = finding.Finding.Place;
            json.WriteStartObject();
            json.WriteString("description", Untrusted.Plain(finding.Finding.Message));
            json.WriteString("check_name", finding.Rule.Id);
            json.WriteString("fingerprint", finding.Fingerprint);
            json.WriteString("severity", SeverityOf(finding.Severity));
            json.WriteStartObject("location");
            json.WriteString("path", place.Path);
            json.WriteStartObject("lines");
            json.WriteNumber("begin", place.Region.StartLine);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string SeverityOf(Severity severity) => severity switch
    {
        Severity.Critical => "blocker",
        Severity.High => "critical",
        Severity.Medium => "major",
        _ => "minor",
    };
}
