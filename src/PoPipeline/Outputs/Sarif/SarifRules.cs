using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Decisions;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Outputs.Sarif;

/// <summary>The rules that ran, as SARIF describes them.</summary>
internal sealed class SarifRules
{
    /// <summary>The id of the descriptor for what could not be evaluated.</summary>
    public const string NotEvaluated = "POP-NE";

    /// <summary>The id of the descriptor for evidence that was changed after it was recorded.</summary>
    public const string Tampered = "POP-TAMPER";

    // GitHub cuts a description here and drops a rule's further tags.
    private const int DescriptionLength = 1024;
    private const int Tags = 10;

    // What makes results in the profiles that know results alone.
    private static readonly ImmutableArray<Notice> Notices =
    [
        new(
            NotEvaluated,
            "RuleNotEvaluated",
            Severity.High,
            "A rule could not be evaluated.",
            "Something that a rule looks at could not be looked at, so that nobody knows whether the rule is met. This is never a pass.",
            "Mend what the message names, so that the rule can be evaluated, and run PoPipeline again."),
        new(
            Tampered,
            "EvidenceTamperedWith",
            Severity.Critical,
            "Evidence was changed after it was recorded.",
            "A request, a decision or the ledger is no longer what was recorded, so that what it excused is open again.",
            "Find out who changed what the message names and why. Then let the approvers decide anew: by a new request and new comments."),
    ];

    private readonly Dictionary<string, int> indexes = new(StringComparer.Ordinal);
    private readonly List<Described> described = [];
    private readonly ImmutableArray<Notice> notices;
    private readonly Taxonomies taxonomies;
    private readonly ExceptionLinks exceptionLinks;

    public SarifRules(SarifProfile profile, IReadOnlyCollection<Rule> rules, Assessment assessment, Taxonomies taxonomies)
    {
        this.taxonomies = taxonomies;
        exceptionLinks = new ExceptionLinks(assessment.Snapshot);
        var found = assessment.Findings.Select(finding => IdOf(finding.Rule, finding.Severity)).ToHashSet(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            // GitHub and DefectDojo take the severity from the rule, whatever a result says: a finding of another one gets a rule of its own.
            foreach (var severity in Severities.Descending)
            {
                if (severity == rule.Severity || found.Contains(IdOf(rule, severity)))
                {
                    indexes.Add(IdOf(rule, severity), described.Count);
                    described.Add(new Described(rule, severity));
                }
            }
        }

        notices = profile is SarifProfile.Full ? [] : Notices;
        foreach (var notice in notices)
        {
            indexes.Add(notice.Id, indexes.Count);
        }
    }

    /// <summary>The id and the index of the descriptor for a finding of a rule.</summary>
    public (string Id, int Index) Find(Rule rule, Severity severity) => Known(IdOf(rule, severity));

    /// <summary>The same for a rule that it is not a finding of.</summary>
    public (string Id, int Index) Find(Rule rule) => Known(rule.Id);

    /// <summary>The same for what is no rule, in the profiles that make results of it.</summary>
    public (string Id, int Index) Find(string notice) => Known(notice);

    /// <summary>The level that goes with a severity.</summary>
    public static string LevelOf(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "error",
        Severity.Medium => "warning",
        _ => "note",
    };

    /// <summary>Writes the descriptors, in the order of the rules.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("rules");
        foreach (var (rule, severity) in described)
        {
            json.WriteNext();
            Write(json, rule, severity);
            json.WriteEndObject();
        }

        foreach (var notice in notices)
        {
            json.WriteNext();
            Write(json, notice);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private (string Id, int Index) Known(string id) => (id, indexes[id]);

    private static string IdOf(Rule rule, Severity severity) =>
        severity == rule.Severity ? rule.Id : $"{rule.Id}/{Severities.Word(severity)}";

    private void Write(Utf8JsonWriter json, Rule rule, Severity severity)
    {
        var id = IdOf(rule, severity);
        var page = RulePages.Find(rule);
        var why = page?.Prose("Why it matters") ?? "";
        var demands = page?.FirstParagraph("What it demands") ?? "";
        var meet = rule.Basis is RuleBasis.Files ? page?.FirstParagraph("How to meet it") ?? "" : "do what each result says;";

        // By the command, which is the same in every repository; the page that a form is on is told with each finding.
        var ask = exceptionLinks.IsOffered(rule) ? $"`{ExceptionLinks.CommandOf(rule)}` asks the approvers that the policy names for an exception." : "";
        json.WriteString("id", id);
        json.WriteString("name", rule.Name);
        json.WriteText("fullDescription", Untrusted.Cut(Join(" ", rule.Summary, demands), DescriptionLength));
        json.WriteText(
            "help",
            Join("\n\n", rule.Summary, why, Join(" ", "How to meet it:", meet, rule.Help.AbsoluteUri), ask.Length > 0 ? $"How to ask for an exception: {ask}" : ""),
            Join("\n\n", (page?.Markdown ?? $"{rule.Summary}\n\n[{rule.Id}]({rule.Help.AbsoluteUri})").TrimEnd(), ask.Length > 0 ? $"## How to ask for an exception\n\n{ask}" : "") + "\n");
        json.WriteText("shortDescription", $"{RulePages.TitleOf(rule)}.");
        WriteWeight(json, id, severity, rule.Help, TagsOf(rule));
        taxonomies.WriteRelationships(json, rule);
    }

    private static List<string> TagsOf(Rule rule)
    {
        List<string> tags = ["security", $"ssdf/{rule.Task}"];
        foreach (var weakness in rule.Weaknesses)
        {
            tags.Add($"external/cwe/cwe-{weakness:000}");
        }

        return tags;
    }

    private static void Write(Utf8JsonWriter json, Notice notice)
    {
        json.WriteString("id", notice.Id);
        json.WriteString("name", notice.Name);
        json.WriteText("fullDescription", notice.Description);
        json.WriteText("help", notice.Help, notice.Help);
        json.WriteText("shortDescription", notice.Summary);
        WriteWeight(json, notice.Id, notice.Severity, new Uri(Product.Home), ["security"]);
    }

    private static void WriteWeight(Utf8JsonWriter json, string id, Severity severity, Uri help, IEnumerable<string> tags)
    {
        json.WriteString("guid", StableGuid.Of($"rule/{id}"));
        json.WriteStartObject("defaultConfiguration");
        json.WriteLevel(severity);
        json.WriteEndObject();
        json.WriteAddress("helpUri", help);
        json.WriteStartObject("properties");
        json.WriteString("precision", "high");
        json.WriteString("problem.severity", LevelOf(severity) is "note" ? "recommendation" : LevelOf(severity));
        json.WriteString("security-severity", Severities.Score(severity));
        json.WriteTexts("tags", tags.Take(Tags));
        json.WriteEndObject();
    }

    private static string Join(string separator, params string[] parts) => string.Join(separator, parts.Where(part => part.Length > 0));

    private sealed record Described(Rule Rule, Severity Severity);

    private sealed record Notice(string Id, string Name, Severity Severity, string Summary, string Description, string Help);
}
