using System.Text.RegularExpressions;
using PoPipeline.Rules.Data;

namespace PoPipeline.Sources.Suppressions;

/// <summary>Reads what an exclusion of Conforma names: <c>pkg</c>, <c>pkg.*</c>, <c>pkg.rule</c>, either with <c>:term</c> behind it, <c>@collection</c> and <c>*</c>.</summary>
/// <remarks>Source: https://conforma.dev/docs/cli/configuration.html#_including_and_excluding_rules.</remarks>
internal static partial class ConformaMatcher
{
    /// <summary>What is wrong with it, as a sentence without a full stop; null where nothing is.</summary>
    /// <param name="value">What is excluded.</param>
    /// <param name="isKnown">Whether all rules are known by name that it can mean.</param>
    public static string? FaultOf(string value, bool isKnown) => WhyNothing(value, isKnown) is { } why ? $"{why}, so that it excludes nothing" : null;

    /// <summary>Why it names no rule, as a clause; null where it names one.</summary>
    /// <param name="value">What is excluded or included.</param>
    /// <param name="isKnown">Whether all rules are known by name that it can mean.</param>
    public static string? WhyNothing(string value, bool isKnown)
    {
        if (value is "*" || Collection().IsMatch(value))
        {
            return null;
        }

        var match = Rule().Match(value);
        if (!match.Success)
        {
            return $"'{(value.Length <= 60 ? value : value[..60] + "…")}' is none of 'package', 'package.rule', 'package:term', 'package.rule:term', '@collection' and '*'";
        }

        return isKnown ? ConformaRules.WhyUnknown(match.Groups["package"].Value, match.Groups["rule"] is { Success: true, Value: not "*" } rule ? rule.Value : null) : null;
    }

    [GeneratedRegex("^@[A-Za-z0-9_-]+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Collection();

    // A package may lie in others, whose names stand before its own; what stands behind the colon is the policy's own.
    [GeneratedRegex(@"^(?:policy\.)?(?:(?:release|pipeline|task|build_task|stepaction)\.)?(?<package>[A-Za-z_][A-Za-z0-9_]*)(?:\.(?<rule>\*|[A-Za-z0-9_]+))?(?::.+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rule();
}
