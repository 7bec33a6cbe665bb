using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>
/// Parses expressions with the precedence of GitHub's runner: index and dereference, <c>!</c>, order, equality, <c>&amp;&amp;</c>,
/// <c>||</c>. Which contexts and functions exist is not its concern.
/// </summary>
internal ref struct ExpressionParser
{
    /// <summary>How many levels of nodes GitHub accepts.</summary>
    public const int MaximumHeight = 50;

    /// <summary>How long an expression may be.</summary>
    public const int MaximumLength = 21_000;

    // Parentheses make no node, so they need a bound of their own.
    private const int MaximumNesting = 200;

    private readonly string text;
    private ExpressionLexer lexer;
    private Token token;
    private Token before;
    private int nesting;
    private ExpressionError? error;

    private ExpressionParser(string text, int start, int end)
    {
        this.text = text;
        lexer = new ExpressionLexer(text, start, end);
        token = lexer.Next();
        before = token;
    }

    /// <summary>Parses a whole text without marks.</summary>
    public static (Expression? Root, ExpressionError? Error) Parse(string text) => Parse(text, 0, text.Length);

    /// <summary>Parses a part of a text. Both are null where it is empty.</summary>
    public static (Expression? Root, ExpressionError? Error) Parse(string text, int start, int end)
    {
        if (end - start > MaximumLength)
        {
            return (null, new ExpressionError($"An expression may have {MaximumLength} characters at most", start, end - start));
        }

        var parser = new ExpressionParser(text, start, end);
        if (parser.token.Kind is TokenKind.End)
        {
            return (null, null);
        }

        var root = parser.Or();
        if (parser.error is null && parser.token.Kind is not TokenKind.End)
        {
            parser.Unexpected();
        }

        return parser.error is null ? (root, null) : (null, parser.error);
    }

    private Expression? Or() => Chain(isAnd: false);

    private Expression? Chain(bool isAnd)
    {
        if (++nesting > MaximumNesting)
        {
            return Fail("The expression nests too deep", token);
        }

        var first = isAnd ? Equality() : Chain(isAnd: true);
        nesting--;
        var kind = isAnd ? TokenKind.And : TokenKind.Or;
        if (first is null || token.Kind != kind)
        {
            return first;
        }

        var operands = ImmutableArray.CreateBuilder<Expression>();
        operands.Add(first);
        while (token.Kind == kind)
        {
            Advance();
            var next = isAnd ? Equality() : Chain(isAnd: true);
            if (next is null)
            {
                return null;
            }

            operands.Add(next);
        }

        // Parentheses around the last operand belong to the chain.
        return Checked(new LogicalExpression(first.Offset, before.End - first.Offset, isAnd, operands.DrainToImmutable()));
    }

    private Expression? Equality()
    {
        var left = Order();
        while (left is not null && token is { Kind: TokenKind.Comparison, Operator: ComparisonOperator.Equal or ComparisonOperator.NotEqual })
        {
            left = Comparison(left, equality: true);
        }

        return left;
    }

    private Expression? Order()
    {
        var left = Unary();
        while (left is not null && token is { Kind: TokenKind.Comparison, Operator: not (ComparisonOperator.Equal or ComparisonOperator.NotEqual) })
        {
            left = Comparison(left, equality: false);
        }

        return left;
    }

    private Expression? Comparison(Expression left, bool equality)
    {
        var comparison = token.Operator;
        Advance();
        var right = equality ? Order() : Unary();
        return right is null ? null : Checked(new ComparisonExpression(left.Offset, before.End - left.Offset, comparison, left, right));
    }

    private Expression? Unary()
    {
        if (token.Kind is not TokenKind.Not)
        {
            return Postfix();
        }

        if (++nesting > MaximumNesting)
        {
            return Fail("The expression nests too deep", token);
        }

        var offset = token.Offset;
        Advance();
        var operand = Unary();
        nesting--;
        return operand is null ? null : Checked(new NotExpression(offset, before.End - offset, operand));
    }

    private Expression? Postfix()
    {
        var isLiteral = token.Kind is TokenKind.Literal;
        var offset = token.Offset;
        var target = Primary();
        while (target is not null && !isLiteral)
        {
            if (token.Kind is TokenKind.Dot)
            {
                target = Member(target, offset);
            }
            else if (token.Kind is TokenKind.OpenBracket)
            {
                target = Index(target, offset);
            }
            else
            {
                break;
            }
        }

        return target;
    }

    private Expression? Member(Expression target, int offset)
    {
        Advance();
        switch (token.Kind)
        {
            case TokenKind.Property:
                var name = token;
                Advance();
                return Checked(new MemberExpression(offset, name.End - offset, target, text.Substring(name.Offset, name.Length), name.Offset));
            case TokenKind.Wildcard:
                Advance();
                return Checked(new FilterExpression(offset, before.End - offset, target));
            default:
                return Unexpected();
        }
    }

    private Expression? Index(Expression target, int offset)
    {
        Advance();
        if (token.Kind is TokenKind.Wildcard)
        {
            Advance();
            return Expect(TokenKind.CloseBracket) ? Checked(new FilterExpression(offset, before.End - offset, target)) : null;
        }

        var index = Or();
        return index is not null && Expect(TokenKind.CloseBracket)
            ? Checked(new IndexExpression(offset, before.End - offset, target, index))
            : null;
    }

    private Expression? Primary()
    {
        var first = token;
        switch (first.Kind)
        {
            case TokenKind.Literal when first.Value is not null:
                Advance();
                return new LiteralExpression(first.Offset, first.Length, first.Value);
            case TokenKind.Name:
                Advance();
                var name = text.Substring(first.Offset, first.Length);
                return token.Kind is TokenKind.OpenParenthesis ? Call(first, name) : new ContextExpression(first.Offset, first.Length, name);
            case TokenKind.OpenParenthesis:
                Advance();
                var inner = Or();
                return inner is not null && Expect(TokenKind.CloseParenthesis) ? inner : null;
            default:
                return Unexpected();
        }
    }

    private Expression? Call(Token first, string name)
    {
        Advance();
        var arguments = ImmutableArray.CreateBuilder<Expression>();
        while (token.Kind is not TokenKind.CloseParenthesis)
        {
            if (arguments.Count > 0 && !Expect(TokenKind.Comma))
            {
                return null;
            }

            var argument = Or();
            if (argument is null)
            {
                return null;
            }

            arguments.Add(argument);
        }

        Advance();
        return Checked(new CallExpression(first.Offset, before.End - first.Offset, name, arguments.DrainToImmutable()));
    }

    private Expression? Checked(Expression expression) =>
        expression.Height > MaximumHeight
            ? Fail($"The expression has more than {MaximumHeight} levels", new Token(TokenKind.Unknown, expression.Offset, expression.Length))
            : expression;

    private bool Expect(TokenKind kind)
    {
        if (token.Kind != kind)
        {
            Unexpected();
            return false;
        }

        Advance();
        return true;
    }

    private void Advance()
    {
        before = token;
        token = lexer.Next();
    }

    private Expression? Unexpected() =>
        token.Kind is TokenKind.End
            ? Fail($"The expression ends too early, behind '{Excerpt(before)}'", before)
            : text[token.Offset] switch
            {
                '\'' => Fail("A string has no closing \"'\"", token),
                '"' => Fail("A string in an expression is written between \"'\", not '\"'", token),
                _ => Fail($"'{Excerpt(token)}' is unexpected here in an expression", token),
            };

    private readonly string Excerpt(Token part) =>
        part.Length > 40 ? string.Concat(text.AsSpan(part.Offset, 39), "…") : text.Substring(part.Offset, part.Length);

    private Expression? Fail(string message, Token part)
    {
        error ??= new ExpressionError(message, part.Offset, part.Length);
        return null;
    }
}
