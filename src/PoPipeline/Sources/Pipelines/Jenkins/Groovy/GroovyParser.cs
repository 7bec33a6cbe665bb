using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.Jenkins.Groovy;

/// <summary>Reads what pipelines are written in: Groovy, as far as the files of a repository tell. What it cannot read is told with its place, and the rest is still read.</summary>
/// <remarks>
/// It takes time in proportion to the file: brackets are matched once, and each piece is read within its own. Whatever is nested deeper than
/// <see cref="MostLevels"/> is passed over, and told.
/// </remarks>
internal sealed partial class GroovyParser
{
    /// <summary>How deep statements and expressions may lie in each other.</summary>
    public const int MostLevels = 250;

    // Chains of calls lie in each other without the parser calling itself.
    private const int MostDepth = 600;

    // A file that is not Groovy at all has one in each line.
    private const int MostProblems = 100;

    private readonly string text;
    private readonly ImmutableArray<Piece> pieces;
    private readonly int[] matches;
    private readonly SortedDictionary<int, GroovyProblem> problems = [];
    private readonly int[] lineStarts;

    private int at;

    // The index of the token at which the brackets that are being read end.
    private int limit;

    // Between parentheses and brackets a break of lines means nothing.
    private bool joinsLines;
    private bool inSwitch;
    private string? inClass;
    private int level;
    private int? tooDeep;

    private GroovyParser(string text)
    {
        this.text = text;
        var tokens = GroovyLexer.Read(text);
        pieces = Significant(tokens);
        lineStarts = LineStarts(tokens);
        matches = new int[pieces.Length];
        Match();
        limit = pieces.Length - 1;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its text.</param>
    public static GroovyScript Parse(string text)
    {
        var parser = new GroovyParser(text);
        var statements = parser.ParseStatements();
        return new GroovyScript(statements, [.. parser.problems.Values], parser.tooDeep);
    }

    private static ImmutableArray<Piece> Significant(IReadOnlyList<GroovyToken> tokens)
    {
        var kept = ImmutableArray.CreateBuilder<Piece>();
        var breaks = false;
        foreach (var token in tokens)
        {
            if (token.Kind is GroovyTokenKind.NewLine)
            {
                breaks = true;
            }
            else if (!token.IsTrivia)
            {
                kept.Add(new Piece(token, breaks));
                breaks = false;
            }
        }

        return kept.ToImmutable();
    }

    private static int[] LineStarts(IReadOnlyList<GroovyToken> tokens) => [0, .. tokens.Where(token => token.Kind is GroovyTokenKind.NewLine).Select(token => token.End)];

    private ref readonly Piece Current => ref pieces.ItemRef(Math.Min(at, limit));

    private bool IsAtEnd => at >= limit;

    private GroovyTokenKind Kind => IsAtEnd ? GroovyTokenKind.End : pieces[at].Token.Kind;

    // Whether the token stands on a line of its own, where that matters.
    private bool IsOnNewLine => !joinsLines && !IsAtEnd && pieces[at].BreaksBefore;

    private int Start => Current.Token.Start;

    private int LastEnd => at == 0 ? 0 : pieces[at - 1].Token.End;

    private ReadOnlySpan<char> SpanOf(int index) => text.AsSpan(pieces[index].Token.Start, pieces[index].Token.Length);

    private string TextOf(int index) => SpanOf(index).ToString();

    private bool Is(ReadOnlySpan<char> symbol) => IsAt(at, symbol);

    private bool IsAt(int index, ReadOnlySpan<char> symbol) => index < limit && pieces[index].Token.Kind is GroovyTokenKind.Operator && SpanOf(index).SequenceEqual(symbol);

    private bool IsWord(ReadOnlySpan<char> word) => IsWordAt(at, word);

    private bool IsWordAt(int index, ReadOnlySpan<char> word) => IsNameAt(index) && SpanOf(index).SequenceEqual(word);

    private bool IsNameAt(int index) => index < limit && pieces[index].Token.Kind is GroovyTokenKind.Word;

    private bool IsTextAt(int index) => index < limit && pieces[index].Token.Kind is GroovyTokenKind.TextStart;

    private bool Take(ReadOnlySpan<char> symbol)
    {
        if (!Is(symbol))
        {
            return false;
        }

        at++;
        return true;
    }

    // Pairs of brackets, and of what surrounds texts and pasted code; an index of -1 stands for none.
    private void Match()
    {
        var open = new Stack<(int Index, char Kind)>();
        var counts = new Stack<(int Round, int Square, int Curly)>();
        var (round, square, curly) = (0, 0, 0);
        Array.Fill(matches, -1);
        for (var index = 0; index < pieces.Length; index++)
        {
            var token = pieces[index].Token;
            switch (token.Kind)
            {
                case GroovyTokenKind.TextStart or GroovyTokenKind.PasteStart:
                    open.Push((index, token.Kind is GroovyTokenKind.TextStart ? 'T' : 'P'));
                    counts.Push((round, square, curly));
                    (round, square, curly) = (0, 0, 0);
                    break;
                case GroovyTokenKind.TextEnd or GroovyTokenKind.PasteEnd:
                    CloseUntil(open, token.Kind is GroovyTokenKind.TextEnd ? 'T' : 'P', index);
                    (round, square, curly) = counts.Pop();
                    if (token.Length == 0)
                    {
                        var start = pieces[matches[index]].Token;
                        Report(start, token.Kind is GroovyTokenKind.TextEnd ? $"The text that begins with {text.Substring(start.Start, start.Length)} is never closed" : "The '${' is never closed");
                    }

                    break;
                case GroovyTokenKind.Operator when token.Length == 1:
                    var symbol = text[token.Start];
                    switch (symbol)
                    {
                        case '(':
                            round++;
                            open.Push((index, symbol));
                            break;
                        case '[':
                            square++;
                            open.Push((index, symbol));
                            break;
                        case '{':
                            curly++;
                            open.Push((index, symbol));
                            break;
                        case ')' or ']' or '}':
                            if ((symbol switch { ')' => round, ']' => square, _ => curly }) == 0)
                            {
                                Report(token, $"The '{symbol}' closes nothing");
                                break;
                            }

                            foreach (var kind in CloseUntil(open, symbol switch { ')' => '(', ']' => '[', _ => '{' }, index))
                            {
                                (round, square, curly) = (round - (kind is '(' ? 1 : 0), square - (kind is '[' ? 1 : 0), curly - (kind is '{' ? 1 : 0));
                            }

                            break;
                    }

                    break;
            }
        }

        while (open.TryPop(out var left))
        {
            Report(pieces[left.Index].Token, $"The '{left.Kind}' is never closed");
        }
    }

    // What was opened in between is never closed.
    private List<char> CloseUntil(Stack<(int Index, char Kind)> open, char wanted, int index)
    {
        var closed = new List<char>();
        while (open.TryPop(out var top))
        {
            closed.Add(top.Kind);
            if (top.Kind == wanted)
            {
                matches[top.Index] = index;
                matches[index] = top.Index;
                break;
            }

            Report(pieces[top.Index].Token, $"The '{top.Kind}' is never closed");
        }

        return closed;
    }

    private void Report(GroovyToken token, string message)
    {
        // One fault makes a whole line look strange.
        var line = Array.BinarySearch(lineStarts, token.Start);
        if (problems.Count < MostProblems)
        {
            _ = problems.TryAdd(line < 0 ? ~line - 1 : line, new GroovyProblem(token.Start, token.End, message));
        }
    }

    private void ReportUnexpected()
    {
        const int Longest = 40;
        var token = Current.Token;
        var written = text.AsSpan(token.Start, Math.Min(token.Length, Longest));
        Report(token, IsAtEnd && token.Length == 0 ? "The file ends where more is expected" : $"'{written}' is not expected here");
    }

    // Remembers where the reader is within brackets, so that it can come back.
    private Frame Enter(int closing, bool joins)
    {
        var frame = new Frame(limit, joinsLines, inSwitch, inClass);
        limit = closing < 0 ? limit : Math.Min(closing, limit);
        (joinsLines, inSwitch, inClass) = (joins, false, null);
        return frame;
    }

    private void Leave(Frame frame, int closing)
    {
        if (closing >= 0 && closing < frame.Limit)
        {
            at = closing + 1;
        }

        (limit, joinsLines, inSwitch, inClass) = (frame.Limit, frame.JoinsLines, frame.InSwitch, frame.InClass);
    }

    // Passes over what lies too deep: to the end of the statement or of the brackets around it.
    private GroovyUnread SkipDeep()
    {
        var start = Start;
        tooDeep ??= start;
        var first = at;
        while (!IsAtEnd && (at == first || !(IsOnNewLine || Is(";") || Is(","))))
        {
            at = matches[at] > at && matches[at] < limit ? matches[at] + 1 : at + 1;
        }

        return new GroovyUnread(start, LastEnd);
    }

    // What should stand here and does not.
    private GroovyUnread Nothing() => new(LastEnd, LastEnd);

    private GroovyNode Bounded(GroovyNode node)
    {
        if (node.Depth <= MostDepth)
        {
            return node;
        }

        tooDeep ??= node.Start;
        return new GroovyUnread(node.Start, node.End);
    }

    private readonly record struct Piece(GroovyToken Token, bool BreaksBefore);

    private readonly record struct Frame(int Limit, bool JoinsLines, bool InSwitch, string? InClass);
}
