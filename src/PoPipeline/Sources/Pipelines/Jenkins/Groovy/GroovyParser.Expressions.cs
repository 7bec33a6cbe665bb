using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.Jenkins.Groovy;

/// <content>Expressions.</content>
internal sealed partial class GroovyParser
{
    /// <summary>Reads an expression, with an assignment or a choice at its top.</summary>
    /// <param name="command">Whether a call may stand there without parentheses.</param>
    private GroovyNode ParseExpression(bool command)
    {
        if (level >= MostLevels)
        {
            return SkipDeep();
        }

        level++;
        var target = ParseChoice(command);
        if (!IsOnNewLine && AssignmentAt(at) is { } name)
        {
            at++;
            var value = ParseExpression(command: true);
            target = Bounded(new GroovyAssignment(target.Start, Math.Max(LastEnd, target.End), target, name, value));
        }

        level--;
        return target;
    }

    private string? AssignmentAt(int index) => index < limit && pieces[index].Token.Kind is GroovyTokenKind.Operator
        ? SpanOf(index) switch
        {
            "=" => "=",
            "+=" => "+=",
            "-=" or "*=" or "/=" or "%=" or "**=" or "<<=" or "&=" or "|=" or "^=" => TextOf(index),
            _ => null,
        }
        : null;

    private GroovyNode ParseChoice(bool command)
    {
        var condition = ParseOperation(command);
        if (Take("?:"))
        {
            var otherwise = ParseExpression(command: false);
            return Bounded(new GroovyChoice(condition.Start, LastEnd, condition, Then: null, otherwise));
        }

        if (!Take("?"))
        {
            return condition;
        }

        var then = ParseExpression(command: false);
        if (!Take(":"))
        {
            ReportUnexpected();
            return Bounded(new GroovyChoice(condition.Start, LastEnd, condition, then, Nothing()));
        }

        var other = ParseExpression(command: false);
        return Bounded(new GroovyChoice(condition.Start, LastEnd, condition, then, other));
    }

    private GroovyNode ParseOperation(bool command)
    {
        var first = ParseUnary(command);
        ImmutableArray<string>.Builder? operators = null;
        ImmutableArray<GroovyNode>.Builder? operands = null;
        while (OperatorAt(at) is var (name, count))
        {
            at += count;
            if (name is "as")
            {
                var last = operands is null ? first : operands[^1];
                var cast = Bounded(new GroovyCast(last.Start, LastEnd, ParseType(), last));
                if (operands is null)
                {
                    // A value in another type can be taken further: '(x as String).trim()' has its parentheses.
                    first = cast;
                }
                else
                {
                    operands[^1] = cast;
                }

                continue;
            }

            operators ??= ImmutableArray.CreateBuilder<string>();
            if (operands is null)
            {
                operands = ImmutableArray.CreateBuilder<GroovyNode>();
                operands.Add(first);
            }

            operators.Add(name);
            if (name is "instanceof" or "!instanceof")
            {
                var start = Start;
                var type = ParseType();
                operands.Add(new GroovyName(start, LastEnd, type));
            }
            else
            {
                operands.Add(ParseUnary(command: false));
            }
        }

        return operands is null ? first : Bounded(new GroovyOperation(first.Start, Math.Max(LastEnd, first.End), operators!.ToImmutable(), operands.ToImmutable()));
    }

    // An operator between two operands, and how many tokens it is made of.
    private (string Name, int Count)? OperatorAt(int index)
    {
        if (index >= limit)
        {
            return null;
        }

        var breaks = !joinsLines && pieces[index].BreaksBefore;
        if (pieces[index].Token.Kind is GroovyTokenKind.Word)
        {
            return breaks ? null : SpanOf(index) switch { "in" => ("in", 1), "instanceof" => ("instanceof", 1), "as" => ("as", 1), _ => null };
        }

        if (pieces[index].Token.Kind is not GroovyTokenKind.Operator)
        {
            return null;
        }

        var name = SpanOf(index) switch
        {
            "+" => "+",
            "==" => "==",
            "&&" => "&&",
            "||" => "||",
            "!=" => "!=",
            "-" or "*" or "/" or "%" or "**" or "===" or "!==" or "<" or ">" or "<=" or ">=" or "<=>" or "&" or "|" or "^" or "<<" or ".." or "..<" or "=~" or "==~" => TextOf(index),
            "!" when IsWordAt(index + 1, "in") => "!in",
            "!" when IsWordAt(index + 1, "instanceof") => "!instanceof",
            _ => null,
        };
        if (name is null || (breaks && name is not ("&&" or "||" or "==" or "!=" or "===" or "!==" or "=~" or "==~" or "<=>")))
        {
            return null;
        }

        if (name is "!in" or "!instanceof")
        {
            return (name, 2);
        }

        var count = 1;
        while (name[0] is '>' && count < 4 && index + count < limit && pieces[index + count].Token.Start == pieces[index + count - 1].Token.End && SpanOf(index + count) is ">" or ">=")
        {
            name += TextOf(index + count);
            count++;
        }

        return (name, count);
    }

    private GroovyNode ParseUnary(bool command)
    {
        if (Kind is GroovyTokenKind.Operator && SpanOf(at) is "!" or "~" or "-" or "+" or "++" or "--")
        {
            var start = Start;
            var name = TextOf(at);
            if (level >= MostLevels)
            {
                return SkipDeep();
            }

            at++;
            level++;
            var operand = ParseUnary(command && name is "!");
            level--;
            return Bounded(new GroovyOperation(start, Math.Max(LastEnd, operand.End), [name], [operand]));
        }

        return CastType() is { } type ? ParseCast(type) : ParsePostfix(command);
    }

    private GroovyNode ParseCast(int closing)
    {
        var start = Start;
        if (level >= MostLevels)
        {
            return SkipDeep();
        }

        at++;
        var type = ParseType();
        at = closing + 1;
        level++;
        var value = ParseUnary(command: false);
        level--;
        return Bounded(new GroovyCast(start, Math.Max(LastEnd, value.End), type, value));
    }

    // The index of the parenthesis that ends the type of a cast; null where none begins here.
    private int? CastType()
    {
        if (!Is("(") || matches[at] < 0 || matches[at] >= limit || TypeEnd(at + 1) != matches[at])
        {
            return null;
        }

        var closing = matches[at];
        var isType = GroovyWords.IsPrimitive(SpanOf(at + 1)) || IsAt(closing - 1, "]") || IsAt(closing - 1, ">") || char.IsUpper(SpanOf(closing - 1)[0]);
        if (!isType || closing + 1 >= limit || (!joinsLines && pieces[closing + 1].BreaksBefore))
        {
            return null;
        }

        return pieces[closing + 1].Token.Kind switch
        {
            GroovyTokenKind.Word => GroovyWords.IsNoArgument(SpanOf(closing + 1)) ? null : closing,
            GroovyTokenKind.Number or GroovyTokenKind.TextStart => closing,
            GroovyTokenKind.Operator => SpanOf(closing + 1) is "(" or "[" or "{" or "!" or "~" ? closing : null,
            _ => null,
        };
    }

    private GroovyNode ParsePostfix(bool command)
    {
        var node = ParsePrimary();
        while (!IsAtEnd)
        {
            var next = Selected(node, command);
            if (next is null)
            {
                break;
            }

            node = Bounded(next);
        }

        return node;
    }

    private GroovyNode? Selected(GroovyNode node, bool command)
    {
        if (Kind is GroovyTokenKind.Operator)
        {
            switch (SpanOf(at))
            {
                case "." or "?." or "*." or ".&" or ".@" or "::" or "*.@" or "?.@":
                    return ParseProperty(node);
                case "(" when !IsOnNewLine:
                    return new GroovyCall(node.Start, 0, node, ParseArguments()) { End = LastEnd };
                case "[" when !IsOnNewLine:
                    return new GroovyIndex(node.Start, 0, node, ParseArguments()) { End = LastEnd };
                case "{" when node is GroovyCall or GroovyName or GroovyProperty && (!IsOnNewLine || MayHaveLateBody(node, command)):
                    return WithBody(node);
                case "++" or "--" when !IsOnNewLine:
                    at++;
                    return new GroovyOperation(node.Start, LastEnd, [TextOf(at - 1)], [node]);
                case "!" when command && !IsOnNewLine && node is GroovyName && IsNameAt(at + 1) && OperatorAt(at) is null:
                    return ParseCommand(node);
            }

            return null;
        }

        if (!command || IsOnNewLine)
        {
            return null;
        }

        var starts = Kind is GroovyTokenKind.TextStart or GroovyTokenKind.Number || (Kind is GroovyTokenKind.Word && !GroovyWords.IsNoArgument(SpanOf(at)));
        return !starts ? null
            : node is GroovyName or GroovyProperty { Name: not null } ? ParseCommand(node)
            // The name of a method may stand between quotes: 'org.acme.Tool' 'latest'.
            : node is GroovyText { Plain: { Length: > 0 } name } && Kind is GroovyTokenKind.TextStart && LastEnd < Start ? ParseCommand(new GroovyName(node.Start, node.End, name))
            : node is GroovyCall && Kind is GroovyTokenKind.Word && LastEnd < Start ? ParseChained(node)
            : null;
    }

    // 'a b c d' is 'a(b).c(d)'.
    private GroovyProperty ParseChained(GroovyNode node)
    {
        at++;
        return new GroovyProperty(node.Start, LastEnd, node, TextOf(at - 1), Computed: null, pieces[at - 1].Token.Start);
    }

    // In a statement, and in what a variable is set to, a closure on the next line still belongs to what stands before it.
    private static bool MayHaveLateBody(GroovyNode node, bool command) => command && node is GroovyName or GroovyProperty or GroovyCall { Body: null };

    private GroovyCall WithBody(GroovyNode node)
    {
        var body = ParseClosure();
        var argument = new GroovyArgument(body.Start, body.End, Name: null, Key: null, body);
        return node is GroovyCall { Body: null } call
            ? new GroovyCall(node.Start, body.End, call.Callee, call.Arguments.Add(argument))
            : new GroovyCall(node.Start, body.End, node, [argument]);
    }

    private GroovyCall ParseCommand(GroovyNode callee)
    {
        var arguments = ImmutableArray.CreateBuilder<GroovyArgument>();
        do
        {
            var before = at;
            arguments.Add(ParseArgument());
            if (at == before)
            {
                break;
            }
        }
        while (Take(","));
        return new GroovyCall(callee.Start, LastEnd, callee, arguments.ToImmutable());
    }

    private GroovyProperty ParseProperty(GroovyNode receiver)
    {
        at++;
        var start = Start;
        if (Is("@"))
        {
            at++;
        }

        if (Kind is GroovyTokenKind.Word)
        {
            at++;
            return new GroovyProperty(receiver.Start, LastEnd, receiver, TextOf(at - 1), Computed: null, start);
        }

        if (Kind is GroovyTokenKind.TextStart)
        {
            var name = ParseText();
            return new GroovyProperty(receiver.Start, name.End, receiver, name.Plain, name.IsPlain ? null : name, start);
        }

        if (Is("("))
        {
            var name = ParseParenthesized();
            return new GroovyProperty(receiver.Start, LastEnd, receiver, Name: null, name, start);
        }

        ReportUnexpected();
        return new GroovyProperty(receiver.Start, LastEnd, receiver, "", Computed: null, start);
    }

    // What stands between parentheses or brackets.
    private ImmutableArray<GroovyArgument> ParseArguments()
    {
        var closing = matches[at];
        var frame = Enter(closing, joins: true);
        at++;
        var arguments = ImmutableArray.CreateBuilder<GroovyArgument>();
        while (!IsAtEnd)
        {
            var before = at;
            arguments.Add(ParseArgument());
            if (!Take(",") && !IsAtEnd)
            {
                ReportUnexpected();
                at = at == before ? at + 1 : at;
            }
        }

        Leave(frame, closing);
        return arguments.ToImmutable();
    }

    private GroovyArgument ParseArgument()
    {
        var start = Start;
        if (Is("*"))
        {
            at++;
            _ = Take(":");
            var spread = ParseExpression(command: false);
            return new GroovyArgument(start, LastEnd, Name: null, Key: null, spread) { IsSpread = true };
        }

        if (Kind is GroovyTokenKind.Word or GroovyTokenKind.Number && IsAt(at + 1, ":"))
        {
            var name = TextOf(at);
            var nameEnd = pieces[at].Token.End;
            at += 2;
            return new GroovyArgument(start, 0, name, Key: null, ParseExpression(command: false)) { End = LastEnd, NameEnd = nameEnd };
        }

        var value = ParseExpression(command: false);
        if (!Is(":"))
        {
            return new GroovyArgument(start, Math.Max(LastEnd, value.End), Name: null, Key: null, value);
        }

        at++;
        var keyed = ParseExpression(command: false);
        return new GroovyArgument(start, LastEnd, (value as GroovyText)?.Plain, value, keyed) { NameEnd = value.End };
    }

    private GroovyNode ParsePrimary()
    {
        var start = Start;
        switch (Kind)
        {
            case GroovyTokenKind.Word when IsWord("new"):
                return ParseNew();
            case GroovyTokenKind.Word:
                at++;
                return SpanOf(at - 1) is "true" or "false" or "null" ? new GroovyConstant(start, LastEnd, TextOf(at - 1)) : new GroovyName(start, LastEnd, TextOf(at - 1));
            case GroovyTokenKind.Number:
                at++;
                return new GroovyConstant(start, LastEnd, TextOf(at - 1));
            case GroovyTokenKind.TextStart:
                return level >= MostLevels ? SkipDeep() : ParseText();
            case GroovyTokenKind.Operator when Is("("):
                return ParseParenthesized();
            case GroovyTokenKind.Operator when Is("["):
                return ParseCollection();
            case GroovyTokenKind.Operator when Is("{"):
                return ParseClosure();
            default:
                ReportUnexpected();
                return Nothing();
        }
    }

    private GroovyNode ParseParenthesized()
    {
        var start = Start;
        var items = ParseArguments();
        return items is [{ IsNamed: false, IsSpread: false } only] ? only.Value : new GroovyList(start, LastEnd, [.. items.Select(item => item.Value)]);
    }

    private GroovyNode ParseCollection()
    {
        var start = Start;
        if (IsAt(at + 1, ":") && matches[at] == at + 2)
        {
            at += 3;
            return new GroovyMap(start, LastEnd, []);
        }

        var entries = ParseArguments();
        return entries.Any(entry => entry.IsNamed) ? Bounded(new GroovyMap(start, LastEnd, entries)) : Bounded(new GroovyList(start, LastEnd, [.. entries.Select(entry => entry.Value)]));
    }

    private GroovyNode ParseNew()
    {
        var start = Start;
        at++;
        var type = ParseType();
        ImmutableArray<GroovyArgument> arguments = [];
        while (Is("(") || (Is("[") && !IsOnNewLine))
        {
            arguments = arguments.AddRange(ParseArguments());
        }

        ImmutableArray<GroovyNode> body = [];
        if (Is("{") && !IsOnNewLine)
        {
            body = ParseBody(type);
        }

        return Bounded(new GroovyNew(start, LastEnd, type, arguments, body));
    }

    private GroovyNode ParseClosure()
    {
        var start = Start;
        var closing = matches[at];
        if (level >= MostLevels)
        {
            return SkipDeep();
        }

        level++;
        var frame = Enter(closing, joins: false);
        at++;
        var parameters = ArrowAt() is { } arrow ? ParseParameters(arrow) : [];
        var body = ParseStatements();
        Leave(frame, closing);
        level--;
        return Bounded(new GroovyClosure(start, LastEnd, parameters, body));
    }

    // The index of the arrow behind the parameters of a closure; null where it has none.
    private int? ArrowAt()
    {
        const int Longest = 100;
        for (var (index, count) = (at, 0); index < limit && count < Longest; count++)
        {
            if (IsAt(index, "->"))
            {
                return index;
            }

            var isPart = pieces[index].Token.Kind switch
            {
                GroovyTokenKind.Word => !GroovyWords.IsStatement(SpanOf(index)),
                GroovyTokenKind.Number or GroovyTokenKind.TextStart => true,
                GroovyTokenKind.Operator => SpanOf(index) is "," or "=" or "." or "<" or ">" or "?" or "[" or "]" or "..." or "(" or "@" or ":" or "-",
                _ => false,
            };
            if (!isPart)
            {
                return null;
            }

            // Default values are passed over as a whole.
            index = matches[index] > index ? matches[index] + 1 : index + 1;
        }

        return null;
    }

    // Parameters until a token, which is passed.
    private ImmutableArray<GroovyParameter> ParseParameters(int end)
    {
        var frame = Enter(end, joins: true);
        var parameters = ImmutableArray.CreateBuilder<GroovyParameter>();
        while (!IsAtEnd)
        {
            var before = at;
            _ = ParseAnnotations();
            while (Kind is GroovyTokenKind.Word && GroovyWords.IsModifier(SpanOf(at)) && IsNameAt(at + 1))
            {
                at++;
            }

            var start = Start;
            var typeEnd = TypeEnd(at);
            string? type = null;
            var isEndless = false;
            if (typeEnd > 0 && (IsNameAt(typeEnd) || IsAt(typeEnd, "...")))
            {
                type = text[start..pieces[typeEnd - 1].Token.End];
                at = typeEnd;
                isEndless = Take("...");
            }

            if (Kind is GroovyTokenKind.Word)
            {
                var name = TextOf(at);
                at++;
                var value = Take("=") ? ParseExpression(command: false) : null;
                parameters.Add(new GroovyParameter(start, LastEnd, type, name, value) { IsEndless = isEndless });
            }

            if (!Take(",") && !IsAtEnd)
            {
                ReportUnexpected();
                at = at == before ? at + 1 : at;
            }
        }

        Leave(frame, end);
        return parameters.ToImmutable();
    }

    // The index behind a type that starts at a token; -1 where none does.
    private int TypeEnd(int index)
    {
        const int Longest = 60;
        if (!IsNameAt(index) || SpanOf(index) is "new" or "return" or "true" or "false" or "null" or "this" or "super" || GroovyWords.IsStatement(SpanOf(index)) || GroovyWords.IsNoArgument(SpanOf(index)))
        {
            return -1;
        }

        index++;
        while (IsAt(index, ".") && IsNameAt(index + 1))
        {
            index += 2;
        }

        if (IsAt(index, "<"))
        {
            var (open, next) = (0, index);
            do
            {
                if (next >= limit || next - index > Longest || !(pieces[next].Token.Kind is GroovyTokenKind.Word || SpanOf(next) is "<" or ">" or "," or "." or "?" or "[" or "]" or "&"))
                {
                    return -1;
                }

                open += SpanOf(next) switch { "<" => 1, ">" => -1, _ => 0 };
                next++;
            }
            while (open > 0);
            index = next;
        }

        while (IsAt(index, "[") && IsAt(index + 1, "]"))
        {
            index += 2;
        }

        return index;
    }

    private string ParseType()
    {
        var start = Start;
        var end = TypeEnd(at);
        if (end < 0)
        {
            // 'new ArrayList<>()' names no type between its marks, which is read above; anything else is none.
            ReportUnexpected();
            return "";
        }

        at = end;
        return text[start..LastEnd];
    }
}
