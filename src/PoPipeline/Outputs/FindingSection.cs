using System.Collections.Immutable;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Outputs;

/// <summary>What one rule found of one severity. What it says of several places is in it once.</summary>
internal sealed record FindingSection
{
    private const int MessageLength = 4000;

    private FindingSection(Severity severity, Rule rule, ImmutableArray<MessageGroup<AssessedFinding>> groups)
    {
        Severity = severity;
        Rule = rule;
        Groups = groups;
        Count = groups.Sum(group => group.Items.Length);
    }

    /// <summary>How severe.</summary>
    public Severity Severity { get; }

    /// <summary>The rule.</summary>
    public Rule Rule { get; }

    /// <summary>The findings, by what is said of them.</summary>
    public ImmutableArray<MessageGroup<AssessedFinding>> Groups { get; }

    /// <summary>How many findings there are.</summary>
    public int Count { get; }

    /// <summary>The findings by severity and rule: the most severe first, then by the first place of each, as the findings come.</summary>
    /// <param name="findings">The findings, by place.</param>
    public static ImmutableArray<FindingSection> Of(IEnumerable<AssessedFinding> findings) =>
        Of(findings, group => MessageGroups.Of(group, finding => Untrusted.Cut(finding.Finding.Message, MessageLength)));

    /// <summary>The same, with another text of which nothing is left out.</summary>
    /// <param name="findings">The findings, by place.</param>
    /// <param name="text">What is said of a finding.</param>
    public static ImmutableArray<FindingSection> Of(IEnumerable<AssessedFinding> findings, Func<AssessedFinding, string> text) =>
        Of(findings, group => MessageGroups.Same(group, text));

    /// <summary>The sentences with which every text of the section ends, such as how to mend it; empty where there is but one text, or none.</summary>
    public string CommonEnd()
    {
        var texts = Groups.Select(group => MessageParts.Sentences(group.Text)).ToList();
        if (texts.Count < 2)
        {
            return "";
        }

        var count = 0;
        while (count + 1 < texts.Min(sentences => sentences.Length) && texts.TrueForAll(sentences => sentences[^(count + 1)] == texts[0][^(count + 1)]))
        {
            count++;
        }

        return string.Join(' ', texts[0].TakeLast(count));
    }

    private static ImmutableArray<FindingSection> Of(IEnumerable<AssessedFinding> findings, Func<IEnumerable<AssessedFinding>, ImmutableArray<MessageGroup<AssessedFinding>>> groups) =>
    [
        .. findings
            .GroupBy(finding => new Kind(finding.Severity, finding.Rule.Id))
            .OrderByDescending(group => (int)group.Key.Severity)
            .Select(group => new FindingSection(group.Key.Severity, group.First().Rule, groups(group))),
    ];

    private sealed record Kind(Severity Severity, string Rule);
}
