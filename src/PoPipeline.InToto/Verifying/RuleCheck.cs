using System.Collections.Immutable;
using PoPipeline.InToto.Metadata;

namespace PoPipeline.InToto.Verifying;

/// <summary>
/// Judges artifact rules. What a step has goes into a queue; each rule takes artifacts out of it, and <c>DISALLOW</c> fails where it finds one that is
/// left, <c>REQUIRE</c> where it does not.
/// </summary>
/// <param name="links">The link of each step, by its name.</param>
/// <param name="budget">What the comparing is spent of.</param>
internal sealed class RuleCheck(IReadOnlyDictionary<string, Link> links, WorkBudget budget)
{
    /// <summary>Judges the rules about what goes into a step, or comes out of it.</summary>
    /// <param name="link">The link of the step.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="areProducts">Whether they are about what comes out.</param>
    /// <returns>The rule that fails and why, as a clause; null where none does.</returns>
    public (PlacedRule Rule, string Reason)? Fails(Link link, ImmutableArray<PlacedRule> rules, bool areProducts)
    {
        var artifacts = areProducts ? link.Products : link.Materials;
        HashSet<string> queue = new(artifacts.Keys, StringComparer.Ordinal);
        foreach (var placed in rules)
        {
            var rule = placed.Rule;
            switch (rule.Kind)
            {
                case ArtifactRuleKind.Require when !queue.Contains(rule.Pattern):
                    return (placed, $"'{Shown.Of(rule.Pattern)}' is not there, or was taken by a rule before it");
                case ArtifactRuleKind.Disallow when Matching(queue, rule.Pattern) is { Count: > 0 } left:
                    return (placed, $"no rule before it allows {Shown.Names(left)}");
                case ArtifactRuleKind.Require or ArtifactRuleKind.Disallow:
                    break;
                default:
                    queue.ExceptWith(Taken(rule, queue, link, artifacts));
                    break;
            }
        }

        return null;
    }

    /// <summary>What a rule takes out of a queue.</summary>
    /// <param name="rule">The rule, neither <c>DISALLOW</c> nor <c>REQUIRE</c>.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="link">The link of the step.</param>
    /// <param name="artifacts">What of it is in the queue: its materials or its products.</param>
    internal List<string> Taken(ArtifactRule rule, IReadOnlyCollection<string> queue, Link link, ImmutableDictionary<string, string> artifacts) => rule.Kind switch
    {
        ArtifactRuleKind.Match => Matched(rule, queue, artifacts),
        ArtifactRuleKind.Create => Matching(queue, rule.Pattern).FindAll(name => link.Products.ContainsKey(name) && !link.Materials.ContainsKey(name)),
        ArtifactRuleKind.Delete => Matching(queue, rule.Pattern).FindAll(name => link.Materials.ContainsKey(name) && !link.Products.ContainsKey(name)),
        ArtifactRuleKind.Modify => Matching(queue, rule.Pattern).FindAll(name => link.Materials.TryGetValue(name, out var before) && link.Products.TryGetValue(name, out var after) && before != after),
        _ => Matching(queue, rule.Pattern),
    };

    private List<string> Matched(ArtifactRule rule, IReadOnlyCollection<string> queue, ImmutableDictionary<string, string> artifacts)
    {
        if (!links.TryGetValue(rule.Step, out var other))
        {
            return [];
        }

        budget.Compare(queue.Count);
        var others = rule.WithProducts ? other.Products : other.Materials;
        var prefix = rule.SourcePrefix.Length > 0 ? Join(rule.SourcePrefix, "") : "";
        List<string> candidates = [.. queue.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..])];
        return
        [
            .. from name in Matching(candidates, rule.Pattern)
               let full = rule.SourcePrefix.Length > 0 ? Join(rule.SourcePrefix, name) : name
               let there = rule.DestinationPrefix.Length > 0 ? Join(rule.DestinationPrefix, name) : name
               where artifacts.TryGetValue(full, out var digest) && others.TryGetValue(there, out var expected) && digest == expected
               select full,
        ];
    }

    private List<string> Matching(IReadOnlyCollection<string> names, string pattern)
    {
        var read = Pattern.Of(pattern);
        return [.. names.Where(name => read.Matches(name, budget))];
    }

    // As the reference implementation joins paths.
    private static string Join(string folder, string name) =>
        (name.StartsWith('/') ? name : folder.EndsWith('/') ? folder + name : $"{folder}/{name}").Replace('\\', '/');
}
