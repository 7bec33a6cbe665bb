using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline;

/// <summary>Which of the rules judge, and how much they say.</summary>
public sealed record RuleSelection
{
    /// <summary>The default set: every rule that is not hygiene.</summary>
    public static RuleSelection Default { get; } = new();

    /// <summary>Ids of the only rules that judge, also where they are hygiene; empty for all.</summary>
    public ImmutableArray<string> Rules { get; init; } = [];

    /// <summary>The only SSDF tasks whose rules judge: <c>PO.3.2</c>; empty for all.</summary>
    public ImmutableArray<string> Tasks { get; init; } = [];

    /// <summary>Whether hygiene is judged and reported too.</summary>
    public bool Pedantic { get; init; }

    /// <summary>The rules that judge under a policy, by id. What the policy switches off is in <see cref="Policy.Disabled"/> for reports to show.</summary>
    /// <param name="policy">The policy in force.</param>
    /// <param name="hasSettings">Whether a forge was asked for its settings.</param>
    /// <param name="hasFiles">Whether files were looked at.</param>
    public ImmutableArray<Rule> Of(Policy policy, bool hasSettings = false, bool hasFiles = true)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var disabled = policy.Disabled.Select(rule => rule.Rule).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. RuleSet.All
                .Where(rule => Rules.IsEmpty || Rules.Contains(rule.Id, StringComparer.Ordinal))
                .Where(rule => Tasks.IsEmpty || Tasks.Contains(rule.Task, StringComparer.Ordinal))
                .Where(rule => !rule.Pedantic || ShowsHygieneOf(rule))
                .Where(rule => !disabled.Contains(rule.Id))
                .Where(rule => (rule.Settings.IsEmpty ? hasFiles : hasSettings) || IsNamed(rule, policy)),
        ];
    }

    // Of a forge that nobody asked, nothing is said that nobody asked for either.
    private bool IsNamed(Rule rule, Policy policy) =>
        Rules.Contains(rule.Id, StringComparer.Ordinal)
        || policy.Required.Contains(rule.Id)
        || ((policy.Required.Contains(rule.Task) || Tasks.Contains(rule.Task, StringComparer.Ordinal)) && RuleSet.All.All(other => other.Task != rule.Task || !other.Settings.IsEmpty));

    /// <summary>
    /// Whether findings of a rule that are hygiene are reported. Naming a rule that is hygiene as a whole asks for it; any other rule says what it says
    /// beside all the others, so that it fails alone only where the whole check fails.
    /// </summary>
    /// <param name="rule">The rule.</param>
    public bool ShowsHygieneOf(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Pedantic || (rule.Pedantic && Rules.Contains(rule.Id, StringComparer.Ordinal));
    }
}
