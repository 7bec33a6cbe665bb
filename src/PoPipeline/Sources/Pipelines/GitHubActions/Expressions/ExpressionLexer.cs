using System.Text;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Reads the tokens of an expression, as GitHub's runner does: a word ends only at white space or at an operator.</summary>
internal struct ExpressionLexer(string text, int start, int end)
{
    private int position = start;
    private TokenKind last = TokenKind.End;

    /// <summary>The next token; <see cref="TokenKind.End"/> for ever at the end.</summary>
    public Token Next()
    {
        while (position < end && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        var token = position < end ? Read(text[position]) : new Token(TokenKind.End, position, 0);
        position = token.End;
        last = token.Kind;
        return token;
    }

    private static bool IsBoundary(char character) =>
        character is '(' or ')' or '[' or ']' or ',' or '.' or '!' or '<' or '>' or '=' or '&' or '|' || char.IsWhiteSpace(character);

    private readonly Token Read(char first) => first switch
    {
        '(' => Symbol(TokenKind.OpenParenthesis),
        ')' => Symbol(TokenKind.CloseParenthesis),
        '[' => Symbol(TokenKind.OpenBracket),
        ']' => Symbol(TokenKind.CloseBracket),
        ',' => Symbol(TokenKind.Comma),
        '*' => Symbol(TokenKind.Wildcard),
        '\'' => Quoted(),
        '!' when Follows('=') => Comparison(ComparisonOperator.NotEqual, 2),
        '!' => Symbol(TokenKind.Not),
        '=' when Follows('=') => Comparison(ComparisonOperator.Equal, 2),
        '<' when Follows('=') => Comparison(ComparisonOperator.LessOrEqual, 2),
        '<' => Comparison(ComparisonOperator.Less, 1),
        '>' when Follows('=') => Comparison(ComparisonOperator.GreaterOrEqual, 2),
        '>' => Comparison(ComparisonOperator.Greater, 1),
        '&' when Follows('&') => Symbol(TokenKind.And, 2),
        '|' when Follows('|') => Symbol(TokenKind.Or, 2),
        '.' when last is TokenKind.Literal or TokenKind.Name or TokenKind.Property or TokenKind.Wildcard
            or TokenKind.CloseParenthesis or TokenKind.CloseBracket => Symbol(TokenKind.Dot),
        '.' or '+' or '-' or (>= '0' and <= '9') => Number(),
        _ => Word(),
    };

    private readonly bool Follows(char character) => position + 1 < end && text[position + 1] == character;

    private readonly Token Symbol(TokenKind kind, int length = 1) => new(kind, position, length);

    private readonly Token Comparison(ComparisonOperator comparison, int length) => new(TokenKind.Comparison, position, length) { Operator = comparison };

    private readonly Token Quoted()
    {
        var value = new StringBuilder();
        for (var index = position + 1; index < end; index++)
        {
            if (text[index] is not '\'')
            {
                value.Append(text[index]);
            }
            else if (index + 1 < end && text[index + 1] is '\'')
            {
                value.Append('\'');
                index++;
            }
            else
            {
                return new Token(TokenKind.Literal, position, index + 1 - position) { Value = new StringValue(value.ToString()) };
            }
        }

        return new Token(TokenKind.Unknown, position, end - position);
    }

    private readonly Token Number()
    {
        var stop = position + 1;
        while (stop < end && (text[stop] is '.' || !IsBoundary(text[stop])))
        {
            stop++;
        }

        return NumberValue.TryParse(text.AsSpan(position, stop - position), out var number)
            ? new Token(TokenKind.Literal, position, stop - position) { Value = new NumberValue(number) }
            : new Token(TokenKind.Unknown, position, stop - position);
    }

    private readonly Token Word()
    {
        var stop = position + 1;
        while (stop < end && !IsBoundary(text[stop]))
        {
            stop++;
        }

        var word = text.AsSpan(position, stop - position);
        var length = stop - position;
        if (!IsName(word))
        {
            return new Token(TokenKind.Unknown, position, length);
        }

        if (last is TokenKind.Dot)
        {
            return new Token(TokenKind.Property, position, length);
        }

        ExpressionValue? value = word switch
        {
            "null" => NullValue.Instance,
            "true" => BooleanValue.True,
            "false" => BooleanValue.False,
            "NaN" => new NumberValue(double.NaN),
            "Infinity" => new NumberValue(double.PositiveInfinity),
            _ => null,
        };
        return value is null ? new Token(TokenKind.Name, position, length) : new Token(TokenKind.Literal, position, length) { Value = value };
    }

    private static bool IsName(ReadOnlySpan<char> word) =>
        (char.IsAsciiLetter(word[0]) || word[0] is '_') && word.IndexOfAnyExcept(NameCharacters) < 0;

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
}
