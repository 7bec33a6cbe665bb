using System.Collections.Immutable;
using PoPipeline.Decisions;
using PoPipeline.Escaping;
using PoPipeline.Outputs.Sarif;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Outputs.Terminal;

/// <summary>Annotations of GitHub Actions: lines of the log that GitHub shows beside the code.</summary>
internal static class WorkflowCommands
{
    // GitHub shows ten of each kind from one step and drops the others without a word.
    private const int Shown = 10;
    private const int SettingLength = 200;

    private static readonly string[] Order = ["error", "warning", "notice"];
    private const int MessageLength = 4000;

    /// <summary>
    /// Writes what was tampered with, the open findings, the most severe first, and the exceptions that end soon; says how many findings
    /// GitHub would not show.
    /// </summary>
    public static void Write(Assessment assessment, TerminalWriter writer)
    {
        var exceptionLinks = new ExceptionLinks(assessment.Snapshot);
        var tampered = assessment.Snapshot.Records.Tamperings.Select(tampering => (Command: "error", Line: Format(tampering)));
        var open = assessment.Findings
            .Where(finding => finding.IsOpen)
            .OrderByDescending(finding => finding.Severity)
            .Select(finding => (Command: CommandOf(finding.Severity), Line: Format(CommandOf(finding.Severity), finding, MessageOf(finding, assessment.Snapshot, exceptionLinks))));
        var ending = assessment.Findings
            .Where(finding => RecordWords.EndsSoon(finding, assessment.Snapshot))
            .OrderBy(finding => finding.Suppression?.Until)
            .Select(finding => (Command: "notice", Line: Format("notice", finding, EndOf(finding, assessment.Snapshot))));

        // An exception that ends soon has its notice before findings that are notices anyway.
        var kinds = tampered.Concat(ending).Concat(open).GroupBy(line => line.Command, line => line.Line, StringComparer.Ordinal).OrderBy(kind => Array.IndexOf(Order, kind.Key));
        var left = 0;
        foreach (var kind in kinds)
        {
            foreach (var line in kind.Take(Shown))
            {
                writer.WriteCommand(line);
            }

            left += Math.Max(kind.Count() - Shown, 0);
        }

        if (left > 0)
        {
            writer.WriteLine($"{Counting.Of(left, "more finding")} without an annotation, because GitHub shows {Shown} of each kind: see the summary.");
        }
    }

    private static string CommandOf(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "error",
        Severity.Medium => "warning",
        _ => "notice",
    };

    private static string MessageOf(AssessedFinding finding, Snapshot snapshot, ExceptionLinks exceptionLinks)
    {
        var decision = RecordWords.Sentence(finding, snapshot);
        var how = finding.Suppression?.UnderReview is true || !exceptionLinks.IsOffered(finding.Rule) ? ""
            : $" To ask for an exception: {exceptionLinks.FormOf(finding) ?? ExceptionLinks.CommandOf(finding)}";
        return Untrusted.Cut(finding.Finding.Message, MessageLength) + (decision.Length > 0 ? $" {decision}" : "") + how;
    }

    private static string EndOf(AssessedFinding finding, Snapshot snapshot)
    {
        var until = finding.Suppression?.Until ?? DateOnly.MaxValue;
        var where = finding.Suppression?.Record is { } record ? RecordWords.Of(record) : "";
        return $"The exception for {finding.Rule.Id} expires in {Counting.Of(Counting.DaysLeft(until, snapshot), "day")}, after {until:yyyy-MM-dd}{where}. Mend what it excuses, or ask anew in time.";
    }

    private static WorkflowCommand Format(Tampering tampering) =>
        new("error", [("title", "Evidence was tampered with")], Untrusted.Cut(SarifResults.Describe(tampering), MessageLength));

    private static WorkflowCommand Format(string command, AssessedFinding finding, string text)
    {
        var title = $"{finding.Rule.Id} {RulePages.TitleOf(finding.Rule)} ({Severities.Word(finding.Severity)})";
        if (finding.Finding.Setting is { } setting)
        {
            return new(command, [("title", $"{title}: {Untrusted.Cut(setting.Name, SettingLength)}")], text);
        }

        var region = finding.Finding.Place.Region;

        // GitHub refuses columns where an annotation spans several lines.
        ImmutableArray<(string Name, string Value)> columns = region.StartLine == region.EndLine ? [("col", $"{region.StartColumn}"), ("endColumn", $"{region.EndColumn}")] : [];
        return new(
            command,
            [
                ("file", finding.Finding.Place.Path),
                ("line", $"{region.StartLine}"),
                ("endLine", $"{region.EndLine}"),
                .. columns,
                ("title", title),
            ],
            text);
    }
}
