using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>
/// Parses what <c>rules:if</c>, <c>workflow:rules:if</c> and <c>only:variables</c> hold, with GitLab's precedence: <c>!</c>, comparisons,
/// <c>&amp;&amp;</c>, <c>||</c>.
/// </summary>
/// <remarks>Source: https://docs.gitlab.com/ci/jobs/job_rules/#cicd-variable-expressions.</remarks>
internal ref struct RuleExpressionParser
{
    /// <summary>How many tokens GitLab accepts; its lexer gives up before it sees the end behind the hundredth.</summary>
    public const int MaximumTokens = 99;

    private const int MaximumExcerpt = 40;

    private readonly string text;
    private RuleLexer lexer;
    private RuleToken token;
    private RuleToken before;
    private int count;
    private RuleExpressionError? error;

    private RuleExpressionParser(string text)
    {
        this.text = text;
        lexer = new RuleLexer(text);
        token = lexer.Next();
        before = token;
        count = 1;
    }

    /// <summary>Parses a text. It is opaque where it makes sense only with what an input puts in.</summary>
    public static (RuleExpression? Root, RuleExpressionError? Error) Parse(string text)
    {
        var parser = new RuleExpressionParser(text);
        var root = parser.Whole();
        if (root is not null)
        {
            return (root, null);
        }

        return text.Contains(Interpolated.Start, StringComparison.Ordinal)
            ? (new OpaqueExpression(0, text.Length), null)
            : (null, parser.error);
    }

    private RuleExpression? Whole()
    {
        if (token.Kind is RuleTokenKind.End)
        {
            return Fail("An expression is expected here", new RuleToken(RuleTokenKind.Unknown, 0, text.Length));
        }

        var root = Chain(isAnd: false);
        return root is not null && token.Kind is not RuleTokenKind.End ? Unexpected() : error is null ? root : null;
    }

    private RuleExpression? Chain(bool isAnd)
    {
        var start = token.Offset;
        var first = isAnd ? Comparison() : Chain(isAnd: true);
        var kind = isAnd ? RuleTokenKind.And : RuleTokenKind.Or;
        if (first is null || token.Kind != kind)
        {
            return first;
        }

        var operands = ImmutableArray.CreateBuilder<RuleExpression>();
        operands.Add(first);
        while (token.Kind == kind)
        {
            Advance();
            if ((isAnd ? Comparison() : Chain(isAnd: true)) is not { } next)
            {
                return null;
            }

            operands.Add(next);
        }

        return new JoinedExpression(start, before.End - start, isAnd, operands.DrainToImmutable());
    }

    private RuleExpression? Comparison()
    {
        var start = token.Offset;
        var left = Operand();
        while (left is not null && token.Kind is RuleTokenKind.Comparison)
        {
            var comparison = token.Operator;
            Advance();
            if (Operand() is not { } right)
            {
                return null;
            }

            left = new ComparedExpression(start, before.End - start, comparison, left, right);
        }

        return left;
    }

    // Parentheses and '!' nest no deeper than there are tokens.
    private RuleExpression? Operand()
    {
        var first = token;
        switch (first.Kind)
        {
            case RuleTokenKind.Not:
                Advance();
                return Operand() is { } operand ? new NegatedExpression(first.Offset, before.End - first.Offset, operand) : null;
            case RuleTokenKind.OpenParenthesis:
                Advance();
                if (Chain(isAnd: false) is not { } inner)
                {
                    return null;
                }

                if (token.Kind is not RuleTokenKind.CloseParenthesis)
                {
                    return token.Kind is RuleTokenKind.End ? Fail("The parenthesis is not closed", first) : Unexpected();
                }

                Advance();
                return inner;
            case RuleTokenKind.Variable:
                Advance();
                return new VariableExpression(first.Offset, first.Length, text.Substring(first.Offset + 1, first.Length - 1));
            case RuleTokenKind.Input:
                Advance();
                return new OpaqueExpression(first.Offset, first.Length);
            case RuleTokenKind.Text:
                Advance();
                return Text(first);
            case RuleTokenKind.Pattern:
                return Pattern(first);
            case RuleTokenKind.Null:
                Advance();
                return new NullExpression(first.Offset, first.Length);
            case RuleTokenKind.Boolean:
                Advance();
                return new BooleanExpression(first.Offset, first.Length, text[first.Offset] is 't');
            default:
                return Unexpected();
        }
    }

    private readonly RuleExpression Text(RuleToken quoted)
    {
        var value = text.Substring(quoted.Offset + 1, quoted.Length - 2);
        return value.Contains(Interpolated.Start, StringComparison.Ordinal)
            ? new OpaqueExpression(quoted.Offset, quoted.Length)
            : new TextExpression(quoted.Offset, quoted.Length, value, RulePattern.OfText(value));
    }

    private RuleExpression? Pattern(RuleToken written)
    {
        var pattern = RulePattern.Of(text.Substring(written.Offset, written.Length));
        if (pattern.Error is { } wrong)
        {
            return Fail($"The pattern is none that GitLab reads: {wrong}", written);
        }

        Advance();
        return new PatternExpression(written.Offset, written.Length, pattern);
    }

    private void Advance()
    {
        before = token;
        token = lexer.Next();
        if (++count > MaximumTokens + 1 || (count == MaximumTokens + 1 && token.Kind is not RuleTokenKind.End))
        {
            error ??= new RuleExpressionError($"An expression may have {MaximumTokens} parts at most", token.Offset, token.Length);
            token = token with { Kind = RuleTokenKind.Unknown };
        }
    }

    private RuleExpression? Unexpected()
    {
        if (token.Kind is RuleTokenKind.End)
        {
            return Fail($"The expression ends too early, behind '{Excerpt(before)}'", before);
        }

        var excerpt = Excerpt(token);
        return token.Kind is not RuleTokenKind.Unknown ? Fail($"'{excerpt}' is unexpected here in an expression", token) : text[token.Offset] switch
        {
            '"' or '\'' => Fail($"The text has no closing {text[token.Offset]}", token),
            '/' when token is { Length: 3 } && text[token.End - 1] is '/' => Fail($"The pattern '{excerpt}' has one character, GitLab reads patterns of two and more", token),
            '/' => Fail("A pattern stands between '/' and '/', and is not empty", token),
            '$' when token.Length > 1 && text[token.Offset + 1] is '{' => Fail($"'{excerpt}' is none: in an expression a variable is written without braces, as '$NAME'", token),
            '$' => Fail("A variable is written as '$NAME' in an expression", token),
            '=' or '&' or '|' or '<' or '>' => Fail($"'{excerpt}' is no operator: an expression has '==', '!=', '=~', '!~', '&&', '||' and '!'", token),
            _ => Fail($"'{excerpt}' is unexpected here: a text stands between quotes, a variable starts with '$'", token),
        };
    }

    private readonly string Excerpt(RuleToken part) =>
        part.Length > MaximumExcerpt ? string.Concat(text.AsSpan(part.Offset, MaximumExcerpt - 1), "…") : text.Substring(part.Offset, part.Length);

    private RuleExpression? Fail(string message, RuleToken part)
    {
        error ??= new RuleExpressionError(message, part.Offset, part.Length);
        return null;
    }
}
