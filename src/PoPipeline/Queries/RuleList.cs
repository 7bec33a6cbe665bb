using System.Collections.Immutable;
using PoPipeline.Outputs;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;

namespace PoPipeline.Queries;

/// <summary>Writes the list of the rules.</summary>
public static class RuleList
{
    private static readonly ImmutableArray<string> Headings = ["Rule", "Task", "Severity", "Set", "Demands"];

    /// <summary>Writes a table for people.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteTable(ImmutableArray<Rule> rules, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ImmutableArray<ImmutableArray<string>> rows = [Headings, .. rules.Select(RowOf)];
        var widths = Headings.Select((_, column) => rows.Max(row => row[column].Length)).ToList();
        foreach (var row in rows)
        {
            writer.WriteLine($"{string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()}");
        }
    }

    /// <summary>Writes a JSON array, an object a rule.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteJson(ImmutableArray<Rule> rules, TerminalWriter writer) => JsonLines.Write(writer, json =>
    {
        json.WriteStartArray();
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            json.WriteString("name", rule.Name);
            json.WriteString("title", RulePages.TitleOf(rule));
            json.WriteString("task", rule.Task);
            json.WriteString("severity", SeverityOf(rule));
            json.WriteBoolean("pedantic", rule.Pedantic);
            json.WriteBoolean("fixable", rule.Fixable);
            json.WriteString("summary", rule.Summary);
            json.WriteString("help", rule.Help.AbsoluteUri);
            json.WriteStartArray("cwe");
            foreach (var weakness in rule.Weaknesses)
            {
                json.WriteNumberValue(weakness);
            }

            json.WriteEndArray();
            json.WriteStartArray("platforms");
            foreach (var platform in PlatformMatrix.JudgedOn(rule))
            {
                json.WriteStringValue(platform);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static ImmutableArray<string> RowOf(Rule rule) => [rule.Id, rule.Task, SeverityOf(rule), rule.Pedantic ? "pedantic" : "default", rule.Summary];

    private static string SeverityOf(Rule rule) => rule.Severity.ToString().ToLowerInvariant();
}
