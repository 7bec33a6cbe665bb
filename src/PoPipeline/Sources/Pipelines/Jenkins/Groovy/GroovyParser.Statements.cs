using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.Jenkins.Groovy;

/// <content>Statements and declarations.</content>
internal sealed partial class GroovyParser
{
    // Until the brackets around them end, or another case of a switch begins.
    private ImmutableArray<GroovyNode> ParseStatements()
    {
        var statements = ImmutableArray.CreateBuilder<GroovyNode>();
        while (!IsAtEnd && !(inSwitch && IsCase()))
        {
            if (Take(";") || (inClass is not null && Take(",")))
            {
                continue;
            }

            var before = at;
            statements.Add(ParseStatement());
            if (at == before)
            {
                at++;
            }
            else if (!IsAtEnd && !pieces[at].BreaksBefore && !Is(";") && !(pieces[at - 1].Token.Kind is GroovyTokenKind.Operator && SpanOf(at - 1) is "}") && !(inClass is not null && Is(",")) && !(inSwitch && IsCase()))
            {
                ReportUnexpected();
            }
        }

        return statements.ToImmutable();
    }

    private bool IsCase() => IsWord("case") || (IsWord("default") && IsAt(at + 1, ":"));

    private GroovyNode ParseStatement()
    {
        if (level >= MostLevels)
        {
            return SkipDeep();
        }

        level++;
        var statement = Bounded(ParseAnyStatement());
        level--;
        return statement;
    }

    private GroovyNode ParseAnyStatement()
    {
        if (Is("@"))
        {
            return IsWordAt(at + 1, "interface") ? ParseClass(Start, []) : ParseDeclared(Start, ParseAnnotations());
        }

        if (Is("{") && !HasArrow())
        {
            return ParseBlock();
        }

        if (Kind is not GroovyTokenKind.Word)
        {
            return ParseExpression(command: true);
        }

        var start = Start;
        if (IsAt(at + 1, ":") && !IsCase())
        {
            // A label.
            at += 2;
            return IsAtEnd ? new GroovyUnread(start, LastEnd) : ParseStatement();
        }

        switch (SpanOf(at))
        {
            case "if" when IsAt(at + 1, "("):
                return ParseIf();
            case "for" when IsAt(at + 1, "("):
                return ParseFor();
            case "while" when IsAt(at + 1, "("):
                at++;
                var condition = ParseParenthesized();
                var body = ParseStatementBody();
                return new GroovyLoop(start, LastEnd, Variable: null, [condition], body);
            case "do" when IsAt(at + 1, "{"):
                at++;
                var done = ParseStatementBody();
                var until = IsWord("while") && IsAt(at + 1, "(") ? ParseUntil() : null;
                return new GroovyLoop(start, LastEnd, Variable: null, until is null ? [] : [until], done);
            case "switch" when IsAt(at + 1, "("):
                return ParseSwitch();
            case "try" when IsAt(at + 1, "{") || IsAt(at + 1, "("):
                return ParseTry();
            case "return" or "throw" or "assert" or "break" or "continue":
                return ParseJump();
            case "import" or "package":
                return ParseImport(start, []);
            case "else" or "catch" or "finally":
                ReportUnexpected();
                at++;
                return new GroovyUnread(start, LastEnd);
            default:
                return ParseDeclared(start, []);
        }
    }

    private bool HasArrow()
    {
        var frame = Enter(matches[at], joins: false);
        at++;
        var has = ArrowAt() is not null;
        at--;
        Leave(frame, -1);
        return has;
    }

    private GroovyNode ParseUntil()
    {
        at++;
        return ParseParenthesized();
    }

    private GroovyNode ParseStatementBody()
    {
        if (IsAtEnd)
        {
            ReportUnexpected();
            return Nothing();
        }

        return Is("{") ? ParseBlock() : Is(";") ? new GroovyBlock(LastEnd, LastEnd, []) : ParseStatement();
    }

    private GroovyNode ParseBlock()
    {
        var start = Start;
        if (level >= MostLevels)
        {
            return SkipDeep();
        }

        level++;
        var body = ParseBody(name: null);
        level--;
        return Bounded(new GroovyBlock(start, LastEnd, body));
    }

    // Statements between braces; of a class where it has a name.
    private ImmutableArray<GroovyNode> ParseBody(string? name)
    {
        var closing = matches[at];
        var frame = Enter(closing, joins: false);
        inClass = name;
        at++;
        var body = ParseStatements();
        Leave(frame, closing);
        return body;
    }

    private GroovyIf ParseIf()
    {
        var start = Start;
        var branches = ImmutableArray.CreateBuilder<(GroovyNode, GroovyNode)>();
        GroovyNode? otherwise = null;
        while (true)
        {
            at++;
            var condition = Is("(") ? ParseParenthesized() : Nothing();
            var body = ParseStatementBody();
            branches.Add((condition, body));
            if (IsAt(at, ";") && IsWordAt(at + 1, "else"))
            {
                at++;
            }

            if (!IsWord("else"))
            {
                break;
            }

            at++;
            if (!IsWord("if") || !IsAt(at + 1, "("))
            {
                otherwise = ParseStatementBody();
                break;
            }
        }

        return new GroovyIf(start, LastEnd, branches.ToImmutable(), otherwise);
    }

    private GroovyLoop ParseFor()
    {
        var start = Start;
        at++;
        var closing = matches[at];
        var frame = Enter(closing, joins: true);
        at++;
        string? variable = null;
        ImmutableArray<GroovyNode> head;
        while (Kind is GroovyTokenKind.Word && GroovyWords.IsModifier(SpanOf(at)) && IsNameAt(at + 1))
        {
            at++;
        }

        var typeEnd = TypeEnd(at);
        var name = typeEnd > 0 && IsNameAt(typeEnd) && !IsWordAt(typeEnd, "in") ? typeEnd : at;
        if (IsNameAt(name) && (IsWordAt(name + 1, "in") || IsAt(name + 1, ":")))
        {
            variable = TextOf(name);
            at = name + 2;
            head = IsAtEnd ? [] : [ParseExpression(command: false)];
        }
        else
        {
            head = ParseStatements();
        }

        Leave(frame, closing);
        var body = ParseStatementBody();
        return new GroovyLoop(start, LastEnd, variable, head, body);
    }

    private GroovyTry ParseTry()
    {
        var start = Start;
        at++;
        var resources = Is("(") ? ParseResources() : [];
        var body = ParseStatementBody();
        if (!resources.IsEmpty)
        {
            body = new GroovyBlock(start, LastEnd, resources.Add(body));
        }

        var catches = ImmutableArray.CreateBuilder<GroovyNode>();
        while (IsWord("catch"))
        {
            at++;
            if (Is("("))
            {
                at = matches[at] > at && matches[at] < limit ? matches[at] + 1 : at + 1;
            }

            catches.Add(ParseStatementBody());
        }

        GroovyNode? last = null;
        if (IsWord("finally"))
        {
            at++;
            last = ParseStatementBody();
        }

        return new GroovyTry(start, LastEnd, body, catches.ToImmutable(), last);
    }

    private ImmutableArray<GroovyNode> ParseResources()
    {
        var closing = matches[at];
        var frame = Enter(closing, joins: false);
        at++;
        var resources = ParseStatements();
        Leave(frame, closing);
        return resources;
    }

    private GroovySwitch ParseSwitch()
    {
        var start = Start;
        at++;
        var subject = ParseParenthesized();
        var cases = ImmutableArray.CreateBuilder<(GroovyNode?, ImmutableArray<GroovyNode>)>();
        if (!Is("{"))
        {
            ReportUnexpected();
            return new GroovySwitch(start, LastEnd, subject, []);
        }

        var closing = matches[at];
        var frame = Enter(closing, joins: false);
        inSwitch = true;
        at++;
        while (!IsAtEnd)
        {
            GroovyNode? label = null;
            if (IsWord("case"))
            {
                at++;
                label = ParseOperation(command: false);
                if (!Take(":") && !Take("->"))
                {
                    ReportUnexpected();
                }
            }
            else if (IsCase())
            {
                at += 2;
            }
            else
            {
                ReportUnexpected();
            }

            var before = at;
            cases.Add((label, ParseStatements()));
            if (at == before && !IsAtEnd && !IsCase())
            {
                at++;
            }
        }

        Leave(frame, closing);
        return new GroovySwitch(start, LastEnd, subject, cases.ToImmutable());
    }

    private GroovyJump ParseJump()
    {
        var start = Start;
        var word = TextOf(at);
        at++;
        var has = !IsAtEnd && !IsOnNewLine && !Is(";") && !(Is("}"));
        var value = has ? ParseExpression(command: word is "return" or "throw") : null;
        if (word is "assert" && Take(":"))
        {
            var message = ParseExpression(command: false);
            value = new GroovyOperation(value?.Start ?? start, LastEnd, [":"], value is null ? [message] : [value, message]);
        }

        return new GroovyJump(start, Math.Max(LastEnd, value?.End ?? 0), word, value);
    }

    private GroovyImport ParseImport(int start, ImmutableArray<GroovyAnnotation> annotations)
    {
        var isPackage = IsWord("package");
        at++;
        if (IsWord("static"))
        {
            at++;
        }

        var first = Start;
        while (!IsAtEnd && !IsOnNewLine && (Kind is GroovyTokenKind.Word || Is(".") || Is("*") || Is("*.")) && !IsWord("as"))
        {
            at++;
        }

        var name = LastEnd > first ? text[first..LastEnd] : "";
        if (IsWord("as") && IsNameAt(at + 1))
        {
            at += 2;
        }

        return new GroovyImport(start, LastEnd, name) { Annotations = annotations, IsPackage = isPackage };
    }

    private ImmutableArray<GroovyAnnotation> ParseAnnotations()
    {
        if (!Is("@"))
        {
            return [];
        }

        var annotations = ImmutableArray.CreateBuilder<GroovyAnnotation>();
        while (Is("@") && IsNameAt(at + 1) && !IsWordAt(at + 1, "interface"))
        {
            var start = Start;
            at++;
            var name = Start;
            at++;
            while (IsAt(at, ".") && IsNameAt(at + 1))
            {
                at += 2;
            }

            var written = text[name..LastEnd];
            var arguments = Is("(") && !IsOnNewLine ? ParseArguments() : [];
            annotations.Add(new GroovyAnnotation(start, LastEnd, written, arguments));
        }

        if (annotations.Count == 0)
        {
            ReportUnexpected();
            at++;
        }

        return annotations.ToImmutable();
    }

    // A declaration, or an expression that looks like none.
    private GroovyNode ParseDeclared(int start, ImmutableArray<GroovyAnnotation> annotations)
    {
        if (IsWord("import") || IsWord("package"))
        {
            return ParseImport(start, annotations);
        }

        var first = at;
        while (Kind is GroovyTokenKind.Word && GroovyWords.IsModifier(SpanOf(at)) && (IsNameAt(at + 1) || IsTextAt(at + 1) || IsAt(at + 1, "(") || IsAt(at + 1, "<") || IsAt(at + 1, "{") || IsAt(at + 1, "@")))
        {
            // 'def(…)' and 'var = 1' are no declarations.
            if (IsAt(at + 1, "(") && !IsMultiple(at + 1))
            {
                break;
            }

            if (IsAt(at + 1, "{") && !IsWord("static"))
            {
                break;
            }

            at++;
            annotations = Is("@") ? annotations.AddRange(ParseAnnotations()) : annotations;
        }

        var isDeclared = at > first;
        if (IsClass())
        {
            return ParseClass(start, annotations);
        }

        if (isDeclared && Is("{"))
        {
            return ParseBlock();
        }

        if (isDeclared && Is("(") && IsMultiple(at))
        {
            return ParseMultiple(start, annotations);
        }

        if (isDeclared && Is("<") && GenericsEnd(at) is > 0 and var generics)
        {
            at = generics;
        }

        var (name, isMethod) = NameOfDeclaration(isDeclared);
        if (name >= 0)
        {
            var type = name > at ? text[Start..pieces[name - 1].Token.End] : null;
            at = name;
            if (isMethod)
            {
                return ParseMethod(start, annotations);
            }

            return ParseVariables(start, type, annotations);
        }

        if (isDeclared)
        {
            ReportUnexpected();
        }

        if (annotations.IsEmpty)
        {
            return IsAtEnd ? Nothing() : ParseExpression(command: true);
        }

        // '@Library("x") _', and annotations before what is no declaration.
        if (IsNameAt(at) && (at + 1 >= limit || pieces[at + 1].BreaksBefore || IsAt(at + 1, ";")))
        {
            at++;
            var variable = new GroovyName(pieces[at - 1].Token.Start, LastEnd, TextOf(at - 1));
            return new GroovyVariable(start, LastEnd, Type: null, [variable], Value: null) { Annotations = annotations };
        }

        var value = IsAtEnd ? null : ParseStatement();
        return new GroovyVariable(start, LastEnd, Type: null, [], value) { Annotations = annotations };
    }

    private bool IsClass() =>
        Kind is GroovyTokenKind.Word && SpanOf(at) is "class" or "interface" or "enum" or "trait" && IsNameAt(at + 1);

    // 'def (a, b) = …'
    private bool IsMultiple(int index) => matches[index] > index && IsAt(matches[index] + 1, "=");

    private int GenericsEnd(int index)
    {
        const int Longest = 60;
        var open = 0;
        for (var next = index; next < limit && next - index < Longest; next++)
        {
            open += SpanOf(next) switch { "<" => 1, ">" => -1, _ => 0 };
            if (open == 0)
            {
                return next + 1;
            }
        }

        return -1;
    }

    // The index of the name that is declared here, and whether it is that of a method; -1 where nothing is.
    private (int Name, bool IsMethod) NameOfDeclaration(bool isDeclared)
    {
        var end = TypeEnd(at);
        var isTyped = end > 0 && (IsNameAt(end) || (IsTextAt(end) && isDeclared)) && (joinsLines || !pieces[end].BreaksBefore) && !(IsNameAt(end) && GroovyWords.IsNoArgument(SpanOf(end)));
        if (isTyped)
        {
            var isType = GroovyWords.IsPrimitive(SpanOf(at)) || char.IsUpper(SpanOf(end - 1)[0]) || IsAt(end - 1, ">") || IsAt(end - 1, "]");
            if (IsMethodAt(end) && (isDeclared || isType || inClass is not null))
            {
                return (end, true);
            }

            if (IsNameAt(end) && (isDeclared || (isType && IsEndOfName(end + 1)) || (IsAt(end + 1, "=") && !IsWordAt(at, "return"))))
            {
                return (end, false);
            }
        }

        if (isDeclared || (inClass is not null && IsWord(ClassName())))
        {
            var isName = IsNameAt(at) || IsTextAt(at);
            return isName && IsMethodAt(at) ? (at, true) : isDeclared && IsNameAt(at) ? (at, false) : (-1, false);
        }

        return (-1, false);
    }

    private string ClassName()
    {
        var end = inClass!.IndexOf('<', StringComparison.Ordinal);
        return end < 0 ? inClass : inClass[..end];
    }

    private bool IsEndOfName(int index) => index >= limit || pieces[index].BreaksBefore || IsAt(index, "=") || IsAt(index, ";") || IsAt(index, ",");

    private bool IsMethodAt(int name)
    {
        var open = IsTextAt(name) && matches[name] > name ? matches[name] + 1 : name + 1;
        if (!IsAt(open, "(") || matches[open] < 0 || matches[open] >= limit)
        {
            return false;
        }

        var behind = matches[open] + 1;
        return IsAt(behind, "{") || IsWordAt(behind, "throws") || (inClass is not null && name > 0 && (behind >= limit || pieces[behind].BreaksBefore) && IsNameAt(name - 1));
    }

    private GroovyMethod ParseMethod(int start, ImmutableArray<GroovyAnnotation> annotations)
    {
        var name = Kind is GroovyTokenKind.TextStart ? ParseText().Plain ?? "" : TextOf(at++);
        var closing = matches[at];
        at++;
        var parameters = ParseParameters(closing);
        if (IsWord("throws"))
        {
            while (!IsAtEnd && !Is("{") && !(Is(";") || IsOnNewLine))
            {
                at++;
            }
        }

        ImmutableArray<GroovyNode> body = Is("{") ? ParseBody(name: null) : [];
        return new GroovyMethod(start, LastEnd, name, parameters, body) { Annotations = annotations };
    }

    private GroovyNode ParseVariables(int start, string? type, ImmutableArray<GroovyAnnotation> annotations)
    {
        var first = ParseVariable(start, type, annotations);
        if (joinsLines || !Is(",") || !IsNameAt(at + 1))
        {
            return first;
        }

        var all = ImmutableArray.CreateBuilder<GroovyNode>();
        all.Add(first);
        while (Is(",") && IsNameAt(at + 1))
        {
            at++;
            all.Add(ParseVariable(Start, type, annotations));
        }

        return new GroovyBlock(start, LastEnd, all.ToImmutable());
    }

    private GroovyVariable ParseVariable(int start, string? type, ImmutableArray<GroovyAnnotation> annotations)
    {
        var name = new GroovyName(Start, Current.Token.End, TextOf(at));
        at++;
        var value = !IsOnNewLine && Take("=") ? ParseExpression(command: true) : null;
        return new GroovyVariable(start, Math.Max(LastEnd, value?.End ?? 0), type, [name], value) { Annotations = annotations };
    }

    private GroovyVariable ParseMultiple(int start, ImmutableArray<GroovyAnnotation> annotations)
    {
        var names = ImmutableArray.CreateBuilder<GroovyName>();
        var closing = matches[at];
        for (at++; at < closing; at++)
        {
            if (IsNameAt(at) && (IsAt(at + 1, ",") || at + 1 == closing))
            {
                names.Add(new GroovyName(pieces[at].Token.Start, pieces[at].Token.End, TextOf(at)));
            }
        }

        at = closing + 1;
        var value = Take("=") ? ParseExpression(command: true) : null;
        return new GroovyVariable(start, LastEnd, Type: null, names.ToImmutable(), value) { Annotations = annotations };
    }

    private GroovyClass ParseClass(int start, ImmutableArray<GroovyAnnotation> annotations)
    {
        if (Is("@"))
        {
            at++;
        }

        at++;
        var name = Kind is GroovyTokenKind.Word ? TextOf(at) : "";
        while (!IsAtEnd && !Is("{"))
        {
            at++;
        }

        if (IsAtEnd)
        {
            ReportUnexpected();
            return new GroovyClass(start, LastEnd, name, []) { Annotations = annotations };
        }

        var members = level >= MostLevels ? [SkipDeep()] : ParseBody(name);
        return new GroovyClass(start, LastEnd, name, members) { Annotations = annotations };
    }
}
