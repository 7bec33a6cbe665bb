using System.Text;
using PoPipeline.Outputs.Sarif;
using PoPipeline.Rules.Model;

namespace PoPipeline.Outputs.Terminal;

/// <summary>Annotations of GitHub Actions: lines of the log that GitHub shows beside the code.</summary>
internal static class WorkflowCommands
{
    // GitHub shows ten of each kind from one step and drops the others without a word.
    private const int Shown = 10;

    private static readonly string[] Order = ["error", "warning", "notice"];
    private const int MessageLength = 4000;

    /// <summary>
    /// Writes what was tampered with, the open findings, the most severe first, and the exceptions that end soon; says how many findings
    /// GitHub would not show.
    /// </summary>
    public static void Write(Assessment assessment, TextWriter writer)
    {
        var asking = new Asking(assessment.Snapshot);
        var tampered = assessment.Snapshot.Records.Tamperings.Select(tampering => (Command: "error", Line: Format(tampering)));
        var open = assessment.Findings
            .Where(finding => finding.IsOpen)
            .OrderByDescending(finding => finding.Severity)
            .Select(finding => (Command: CommandOf(finding.Severity), Line: Format(CommandOf(finding.Severity), finding, MessageOf(finding, assessment.Snapshot, asking))));
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
                writer.Write(line);
                writer.Write('\n');
            }

            left += Math.Max(kind.Count() - Shown, 0);
        }

        if (left > 0)
        {
            writer.Write($"{Counting.Of(left, "more finding")} without an annotation, because GitHub shows {Shown} of each kind: see the summary.\n");
        }
    }

    /// <summary>
    /// A line of a log that no runner takes for a command: GitHub reads <c>::</c> at the start of a line and <c>##[</c> anywhere in it,
    /// Azure Pipelines <c>##vso[</c>, TeamCity <c>##teamcity[</c>. A space is put in between.
    /// </summary>
    public static string Disarm(string line)
    {
        var start = line.AsSpan().TrimStart();
        if (start.StartsWith("::", StringComparison.Ordinal))
        {
            line = string.Concat(line.AsSpan(0, line.Length - start.Length + 1), " ", start[1..]);
        }

        var index = line.IndexOf("##", StringComparison.Ordinal);
        if (index < 0)
        {
            return line;
        }

        var disarmed = new StringBuilder(line.Length + 4);
        for (var i = 0; i < line.Length; i++)
        {
            var follows = i > 0 && line[i] is '#' && line[i - 1] is '#' && i + 1 < line.Length && (line[i + 1] is '[' || char.IsAsciiLetter(line[i + 1]));
            _ = disarmed.Append(follows ? " " : "").Append(line[i]);
        }

        return disarmed.ToString();
    }

    private static string CommandOf(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "error",
        Severity.Medium => "warning",
        _ => "notice",
    };

    private static string MessageOf(AssessedFinding finding, Snapshot snapshot, Asking asking)
    {
        var decision = RecordWords.Sentence(finding, snapshot);
        var how = finding.Suppression?.UnderReview is true || !asking.IsOffered(finding.Rule) ? ""
            : $" To ask for an exception: {asking.FormOf(finding) ?? Asking.CommandOf(finding)}";
        return Untrusted.Cut(finding.Finding.Message, MessageLength) + (decision.Length > 0 ? $" {decision}" : "") + how;
    }

    private static string EndOf(AssessedFinding finding, Snapshot snapshot)
    {
        var until = finding.Suppression?.Until ?? DateOnly.MaxValue;
        var where = finding.Suppression?.Record is { } record ? RecordWords.Of(record) : "";
        return $"The exception for {finding.Rule.Id} expires in {Counting.Of(Counting.DaysLeft(until, snapshot), "day")}, after {until:yyyy-MM-dd}{where}. Mend what it excuses, or ask anew in time.";
    }

    private static string Format(Tampering tampering) =>
        $"::error title={Property("Evidence was tampered with")}::{Data(Untrusted.Cut(SarifResults.Describe(tampering), MessageLength))}";

    private static string Format(string command, AssessedFinding finding, string text)
    {
        var region = finding.Finding.Place.Region;

        // GitHub refuses columns where an annotation spans several lines.
        var columns = region.StartLine == region.EndLine ? $",col={region.StartColumn},endColumn={region.EndColumn}" : "";
        var title = Property($"{finding.Rule.Id} {RulePages.TitleOf(finding.Rule)} ({Severities.Word(finding.Severity)})");
        var message = Data(text);
        return $"::{command} file={Property(finding.Finding.Place.Path)},line={region.StartLine},endLine={region.EndLine}{columns},title={title}::{message}";
    }

    // Plain text first: what is left of control characters is then only what the command itself escapes.
    private static string Data(string text) => Untrusted.Plain(text)
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
