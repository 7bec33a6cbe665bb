using System.Buffers;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>Finds what is unsound in rules.</summary>
internal static class StartFaults
{
    private const int MaximumExcerpt = 80;

    private static readonly SearchValues<char> WordCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>Every fault, rule by rule.</summary>
    public static ImmutableArray<StartFault> Of(ImmutableArray<StartRule> rules)
    {
        var found = ImmutableArray.CreateBuilder<StartFault>();
        foreach (var rule in rules)
        {
            found.AddRange(rule.Faults);
        }

        var end = rules.TakeWhile(rule => !rule.IsUnconditional).Count();
        if (end + 1 < rules.Length)
        {
            var behind = rules[end + 1];
            found.Add(new StartFault(StartFaultKind.Unreachable, Excerpt(behind.If?.Value ?? behind.When?.Value ?? ""), behind.Decides, "the rule before it has no condition, so it always holds"));
        }

        return found.DrainToImmutable();
    }

    /// <summary>The faults of one rule, whatever stands beside it.</summary>
    public static IEnumerable<StartFault> Own(StartRule rule)
    {
        // YAML takes '! ' before a text without quotes for a tag.
        if (rule.If is { Tag: "!" } tagged)
        {
            yield return new StartFault(StartFaultKind.LostNegation, Excerpt($"! {tagged.Value}"), tagged.Span, "YAML takes the '!' before it for a tag, so GitLab never sees it; put the whole between quotes");
        }

        if (rule is { If: { } text, Expression: { } root })
        {
            foreach (var fault in OfExpression(root, !rule.IsNever).DistinctBy(fault => (fault.Kind, fault.Node.Offset)).Select(fault => fault.At(text)).OrderBy(fault => fault.Offset))
            {
                yield return fault.Fault;
            }
        }
    }

    /// <summary>What is loose in a pattern that stands by itself, as in <c>only</c>: <c>/main/</c>, <c>/^v1/@group/project</c>; null where nothing is, or it is none.</summary>
    public static StartFault? OfRef(YamlScalar scalar)
    {
        var end = scalar.Value.LastIndexOf('/') is > 0 and var last ? scalar.Value.IndexOf('@', last) : -1;
        var path = scalar.Value.IndexOf("/@", StringComparison.Ordinal);
        var pattern = RulePattern.OfText(scalar.Value) ?? (path > 0 ? RulePattern.OfText(scalar.Value[..(path + 1)]) : end > 0 ? RulePattern.OfText(scalar.Value[..end]) : null);
        return pattern is not null && PatternAnchors.LooseBecause(pattern.Body) is { } why && !pattern.MatchesEverything
            ? new StartFault(StartFaultKind.LooseMatch, Excerpt(scalar.Value), scalar.Span, why)
            : null;
    }

    /// <summary>What is loose in an expression that stands by itself, as in <c>only:variables</c>.</summary>
    public static IEnumerable<StartFault> OfVariables(YamlScalar scalar, RuleExpression root) =>
        Positive(root).OfType<ComparedExpression>().Select(LooseMatch).OfType<Found>().Where(found => found.Kind is StartFaultKind.LooseMatch).Select(found => found.At(scalar).Fault);

    /// <summary>What GitLab would reject, or would never find true.</summary>
    public static ImmutableArray<Problem> Problems(ImmutableArray<StartRule> rules) =>
    [
        .. rules.Where(rule => rule is { If: not null, Error: not null }).Select(rule => ProblemOf(rule.If!, rule.Error!)),
        .. Of(rules).Select(fault => fault.ToProblem()).OfType<Problem>(),
    ];

    /// <summary>An expression that cannot be read.</summary>
    public static Problem ProblemOf(YamlScalar scalar, RuleExpressionError error) =>
        new(ProblemKind.Expression, error.Message, scalar.PlaceOf(error.Offset, error.Length)) { Text = Excerpt(scalar.Value) };

    private static IEnumerable<Found> OfExpression(RuleExpression root, bool admits)
    {
        if (AlwaysTrue(root) is { } always)
        {
            yield return always;
        }
        else if (NeverTrue(root) is { } never)
        {
            yield return never;
        }

        foreach (var compared in root.All().OfType<ComparedExpression>())
        {
            if (QuotedVariable(compared) is { } quoted)
            {
                yield return quoted;
            }
        }

        if (!admits)
        {
            yield break;
        }

        foreach (var compared in Positive(root).OfType<ComparedExpression>())
        {
            if (LooseMatch(compared) is { } loose)
            {
                yield return loose;
            }
        }
    }

    private static Found? AlwaysTrue(RuleExpression root)
    {
        // A word that is written out hides nothing; and a variable that is always set is asked for on purpose.
        if (root is BooleanExpression or OpaqueExpression || !IsEverywhere(root, Truth.True) || AsksOnlyForPlatform(root))
        {
            return null;
        }

        var part = root is JoinedExpression { IsAnd: false } chain ? chain.Operands.FirstOrDefault(operand => IsEverywhere(operand, Truth.True)) ?? root : root;
        return part switch
        {
            BooleanExpression => null,
            VariableExpression { Name: "CI_COMMIT_REF_PROTECTED" } => new Found(StartFaultKind.AlwaysTrue, part,
                "the variable holds 'false' where the ref is not protected, and a text that is not empty counts as true; compare it with \"true\""),
            VariableExpression when ReferenceEquals(part, root) => null,
            ComparedExpression compared when LooseMatch(compared) is { Kind: StartFaultKind.AlwaysTrue } loose => loose,
            TextExpression => new Found(StartFaultKind.AlwaysTrue, part, "a text by itself is true, so the condition is true whatever the rest says"),
            _ => new Found(StartFaultKind.AlwaysTrue, part, "this part is true in every pipeline, so the condition is true whatever the rest says"),
        };
    }

    private static Found? NeverTrue(RuleExpression root)
    {
        if (root is BooleanExpression or NullExpression or OpaqueExpression || !IsEverywhere(root, Truth.False))
        {
            return null;
        }

        var part = root is JoinedExpression { IsAnd: true } chain ? chain.Operands.FirstOrDefault(operand => IsEverywhere(operand, Truth.False)) ?? root : root;
        if (part is BooleanExpression or NullExpression)
        {
            return null;
        }

        var names = part.All().OfType<VariableExpression>().Select(variable => variable.Name).ToList();
        var why = names.FirstOrDefault(RuleVariables.IsJobOnly) is { } late ? $"'${late}' is set when a job runs, long after rules were looked at"
            : names is ["CI_PIPELINE_SOURCE"] && part is ComparedExpression { Operator: RuleOperator.Equal } ? "no pipeline comes from such a source"
            : "it is true in no pipeline";
        return new Found(StartFaultKind.NeverTrue, part, why);
    }

    private static bool IsEverywhere(RuleExpression node, Truth truth) => PipelineEvents.All.All(found => found.IsTrue(node) == truth);

    private static bool AsksOnlyForPlatform(RuleExpression root)
    {
        var names = root.All().OfType<VariableExpression>().ToList();
        return names.Count > 0 && names.All(variable => variable.Name is "CI" or "GITLAB_CI");
    }

    private static Found? QuotedVariable(ComparedExpression compared)
    {
        if (compared.Right is PatternExpression { Pattern: var pattern } && HasVariable(pattern.Body))
        {
            return new Found(StartFaultKind.QuotedVariable, compared, "variables inside a pattern are not replaced, there '$' is the end of the text");
        }

        var text = compared.Right as TextExpression ?? compared.Left as TextExpression;
        return text is not null && IsVariable(text.Value)
            ? new Found(StartFaultKind.QuotedVariable, compared, $"between quotes {text.Value} is a text and not a variable")
            : null;
    }

    private static bool IsVariable(string text)
    {
        var name = text.StartsWith("${", StringComparison.Ordinal) && text.EndsWith('}') ? text.AsSpan(2, text.Length - 3) : text.StartsWith('$') ? text.AsSpan(1) : default;
        return !name.IsEmpty && (char.IsAsciiLetter(name[0]) || name[0] is '_') && !name.ContainsAnyExcept(WordCharacters);
    }

    // Behind the end of a text nothing can follow, so a word there is meant as a name.
    private static bool HasVariable(string body)
    {
        for (var at = body.IndexOf('$', StringComparison.Ordinal); at >= 0 && at + 2 < body.Length; at = body.IndexOf('$', at + 1))
        {
            var start = body[at + 1] is '{' ? at + 2 : at + 1;
            if ((at is 0 || body[at - 1] is not '\\') && (char.IsAsciiLetterUpper(body[start]) || body[start] is '_'))
            {
                return true;
            }
        }

        return false;
    }

    // What must be true for the expression to be true, or may make it so.
    private static IEnumerable<RuleExpression> Positive(RuleExpression node) => node switch
    {
        JoinedExpression joined => joined.Operands.SelectMany(Positive),
        ComparedExpression => [node],
        _ => [],
    };

    private static Found? LooseMatch(ComparedExpression compared)
    {
        if (compared is not { Operator: RuleOperator.Match, Left: VariableExpression variable })
        {
            return null;
        }

        if (compared.Right is TextExpression { Pattern: null } text && !IsVariable(text.Value))
        {
            return new Found(StartFaultKind.LooseMatch, compared, $"a text without slashes is no pattern: it is true for every part of '{text.Value}', and where '${variable.Name}' is not set");
        }

        var pattern = (compared.Right as PatternExpression)?.Pattern ?? (compared.Right as TextExpression)?.Pattern;
        if (pattern is null)
        {
            return null;
        }

        if (pattern.MatchesEverything)
        {
            return new Found(StartFaultKind.AlwaysTrue, compared, $"the pattern finds something in every text, even where '${variable.Name}' is not set");
        }

        var why = RuleVariables.IsOwnerName(variable.Name) ? PatternAnchors.LooseBecause(pattern.Body) ?? PatternAnchors.OpenBecause(pattern.Body)
            : RuleVariables.IsRefName(variable.Name) ? PatternAnchors.LooseBecause(pattern.Body)
            : null;
        return why is null ? null : new Found(StartFaultKind.LooseMatch, compared, why);
    }

    private static string Excerpt(string text) => text.Length > MaximumExcerpt ? string.Concat(text.AsSpan(0, MaximumExcerpt - 1), "…") : text;

    private sealed record Found(StartFaultKind Kind, RuleExpression Node, string Why)
    {
        public (int Offset, StartFault Fault) At(YamlScalar scalar) =>
            (Node.Offset, new StartFault(Kind, Excerpt(scalar.Value.Substring(Node.Offset, Node.Length)), scalar.PlaceOf(Node.Offset, Node.Length), Why));
    }
}
