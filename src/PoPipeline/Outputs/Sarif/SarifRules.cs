using Microsoft.CodeAnalysis.Sarif;
using Model = PoPipeline.Rules.Model;

namespace PoPipeline.Outputs.Sarif;

/// <summary>The rules that ran, as SARIF describes them.</summary>
internal sealed class SarifRules
{
    /// <summary>The id of the descriptor for what could not be evaluated.</summary>
    public const string NotEvaluated = "POP-NE";

    // GitHub cuts a description here and drops a rule's further tags.
    private const int DescriptionLength = 1024;
    private const int Tags = 10;

    private readonly Dictionary<(string Rule, Model.Severity Severity), int> indexes = [];
    private readonly SarifProfile profile;

    public SarifRules(SarifProfile profile, IReadOnlyCollection<Model.Rule> rules, IEnumerable<AssessedFinding> findings, Taxonomies taxonomies)
    {
        this.profile = profile;
        var severities = findings.Select(finding => (finding.Rule.Id, finding.Severity)).ToHashSet();
        foreach (var rule in rules)
        {
            // GitHub knows a severity of the rule only: a finding of another one gets a rule of its own there.
            var own = Severities.Descending.Where(severity =>
                severity == rule.Severity || (profile is SarifProfile.GitHub && severities.Contains((rule.Id, severity))));
            foreach (var severity in own)
            {
                indexes.Add((rule.Id, severity), Descriptors.Count);
                Descriptors.Add(Describe(rule, severity, taxonomies));
            }
        }

        if (profile is SarifProfile.GitHub)
        {
            indexes.Add((NotEvaluated, Model.Severity.High), Descriptors.Count);
            Descriptors.Add(DescribeNotEvaluated());
        }
    }

    /// <summary>The descriptors, in the order of the rules.</summary>
    public IList<ReportingDescriptor> Descriptors { get; } = [];

    /// <summary>The id and the index of the descriptor for a finding of a rule.</summary>
    public (string Id, int Index) Find(Model.Rule rule, Model.Severity severity) =>
        profile is SarifProfile.GitHub ? (IdOf(rule, severity), indexes[(rule.Id, severity)]) : (rule.Id, indexes[(rule.Id, rule.Severity)]);

    /// <summary>The index of the descriptor for what could not be evaluated, in GitHub's profile.</summary>
    public int NotEvaluatedIndex => indexes[(NotEvaluated, Model.Severity.High)];

    /// <summary>The level that goes with a severity.</summary>
    public static FailureLevel LevelOf(Model.Severity severity) => severity switch
    {
        Model.Severity.Critical or Model.Severity.High => FailureLevel.Error,
        Model.Severity.Medium => FailureLevel.Warning,
        _ => FailureLevel.Note,
    };

    private static string IdOf(Model.Rule rule, Model.Severity severity) =>
        severity == rule.Severity ? rule.Id : $"{rule.Id}/{Severities.Word(severity)}";

    private static ReportingDescriptor Describe(Model.Rule rule, Model.Severity severity, Taxonomies taxonomies)
    {
        var id = IdOf(rule, severity);
        var page = RulePages.Find(rule);
        var title = RulePages.TitleOf(rule);
        var why = page?.Prose("Why it matters") ?? "";
        var demands = page?.FirstParagraph("What it demands") ?? "";
        var descriptor = new ReportingDescriptor
        {
            Id = id,
            Name = rule.Name,
            Guid = StableGuid.Of($"rule/{id}"),
            ShortDescription = new MultiformatMessageString { Text = $"{title}." },
            FullDescription = new MultiformatMessageString { Text = Untrusted.Cut(Join(" ", rule.Summary, demands), DescriptionLength) },
            Help = new MultiformatMessageString
            {
                Text = Join("\n\n", rule.Summary, why, $"How to meet it: {rule.Help.AbsoluteUri}"),
                Markdown = page?.Markdown ?? $"{rule.Summary}\n\n[{rule.Id}]({rule.Help.AbsoluteUri})",
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

    private static ReportingDescriptor DescribeNotEvaluated()
    {
        var descriptor = new ReportingDescriptor
        {
            Id = NotEvaluated,
            Name = "RuleNotEvaluated",
            Guid = StableGuid.Of($"rule/{NotEvaluated}"),
            ShortDescription = new MultiformatMessageString { Text = "A rule could not be evaluated." },
            FullDescription = new MultiformatMessageString { Text = "Something that a rule looks at could not be looked at, so that nobody knows whether the rule is met. This is never a pass." },
            Help = new MultiformatMessageString
            {
                Text = "Mend what the message names, so that the rule can be evaluated, and run PoPipeline again.",
                Markdown = "Mend what the message names, so that the rule can be evaluated, and run PoPipeline again.",
            },
            HelpUri = new Uri(Product.Home),
            DefaultConfiguration = new ReportingConfiguration { Level = FailureLevel.Error },
        };
        Weigh(descriptor, Model.Severity.High);
        descriptor.Tags.Add("security");
        return descriptor;
    }

    private static void Weigh(ReportingDescriptor descriptor, Model.Severity severity)
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
