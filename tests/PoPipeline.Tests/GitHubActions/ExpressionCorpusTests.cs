using System.Text.Json;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

namespace PoPipeline.Tests.GitHubActions;

/// <summary>Evaluates every expression of a corpus that gives each one's result, as GitHub's runner has it.</summary>
public sealed class ExpressionCorpusTests
{
    [Fact]
    public void Every_expression_of_the_corpus_has_the_result_that_the_corpus_gives()
    {
        var folder = Path.Combine(TestPaths.RequireCorpora(), "github-actions/zizmor-expressions/crates/github-actions-expressions/tests/testdata");
        var judged = 0;
        var wrong = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var example in document.RootElement.EnumerateObject().SelectMany(group => group.Value.EnumerateArray()))
            {
                judged++;
                var text = example.GetProperty("expr").GetString() ?? "";
                var expected = example.TryGetProperty("err", out var error) ? $"{error.GetProperty("kind").GetString()} error"
                    : example.GetProperty("result").GetProperty("value") is var value && value.ValueKind is JsonValueKind.Undefined ? "null" : Text(value);
                var actual = Evaluate(text, example.TryGetProperty("contexts", out var contexts) ? contexts : default);
                if (actual != expected && !(actual is "parsing error" && expected is "lexing error"))
                {
                    wrong.Add($"{Path.GetFileName(file)}: {text} is {actual}, not {expected}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(judged > 600, $"Only {judged} expressions.");
    }

    private static string Evaluate(string text, JsonElement contexts)
    {
        var (root, error) = ExpressionParser.Parse(text);
        if (error is not null)
        {
            return "parsing error";
        }

        if (root is null)
        {
            return "null";
        }

        var known = contexts.ValueKind is JsonValueKind.Object ? (ObjectValue?)ExpressionJson.Read(contexts.GetRawText(), out _) : null;
        if (!AllKnown(root, known))
        {
            return "parsing error";
        }

        var evaluator = new ExpressionEvaluator(name => known?[name]);
        var value = evaluator.Evaluate(root);
        return evaluator.Error is not null ? "evaluation error" : value is null ? "nothing" : ExpressionJson.Write(value);
    }

    // The corpus counts unknown contexts, functions and counts of arguments among the errors of parsing.
    private static bool AllKnown(Expression node, ObjectValue? contexts) => node switch
    {
        ContextExpression context => contexts?[context.Name] is not null,
        CallExpression call => ExpressionFunction.Find(call.Name) is { } function && function.Takes(call.Arguments.Length)
            && !(call.Calls("case") && call.Arguments.Length % 2 is 0) && call.Arguments.All(argument => AllKnown(argument, contexts)),
        MemberExpression member => AllKnown(member.Target, contexts),
        FilterExpression filter => AllKnown(filter.Target, contexts),
        IndexExpression index => AllKnown(index.Target, contexts) && AllKnown(index.Index, contexts),
        NotExpression not => AllKnown(not.Operand, contexts),
        LogicalExpression logical => logical.Operands.All(operand => AllKnown(operand, contexts)),
        ComparisonExpression comparison => AllKnown(comparison.Left, contexts) && AllKnown(comparison.Right, contexts),
        _ => true,
    };

    private static string Text(JsonElement value) => ExpressionJson.Read(value.GetRawText(), out _) is { } read ? ExpressionJson.Write(read) : "null";
}
