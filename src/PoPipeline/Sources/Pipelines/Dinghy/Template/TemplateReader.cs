using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace PoPipeline.Sources.Pipelines.Dinghy.Template;

/// <summary>Reads a template of Go, as far as it can be read.</summary>
/// <remarks>Source: https://pkg.go.dev/text/template.</remarks>
internal sealed class TemplateReader
{
    // What is nested deeper, or has more faults, is no template of people.
    private const int Deepest = 60;
    private const int MostFaults = 50;

    private readonly string text;
    private readonly TemplateLexer lexer;
    private readonly ImmutableArray<TemplateFault>.Builder faults = ImmutableArray.CreateBuilder<TemplateFault>();
    private readonly Dictionary<string, ImmutableArray<TemplateNode>> named = new(StringComparer.Ordinal);

    private ImmutableArray<TemplateToken> tokens = [];
    private int next;

    private TemplateReader(string text)
    {
        this.text = text;
        lexer = new TemplateLexer(text);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    public static ParsedTemplate Read(string text)
    {
        var reader = new TemplateReader(text);
        var at = 0;
        var nodes = reader.List(ref at, isTrimmed: false, out var ended, 0);
        while (ended is not null)
        {
            // What ends or divides a block that nothing began.
            reader.Fault($"'{ended.Word}' belongs to no block: nothing before it is open", ended.Start, ended.Length);
            nodes = nodes.AddRange(reader.List(ref at, ended.TrimsNext, out ended, 0));
        }

        return new ParsedTemplate(nodes, reader.named.ToImmutableDictionary(StringComparer.Ordinal), reader.faults.ToImmutable());
    }

    private sealed record Ending(string Word, int Start, int Length, bool TrimsNext)
    {
        // The rest of 'else if'.
        public ImmutableArray<TemplateToken> Rest { get; init; } = [];
    }

    private ImmutableArray<TemplateNode> List(ref int at, bool isTrimmed, out Ending? ended, int depth)
    {
        var nodes = ImmutableArray.CreateBuilder<TemplateNode>();
        if (depth > Deepest)
        {
            Fault("Blocks are nested deeper than is read", Math.Min(at, Math.Max(0, text.Length - 1)), 0);
            at = text.Length;
        }

        while (true)
        {
            var open = text.IndexOf("{{", at, StringComparison.Ordinal);
            var end = open < 0 ? text.Length : open;
            var trimsBefore = open >= 0 && open + 3 < text.Length && text[open + 2] is '-' && char.IsWhiteSpace(text[open + 3]);
            Literal(nodes, at, end, isTrimmed, trimsBefore);
            if (open < 0)
            {
                at = text.Length;
                ended = null;
                return nodes.DrainToImmutable();
            }

            var inside = open + (trimsBefore ? 3 : 2);
            if (IsComment(inside, out var comment, out var behind, out isTrimmed))
            {
                if (!comment)
                {
                    Fault("The comment of the template is not closed by '*/}}'", open, 2);
                }

                at = behind;
                continue;
            }

            tokens = lexer.Read(inside, out var close, out var isClosed);
            next = 0;
            if (!isClosed)
            {
                Fault("The braces '{{' are not closed by '}}'", open, 2);
                at = text.Length;
                ended = null;
                return nodes.DrainToImmutable();
            }

            isTrimmed = text[close] is '-';
            at = close + (isTrimmed ? 3 : 2);
            var length = at - open;
            var word = tokens.IsEmpty || tokens[0].Kind is not TokenKind.Name ? "" : Word(tokens[0]);
            switch (word)
            {
                case "end" or "else":
                    ended = new Ending(word, open, length, isTrimmed) { Rest = tokens.RemoveAt(0) };
                    return nodes.DrainToImmutable();
                case "if" or "with" or "range":
                    next = 1;
                    nodes.Add(Branch(word, open, length, Pipe(open, length, 0), ref at, ref isTrimmed, depth + 1));
                    break;
                case "define" or "block":
                    Define(nodes, word, open, length, ref at, ref isTrimmed, depth + 1);
                    break;
                case "template":
                    var name = NameOf(1);
                    next = 2;
                    nodes.Add(new TemplateCall(open, length, name ?? "", next < tokens.Length ? Pipe(open, length, 0) : null));
                    break;
                case "break" or "continue" when tokens.Length == 1:
                    nodes.Add(new TemplateLeave(open, length, word is "break"));
                    break;
                default:
                    if (tokens.IsEmpty)
                    {
                        Fault("Nothing stands between the braces '{{' and '}}'", open, length);
                    }
                    else
                    {
                        nodes.Add(new TemplateAction(open, length, Pipe(open, length, 0)));
                    }

                    break;
            }
        }
    }

    private TemplateBranch Branch(string word, int start, int length, TemplatePipe pipe, ref int at, ref bool isTrimmed, int depth)
    {
        var then = List(ref at, isTrimmed, out var ended, depth);
        ImmutableArray<TemplateNode> otherwise = [];
        isTrimmed = ended?.TrimsNext ?? false;
        if (ended is { Word: "else" })
        {
            if (ended.Rest is [{ Kind: TokenKind.Name } second, ..] && Word(second) is "if" or "with" && depth <= Deepest)
            {
                tokens = ended.Rest;
                next = 1;
                var inner = Pipe(ended.Start, ended.Length, 0);
                otherwise = [Branch(Word(second), ended.Start, ended.Length, inner, ref at, ref isTrimmed, depth + 1)];
                return new TemplateBranch(start, length, word, pipe, then, otherwise);
            }

            otherwise = List(ref at, isTrimmed, out ended, depth);
            isTrimmed = ended?.TrimsNext ?? false;
        }

        if (ended is null)
        {
            Fault($"The block '{word}' is not closed by '{{{{ end }}}}'", start, length);
        }
        else if (ended.Word is "else")
        {
            Fault("The block has a second 'else'", ended.Start, ended.Length);
            _ = List(ref at, isTrimmed, out ended, depth);
            isTrimmed = ended?.TrimsNext ?? false;
        }

        return new TemplateBranch(start, length, word, pipe, then, otherwise);
    }

    private void Define(ImmutableArray<TemplateNode>.Builder nodes, string word, int start, int length, ref int at, ref bool isTrimmed, int depth)
    {
        var name = NameOf(1);
        next = 2;
        var pipe = word is "block" && next < tokens.Length ? Pipe(start, length, 0) : null;
        var body = List(ref at, isTrimmed, out var ended, depth);
        isTrimmed = ended?.TrimsNext ?? false;
        if (name is null)
        {
            Fault($"'{word}' needs a name in quotes behind it", start, length);
        }
        else
        {
            named[name] = body;
        }

        if (ended is not { Word: "end" })
        {
            Fault($"The block '{word}' is not closed by '{{{{ end }}}}'", start, length);
        }

        if (word is "block" && name is not null)
        {
            nodes.Add(new TemplateCall(start, length, name, pipe));
        }
    }

    private string? NameOf(int index) => index < tokens.Length && tokens[index].Kind is TokenKind.Quoted or TokenKind.Raw ? Unquoted(tokens[index], out _) : null;

    private void Literal(ImmutableArray<TemplateNode>.Builder nodes, int start, int end, bool trimsStart, bool trimsEnd)
    {
        while (trimsStart && start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (trimsEnd && end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        if (end > start)
        {
            nodes.Add(new TemplateLiteral(start, end - start));
        }
    }

    private bool IsComment(int inside, out bool isClosed, out int behind, out bool trimsNext)
    {
        var at = inside;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        (isClosed, behind, trimsNext) = (false, text.Length, false);
        if (at + 1 >= text.Length || text[at] is not '/' || text[at + 1] is not '*')
        {
            return false;
        }

        var end = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
        var close = end < 0 ? -1 : text.IndexOf("}}", end, StringComparison.Ordinal);
        if (close >= 0)
        {
            (isClosed, behind, trimsNext) = (true, close + 2, text[close - 1] is '-');
        }

        return true;
    }

    private TemplatePipe Pipe(int start, int length, int depth)
    {
        var variables = ImmutableArray.CreateBuilder<string>();
        var isDeclared = false;

        // {{ $a := … }}, {{ range $i, $v := … }}, {{ $a = … }}
        var ahead = next;
        while (ahead < tokens.Length && tokens[ahead].Kind is TokenKind.Variable)
        {
            variables.Add(Word(tokens[ahead]));
            ahead++;
            if (ahead < tokens.Length && Word(tokens[ahead]) is ",")
            {
                ahead++;
                continue;
            }

            break;
        }

        if (variables.Count > 0 && ahead < tokens.Length && Word(tokens[ahead]) is ":=" or "=" && tokens[ahead].Kind is TokenKind.Mark)
        {
            isDeclared = Word(tokens[ahead]) is ":=";
            next = ahead + 1;
        }
        else
        {
            variables.Clear();
        }

        var commands = ImmutableArray.CreateBuilder<TemplateCommand>();
        var operands = ImmutableArray.CreateBuilder<TemplateOperand>();
        for (; next < tokens.Length && !(tokens[next].Kind is TokenKind.Mark && Word(tokens[next]) is ")"); next++)
        {
            var token = tokens[next];
            if (token.Kind is TokenKind.Mark && Word(token) is "|")
            {
                Close(token);
                continue;
            }

            if (token.Kind is TokenKind.Field && operands.Count > 0 && operands[^1] is { Kind: OperandKind.Dot or OperandKind.Variable or OperandKind.Group } before
                && before.Start + before.Length == token.Start && token.Length > 1)
            {
                operands[^1] = before with { Length = before.Length + token.Length, Fields = before.Fields.Add(text.Substring(token.Start + 1, token.Length - 1)) };
                continue;
            }

            operands.Add(Operand(token, depth));
        }

        Close(next < tokens.Length ? tokens[next] : new TemplateToken(TokenKind.Other, start, length));
        if (depth == 0 && next < tokens.Length)
        {
            Fault("A parenthesis is closed that is not open", tokens[next].Start, tokens[next].Length);
        }

        return new TemplatePipe(start, length, variables.DrainToImmutable(), isDeclared, commands.DrainToImmutable());

        void Close(TemplateToken token)
        {
            if (operands.Count == 0)
            {
                Fault("A command is missing here", token.Start, token.Length);
                return;
            }

            commands.Add(new TemplateCommand(operands.DrainToImmutable()));
        }
    }

    private TemplateOperand Operand(TemplateToken token, int depth)
    {
        var word = Word(token);
        switch (token.Kind)
        {
            case TokenKind.Quoted or TokenKind.Raw or TokenKind.Character:
                var value = Unquoted(token, out var isAsWritten);
                return new TemplateOperand(token.Kind is TokenKind.Character ? OperandKind.Number : OperandKind.Text, token.Start, token.Length, value) { TextStart = isAsWritten ? token.Start + 1 : -1 };
            case TokenKind.Json:
                return new TemplateOperand(OperandKind.Json, token.Start, token.Length, word) { TextStart = token.Start };
            case TokenKind.Number:
                return new TemplateOperand(OperandKind.Number, token.Start, token.Length, word);
            case TokenKind.Name:
                return new TemplateOperand(word is "true" or "false" or "nil" ? OperandKind.Word : OperandKind.Function, token.Start, token.Length, word);
            case TokenKind.Field:
                return new TemplateOperand(OperandKind.Dot, token.Start, token.Length, word) { Fields = word.Length > 1 ? [word[1..]] : [] };
            case TokenKind.Variable:
                return new TemplateOperand(OperandKind.Variable, token.Start, token.Length, word);
            case TokenKind.Mark when word is "(" && depth < Deepest:
                next++;
                var inner = Pipe(token.Start, token.Length, depth + 1);
                var close = next < tokens.Length ? tokens[next] : tokens[^1];
                if (next >= tokens.Length)
                {
                    Fault("The parenthesis is not closed", token.Start, token.Length);
                }

                return new TemplateOperand(OperandKind.Group, token.Start, close.Start + close.Length - token.Start, "") { Inner = inner };
            default:
                Fault($"'{word}' means nothing here", token.Start, token.Length);
                return new TemplateOperand(OperandKind.Fault, token.Start, token.Length, word);
        }
    }

    private string Unquoted(TemplateToken token, out bool isAsWritten)
    {
        var quote = text[token.Start];
        var isClosed = token.Length > 1 && text[token.Start + token.Length - 1] == quote;
        if (!isClosed)
        {
            Fault("The text is not closed by a quote", token.Start, 1);
        }

        var body = text.AsSpan(token.Start + 1, token.Length - (isClosed ? 2 : 1));
        isAsWritten = token.Kind is TokenKind.Raw || !body.Contains('\\');
        if (token.Kind is TokenKind.Quoted && body.Contains('\n'))
        {
            Fault("A text in double quotes ends on the line on which it begins; one in back quotes may go on", token.Start, 1);
        }

        if (isAsWritten)
        {
            return body.ToString();
        }

        var value = new StringBuilder(body.Length);
        for (var at = 0; at < body.Length; at++)
        {
            if (body[at] is not '\\' || at + 1 >= body.Length)
            {
                _ = value.Append(body[at]);
                continue;
            }

            at++;
            switch (body[at])
            {
                case 'n': _ = value.Append('\n'); break;
                case 't': _ = value.Append('\t'); break;
                case 'r': _ = value.Append('\r'); break;
                case 'u' when at + 4 < body.Length && ushort.TryParse(body.Slice(at + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code):
                    _ = value.Append((char)code);
                    at += 4;
                    break;
                default: _ = value.Append(body[at]); break;
            }
        }

        return value.ToString();
    }

    private string Word(TemplateToken token) => text.Substring(token.Start, token.Length);

    private void Fault(string message, int start, int length)
    {
        if (faults.Count < MostFaults)
        {
            faults.Add(new TemplateFault(message, start, length));
        }
    }
}
