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

    /// <summary>The rules that judge files under a policy, by id. What the policy switches off is in <see cref="Policy.Disabled"/> for reports to show.</summary>
    /// <param name="policy">The policy in force.</param>
    public ImmutableArray<Rule> Of(Policy policy) => Of(policy, [RuleBasis.Files]);

    /// <summary>The rules that judge what a snapshot has, by id.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public ImmutableArray<Rule> Of(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Of(
            snapshot.Policy,
            [
                .. snapshot.Settings?.Organization is null ? [RuleBasis.Files] : ImmutableArray<RuleBasis>.Empty,
                .. snapshot.Settings is null ? ImmutableArray<RuleBasis>.Empty : [RuleBasis.Settings],
                .. snapshot.AuditLog is null ? ImmutableArray<RuleBasis>.Empty : [RuleBasis.AuditLog],
            ]);
    }

    private ImmutableArray<Rule> Of(Policy policy, ImmutableArray<RuleBasis> seen)
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
                .Where(rule => seen.Contains(rule.Basis) || IsNamed(rule, policy)),
        ];
    }

    // Of a forge that nobody asked, nothing is said that nobody asked for either.
    private bool IsNamed(Rule rule, Policy policy) =>
        Rules.Contains(rule.Id, StringComparer.Ordinal)
        || policy.Required.Contains(rule.Id)
        || ((policy.Required.Contains(rule.Task) || Tasks.Contains(rule.Task, StringComparer.Ordinal)) && RuleSet.All.All(other => other.Task != rule.Task || other.Basis is not RuleBasis.Files));

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
