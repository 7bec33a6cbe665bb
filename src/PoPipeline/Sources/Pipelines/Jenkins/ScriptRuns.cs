using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>Tells whether what a script asks holds in a run for new commits of the default branch, for a proposed change, and for a version that is tagged.</summary>
/// <remarks>Source: https://www.jenkins.io/doc/book/pipeline/multibranch/#additional-environment-variables.</remarks>
internal static class ScriptRuns
{
    private const int Deepest = 16;

    // What a proposed change is built as.
    private const string Change = "PR-1";
    private const string Version = "v1.0.0";

    // Only a change has these, and only a tag those.
    private static readonly string[] OfChanges = ["CHANGE_ID", "CHANGE_URL", "CHANGE_TARGET", "CHANGE_BRANCH", "CHANGE_TITLE", "CHANGE_AUTHOR", "CHANGE_FORK", "ghprbPullId", "gitlabMergeRequestIid"];
    private static readonly string[] OfTags = ["TAG_NAME", "TAG_DATE", "TAG_TIMESTAMP"];

    /// <summary>Whether it holds.</summary>
    /// <param name="node">What is asked.</param>
    /// <param name="kind">What runs.</param>
    public static bool? Truth(GroovyNode node, RunKind kind)
    {
        if (kind is not RunKind.DefaultBranch)
        {
            return Truth(node, new Run(kind, kind switch { RunKind.Change => Change, RunKind.Tag => Version, _ => "" }), 0);
        }

        // Which one is the default branch stands in the settings; what asks for one of these asks for it.
        var branches = DefaultBranches.NamedIn(node.All().OfType<GroovyText>().Select(text => text.Plain).OfType<string>());
        var first = Truth(node, new Run(kind, branches[0]), 0);
        foreach (var branch in first is false ? branches[1..] : [])
        {
            if (Truth(node, new Run(kind, branch), 0) is not false and var truth)
            {
                return truth;
            }
        }

        return first;
    }

    /// <summary>That in the words of conditions.</summary>
    /// <param name="truth">Whether it holds; null where that is not known.</param>
    public static Holding HoldingOf(bool? truth) => truth switch { true => Holding.Always, false => Holding.Never, null => Holding.Unknown };

    private static bool? Truth(GroovyNode node, Run run, int depth)
    {
        if (depth > Deepest)
        {
            return null;
        }

        switch (node)
        {
            case GroovyConstant { Text: "true" }:
                return true;
            case GroovyConstant { Text: "false" or "null" }:
                return false;
            case GroovyOperation { Operands: [var only], Operators: ["!"] }:
                return !Truth(only, run, depth + 1);
            case GroovyOperation { Operands.Length: > 1 } operation:
                return Operation(operation.Operators, operation.Operands, run, depth);
            case GroovyJump { Word: "return", Value: { } value }:
                return Truth(value, run, depth + 1);
            case GroovyCast cast:
                return Truth(cast.Value, run, depth + 1);
            case GroovyCall { Receiver: { } receiver } call:
                return Method(call, receiver, run);
            default:
                return ValueOf(node, run) is { IsKnown: true } known ? known.Text is { Length: > 0 } and not "false" : null;
        }
    }

    // '||' binds loosest, then '&&', then what compares.
    private static bool? Operation(ImmutableArray<string> operators, ImmutableArray<GroovyNode> operands, Run run, int depth)
    {
        foreach (var joint in (string[])["||", "&&"])
        {
            if (!operators.Contains(joint))
            {
                continue;
            }

            bool? all = joint is "&&";
            for (var start = 0; start < operands.Length;)
            {
                var end = start;
                while (end < operators.Length && operators[end] != joint)
                {
                    end++;
                }

                var truth = end == start ? Truth(operands[start], run, depth + 1) : Operation(operators[start..end], operands[start..(end + 1)], run, depth + 1);
                if (truth == (joint is "||"))
                {
                    return truth;
                }

                all = truth is null ? null : all;
                start = end + 1;
            }

            return all;
        }

        return operators is [var compared] ? Compared(compared, operands[0], operands[1], run) : null;
    }

    private static bool? Compared(string name, GroovyNode left, GroovyNode right, Run run)
    {
        var one = ValueOf(left, run);
        switch (name)
        {
            case "in" or "!in" when right is GroovyList list:
                var among = Among(list, one, run);
                return name is "in" ? among : !among;
            case "==~" or "=~":
                return one.IsKnown && (right as GroovyText)?.Plain is { } pattern ? Matches(one.Text ?? "", pattern, isWhole: name is "==~") : null;
            case "==" or "!=":
                var other = ValueOf(right, run);
                return one.IsKnown && other.IsKnown ? (one.Text == other.Text) == (name is "==") : null;
            default:
                return null;
        }
    }

    private static bool? Method(GroovyCall call, GroovyNode receiver, Run run)
    {
        var given = call.Positional.FirstOrDefault();
        if (receiver is GroovyList list && call.Name is "contains" && given is not null)
        {
            return Among(list, ValueOf(given, run), run);
        }

        var (one, other) = (ValueOf(receiver, run), given is null ? Value.Unknown : ValueOf(given, run));
        if (!one.IsKnown)
        {
            return null;
        }

        return (call.Name, one.Text, other.Text) switch
        {
            (_, null, _) => false,
            (_, _, null) => null,
            ("startsWith", var text, var part) => text.StartsWith(part, StringComparison.Ordinal),
            ("endsWith", var text, var part) => text.EndsWith(part, StringComparison.Ordinal),
            ("contains", var text, var part) => text.Contains(part, StringComparison.Ordinal),
            ("equals", var text, var part) => text == part,
            ("equalsIgnoreCase", var text, var part) => text.Equals(part, StringComparison.OrdinalIgnoreCase),
            ("matches", var text, var part) => Matches(text, part, isWhole: true),
            _ => null,
        };
    }

    private static bool? Among(GroovyList list, Value one, Run run)
    {
        if (!one.IsKnown)
        {
            return null;
        }

        var values = list.Items.Select(item => ValueOf(item, run)).ToList();
        return values.Exists(value => value.IsKnown && value.Text == one.Text) ? true : values.TrueForAll(value => value.IsKnown) ? false : null;
    }

    private static Value ValueOf(GroovyNode node, Run run) => node switch
    {
        GroovyText { Plain: { } plain } => new Value(plain, IsKnown: true),
        GroovyText { Pieces: [{ Pasted: { } pasted }] } => ValueOf(pasted, run),
        GroovyConstant { Text: "null" } => new Value(Text: null, IsKnown: true),
        GroovyConstant constant => new Value(constant.Text, IsKnown: true),
        GroovyProperty { Receiver: GroovyName { Name: "env" }, Name: { } name } => OfVariable(name, run),
        GroovyIndex { Receiver: GroovyName { Name: "env" }, Arguments: [{ Value: GroovyText { Plain: { } name } }] } => OfVariable(name, run),
        GroovyName { Name: var name } => OfVariable(name, run),
        _ => Value.Unknown,
    };

    private static Value OfVariable(string name, Run run) => name switch
    {
        _ when run.Kind is RunKind.Any => Value.Unknown,
        "BRANCH_NAME" or "GIT_BRANCH" or "GIT_LOCAL_BRANCH" => new Value(run.Branch, IsKnown: name is "BRANCH_NAME" || run.Kind is RunKind.DefaultBranch),
        "BRANCH_IS_PRIMARY" => new Value(run.Kind is RunKind.DefaultBranch ? "true" : null, IsKnown: true),
        "CHANGE_ID" => new Value(run.Kind is RunKind.Change ? "1" : null, IsKnown: true),
        _ when Array.IndexOf(OfTags, name) >= 0 => new Value(run.Kind is RunKind.Tag ? run.Branch : null, IsKnown: true),
        _ when Array.IndexOf(OfChanges, name) >= 0 => run.Kind is RunKind.Change ? Value.Unknown : new Value(Text: null, IsKnown: true),
        _ => Value.Unknown,
    };

    private static bool? Matches(string text, string pattern, bool isWhole)
    {
        try
        {
            return Regex.IsMatch(text, isWhole ? $"^(?:{pattern})$" : pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or RegexMatchTimeoutException)
        {
            return null;
        }
    }

    // A run of which only this is known.
    private sealed record Run(RunKind Kind, string Branch);

    private readonly record struct Value(string? Text, bool IsKnown)
    {
        public static Value Unknown => default;
    }
}
