using System.Collections.Immutable;

namespace PoPipeline.Rules.Model;

/// <summary>Every rule there is, as the build lists their files.</summary>
public static partial class RuleSet
{
    /// <summary>All rules, by id.</summary>
    public static ImmutableArray<Rule> All { get; } = [.. Listed().OrderBy(rule => rule.Id, StringComparer.Ordinal)];
}
