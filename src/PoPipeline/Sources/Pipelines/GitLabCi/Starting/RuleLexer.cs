namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>Reads the tokens of an expression, where GitLab's own lexer cuts them.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/jobs/job_rules/#cicd-variable-expressions.</remarks>
internal struct RuleLexer(string text)
{
    private int position;

    /// <summary>The next token; <see cref="RuleTokenKind.End"/> for ever at the end.</summary>
    public RuleToken Next()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        var token = position < text.Length ? Read() : new RuleToken(RuleTokenKind.End, position, 0);
        position = token.End;
        return token;
    }

    private readonly RuleToken Read() => text[position] switch
    {
        '(' => Symbol(RuleTokenKind.OpenParenthesis, 1),
        ')' => Symbol(RuleTokenKind.CloseParenthesis, 1),
        '$' => Starts(Interpolated.Start) ? Input() : Variable(),
        '"' or '\'' => Text(),
        '/' => Pattern(),
        '=' when Starts("==") => Comparison(RuleOperator.Equal),
        '=' when Starts("=~") => Comparison(RuleOperator.Match),
        '!' when Starts("!=") => Comparison(RuleOperator.NotEqual),
        '!' when Starts("!~") => Comparison(RuleOperator.NoMatch),
        '!' => Symbol(RuleTokenKind.Not, 1),
        '&' when Starts("&&") => Symbol(RuleTokenKind.And, 2),
        '|' when Starts("||") => Symbol(RuleTokenKind.Or, 2),
        _ => Word(),
    };

    private readonly bool Starts(string start) => text.AsSpan(position).StartsWith(start, StringComparison.Ordinal);

    private readonly RuleToken Symbol(RuleTokenKind kind, int length) => new(kind, position, length);

    private readonly RuleToken Comparison(RuleOperator comparison) => new(RuleTokenKind.Comparison, position, 2) { Operator = comparison };

    private readonly RuleToken Input()
    {
        var end = text.IndexOf("]]", position, StringComparison.Ordinal);
        return end < 0 ? Symbol(RuleTokenKind.Unknown, text.Length - position) : Symbol(RuleTokenKind.Input, end + 2 - position);
    }

    private readonly RuleToken Variable()
    {
        var length = 1 + WordLength(position + 1);
        if (length > 1)
        {
            return Symbol(RuleTokenKind.Variable, length);
        }

        // The braces that a script may have belong to the mistake.
        var close = Starts("${") ? text.IndexOf('}', position) : -1;
        return Symbol(RuleTokenKind.Unknown, close < 0 ? 1 : close + 1 - position);
    }

    private readonly int WordLength(int start)
    {
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_'))
        {
            end++;
        }

        return end - start;
    }

    // A text ends at the next quote of its kind and in the same line; nothing escapes one.
    private readonly RuleToken Text()
    {
        var rest = text.AsSpan(position + 1);
        var end = rest.IndexOfAny(text[position], '\n');
        return end >= 0 && rest[end] == text[position] ? Symbol(RuleTokenKind.Text, end + 2) : Symbol(RuleTokenKind.Unknown, LineLength());
    }

    // It ends at the first slash without a backslash before it, and has two characters at least.
    private readonly RuleToken Pattern()
    {
        var end = position + 1;
        while (end < text.Length && (text[end] is not '/' || (text[end - 1] is '\\' && end - 1 > position)))
        {
            end++;
        }

        if (end >= text.Length || end == position + 1)
        {
            return Symbol(RuleTokenKind.Unknown, LineLength());
        }

        // Where two slashes follow each other the second one ends it, for the last character may be any but a backslash.
        if (end + 1 < text.Length && text[end + 1] is '/')
        {
            end++;
        }
        else if (end - position < 3)
        {
            return Symbol(RuleTokenKind.Unknown, end + 1 - position);
        }

        end++;
        while (end < text.Length && text[end] is 'i' or 's' or 'm' or 'U')
        {
            end++;
        }

        return Symbol(RuleTokenKind.Pattern, end - position);
    }

    private readonly int LineLength()
    {
        var end = text.AsSpan(position).IndexOf('\n');
        return end < 0 ? text.Length - position : Math.Max(end, 1);
    }

    private readonly RuleToken Word()
    {
        var length = WordLength(position);
        var kind = text.AsSpan(position, length) switch
        {
            "null" => RuleTokenKind.Null,
            "true" or "false" => RuleTokenKind.Boolean,
            _ => RuleTokenKind.Unknown,
        };
        if (kind is not RuleTokenKind.Unknown)
        {
            return Symbol(kind, length);
        }

        var end = position + 1;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('(' or ')' or '=' or '!' or '&' or '|' or '"' or '\'' or '$'))
        {
            end++;
        }

        return Symbol(RuleTokenKind.Unknown, end - position);
    }
}
