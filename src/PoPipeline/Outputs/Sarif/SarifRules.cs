using Microsoft.CodeAnalysis.Sarif;
using PoPipeline.Decisions;
using PoPipeline.Escaping;
using Model = PoPipeline.Rules.Model;

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

    private readonly Dictionary<(string Rule, Model.Results.Severity Severity), int> indexes = [];

    public SarifRules(SarifProfile profile, IReadOnlyCollection<Model.Rule> rules, Assessment assessment, Taxonomies taxonomies)
    {
        var exceptionLinks = new ExceptionLinks(assessment.Snapshot);
        var severities = assessment.Findings.Select(finding => (finding.Rule.Id, finding.Severity)).ToHashSet();
        foreach (var rule in rules)
        {
            // GitHub and DefectDojo take the severity from the rule, whatever a result says: a finding of another one gets a rule of its own.
            foreach (var severity in Severities.Descending.Where(severity => severity == rule.Severity || severities.Contains((rule.Id, severity))))
            {
                indexes.Add((rule.Id, severity), Descriptors.Count);
                Descriptors.Add(Describe(rule, severity, taxonomies, exceptionLinks.IsOffered(rule)));
            }
        }

        if (profile is not SarifProfile.Full)
        {
            indexes.Add((NotEvaluated, Model.Results.Severity.High), Descriptors.Count);
            Descriptors.Add(DescribeNotice(
                NotEvaluated,
                "RuleNotEvaluated",
                Model.Results.Severity.High,
                "A rule could not be evaluated.",
                "Something that a rule looks at could not be looked at, so that nobody knows whether the rule is met. This is never a pass.",
                "Mend what the message names, so that the rule can be evaluated, and run PoPipeline again."));
            indexes.Add((Tampered, Model.Results.Severity.Critical), Descriptors.Count);
            Descriptors.Add(DescribeNotice(
                Tampered,
                "EvidenceTamperedWith",
                Model.Results.Severity.Critical,
                "Evidence was changed after it was recorded.",
                "A request, a decision or the ledger is no longer what was recorded, so that what it excused is open again.",
                "Find out who changed what the message names and why. Then let the approvers decide anew: by a new request and new comments."));
        }
    }

    /// <summary>The descriptors, in the order of the rules.</summary>
    public IList<ReportingDescriptor> Descriptors { get; } = [];

    /// <summary>The id and the index of the descriptor for a finding of a rule.</summary>
    public (string Id, int Index) Find(Model.Rule rule, Model.Results.Severity severity) => (IdOf(rule, severity), indexes[(rule.Id, severity)]);

    /// <summary>The index of the descriptor for what could not be evaluated, in the profiles that make results of it.</summary>
    public int NotEvaluatedIndex => indexes[(NotEvaluated, Model.Results.Severity.High)];

    /// <summary>The index of the descriptor for tampering, in the same profiles.</summary>
    public int TamperedIndex => indexes[(Tampered, Model.Results.Severity.Critical)];

    /// <summary>The level that goes with a severity.</summary>
    public static FailureLevel LevelOf(Model.Results.Severity severity) => severity switch
    {
        Model.Results.Severity.Critical or Model.Results.Severity.High => FailureLevel.Error,
        Model.Results.Severity.Medium => FailureLevel.Warning,
        _ => FailureLevel.Note,
    };

    private static string IdOf(Model.Rule rule, Model.Results.Severity severity) =>
        severity == rule.Severity ? rule.Id : $"{rule.Id}/{Severities.Word(severity)}";

    private static ReportingDescriptor Describe(Model.Rule rule, Model.Results.Severity severity, Taxonomies taxonomies, bool canBeAskedFor)
    {
        var id = IdOf(rule, severity);
        var page = RulePages.Find(rule);
        var title = RulePages.TitleOf(rule);
        var why = page?.Prose("Why it matters") ?? "";
        var demands = page?.FirstParagraph("What it demands") ?? "";
        var meet = page?.FirstParagraph("How to meet it") ?? "";

        // By the command, which is the same in every repository; the page that a form is on is told with each finding.
        var ask = canBeAskedFor ? $"`{ExceptionLinks.CommandOf(rule)}` asks the approvers that the policy names for an exception." : "";
        var descriptor = new ReportingDescriptor
        {
            Id = id,
            Name = rule.Name,
            Guid = StableGuid.Of($"rule/{id}"),
            ShortDescription = new MultiformatMessageString { Text = $"{title}." },
            FullDescription = new MultiformatMessageString { Text = Untrusted.Cut(Join(" ", rule.Summary, demands), DescriptionLength) },
            Help = new MultiformatMessageString
            {
                Text = Join("\n\n", rule.Summary, why, Join(" ", "How to meet it:", meet, rule.Help.AbsoluteUri), ask.Length > 0 ? $"How to ask for an exception: {ask}" : ""),
                Markdown = Join("\n\n", (page?.Markdown ?? $"{rule.Summary}\n\n[{rule.Id}]({rule.Help.AbsoluteUri})").TrimEnd(), ask.Length > 0 ? $"## How to ask for an exception\n\n{ask}" : "") + "\n",
            },
            HelpUri = rule.Help,
            DefaultConfiguration = new ReportingConfiguration { Level = LevelOf(severity) },
            Relationships = taxonomies.RelationshipsOf(rule),
        };
        Weigh(descriptor, severity);
        foreach (var tag in TagsOf(rule))
        {
            descriptor.Tags.Add(tag);
        }

        return descriptor;
    }

    private static ReportingDescriptor DescribeNotice(string id, string name, Model.Results.Severity severity, string summary, string description, string help)
    {
        var descriptor = new ReportingDescriptor
        {
            Id = id,
            Name = name,
            Guid = StableGuid.Of($"rule/{id}"),
            ShortDescription = new MultiformatMessageString { Text = summary },
            FullDescription = new MultiformatMessageString { Text = description },
            Help = new MultiformatMessageString { Text = help, Markdown = help },
            HelpUri = new Uri(Product.Home),
            DefaultConfiguration = new ReportingConfiguration { Level = FailureLevel.Error },
        };
        Weigh(descriptor, severity);
        descriptor.Tags.Add("security");
        return descriptor;
    }

    private static void Weigh(ReportingDescriptor descriptor, Model.Results.Severity severity)
    {
        descriptor.SetProperty("precision", "high");
        descriptor.SetProperty("problem.severity", LevelOf(severity) switch
        {
            FailureLevel.Error => "error",
            FailureLevel.Warning => "warning",
            _ => "recommendation",
        });
        descriptor.SetProperty("security-severity", Severities.Score(severity));
    }

    private static IEnumerable<string> TagsOf(Model.Rule rule) =>
        new[] { "security", $"ssdf/{rule.Task}" }.Concat(rule.Weaknesses.Select(weakness => $"external/cwe/cwe-{weakness:000}")).Take(Tags);

    private static string Join(string separator, params string[] parts) => string.Join(separator, parts.Where(part => part.Length > 0));
}
