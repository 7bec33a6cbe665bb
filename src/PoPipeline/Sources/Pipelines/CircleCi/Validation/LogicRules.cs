using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi.Validation;

/// <summary>Checks logic statements.</summary>
/// <remarks>Source: https://circleci.com/docs/reference/configuration-reference/#logic-statements.</remarks>
internal static class LogicRules
{
    private const int Deepest = 32;

    private static readonly string[] Words = ["and", "equal", "matches", "not", "or"];

    /// <summary>Checks a statement.</summary>
    /// <param name="checker">Takes the problems.</param>
    /// <param name="node">The statement; null where there is none.</param>
    public static void Check(Checker checker, YamlNode? node) => Check(checker, node, 0);

    private static void Check(Checker checker, YamlNode? node, int depth)
    {
        if (depth > Deepest)
        {
            return;
        }

        switch (node)
        {
            case YamlSequence sequence:
                checker.Add(ProblemKind.Condition, "A condition is a value or a logic statement, and this is a list", sequence.Span);
                break;
            case YamlMapping { Entries: [var entry] }:
                One(checker, entry, depth);
                break;
            case YamlMapping { Entries: [_, var second, ..] } mapping when mapping.Entries.Any(entry => Words.Contains(entry.Key.Value, StringComparer.Ordinal)):
                checker.Add(ProblemKind.Condition, $"A logic statement has one key, and '{second.Key.Value}' is a second one; join them by 'and' or 'or'", second.Key.Span);
                break;
        }
    }

    private static void One(Checker checker, YamlEntry entry, int depth)
    {
        switch (entry.Key.Value)
        {
            case "and" or "or":
                foreach (var part in checker.Sequence(entry.Value, $"'{entry.Key.Value}'")?.Items ?? [])
                {
                    Check(checker, part, depth + 1);
                }

                break;
            case "equal":
                _ = checker.Sequence(entry.Value, "'equal'");
                break;
            case "not":
                Check(checker, entry.Value, depth + 1);
                break;
            case "matches":
                if (checker.Mapping(entry.Value, "'matches'") is { } match)
                {
                    checker.Keys(match, "'matches'", ["pattern", "value"], "pattern", "value");
                }

                break;
            default:
                checker.Add(ProblemKind.Condition, $"'{entry.Key.Value}' is no logic statement{Checker.Meant(entry.Key.Value, Words)}", entry.Key.Span);
                break;
        }
    }
}
