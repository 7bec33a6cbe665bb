using System.Collections.Immutable;

namespace PoPipeline.Rules.Model;

/// <summary>Every rule there is, found by its type.</summary>
public static class RuleSet
{
    /// <summary>All rules, by id.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        .. typeof(RuleSet).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(Rule)))
            .Select(type => (Rule)Activator.CreateInstance(type)!)
            .OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];
}
