using System.Text;
using PoPipeline.Rules.Model;

namespace PoPipeline.Outputs.Terminal;

/// <summary>Annotations of GitHub Actions: lines of the log that GitHub shows beside the code.</summary>
internal static class WorkflowCommands
{
    // GitHub shows ten of each kind from one step and drops the others without a word.
    private const int Shown = 10;
    private const int MessageLength = 4000;

    /// <summary>Writes the open findings, the most severe first, and says how many GitHub would not show.</summary>
    public static void Write(Assessment assessment, TextWriter writer)
    {
        var kinds = assessment.Findings
            .Where(finding => finding.IsOpen)
            .OrderByDescending(finding => finding.Severity)
            .GroupBy(finding => CommandOf(finding.Severity));
        var left = 0;
        foreach (var kind in kinds)
        {
            foreach (var finding in kind.Take(Shown))
            {
                writer.Write(Format(kind.Key, finding));
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

    private static string Format(string command, AssessedFinding finding)
    {
        var region = finding.Finding.Place.Region;

        // GitHub refuses columns where an annotation spans several lines.
        var columns = region.StartLine == region.EndLine ? $",col={region.StartColumn},endColumn={region.EndColumn}" : "";
        var title = Property($"{finding.Rule.Id} {RulePages.TitleOf(finding.Rule)} ({Severities.Word(finding.Severity)})");
        var message = Data(Untrusted.Cut(finding.Finding.Message, MessageLength));
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
