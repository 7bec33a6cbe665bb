using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PoPipeline.Rules.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PoPipeline.Sources.Yaml;

/// <summary>
/// Reads a text into nodes, over YamlDotNet's parser. Its bounds hold against hostile input: nesting, and the size that aliases
/// blow a document up to.
/// </summary>
internal static class YamlReader
{
    /// <summary>How deep a document may nest.</summary>
    public const int MaximumDepth = 64;

    /// <summary>How many nodes a document may have, aliases counted with all that they stand for.</summary>
    public const int MaximumNodes = 500_000;

    /// <summary>How many characters its scalars may have, aliases counted with all that they stand for.</summary>
    public const int MaximumCharacters = 16 * 1024 * 1024;

    /// <summary>How long one scalar may be, in characters: a script that a person wrote is a hundredth of it, and what is made of a scalar takes longer than reading it.</summary>
    public const int MaximumScalar = 64 * 1024;

    // More say nothing that the first ones do not.
    private const int MaximumOddAnchors = 20;

    private static readonly SearchValues<char> AnchorCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Reads the first document of a text.</summary>
    /// <param name="path">The file that the text is of, relative to the repository's root.</param>
    /// <param name="source">The text.</param>
    public static YamlDocument Read(string path, string source) => Read(path, source, reading => reading.First() is { } root ? [root] : []);

    /// <summary>Reads every document of a text; where one cannot be read, none is.</summary>
    /// <param name="path">The file that the text is of, relative to the repository's root.</param>
    /// <param name="source">The text.</param>
    public static YamlDocument ReadAll(string path, string source) => Read(path, source, reading => reading.Documents());

    private static YamlDocument Read(string path, string source, Func<Reading, ImmutableArray<YamlNode>> read)
    {
        var document = Read(path, source, source, [], read, out var isBlankRefused);
        if (!isBlankRefused)
        {
            return document;
        }

        var (text, leftOut) = LeftOutBlanks.Of(source);
        return Read(path, source, text, leftOut, read, out _);
    }

    private static YamlDocument Read(string path, string source, string text, ImmutableArray<LeftOutBlanks> leftOut, Func<Reading, ImmutableArray<YamlNode>> read, out bool isBlankRefused)
    {
        isBlankRefused = false;
        var marks = new YamlMarks(path, source, leftOut);
        var reading = new Reading(path, source, text, marks);
        try
        {
            var roots = read(reading);
            return new YamlDocument(path, source, roots.FirstOrDefault(), Error: null, reading.Problems) { Roots = roots, UnusedAnchors = reading.UnusedAnchors, OddAnchors = reading.OddAnchors, HasTags = reading.HasTags, Behind = reading.Behind };
        }
        catch (TooLargeException exception)
        {
            return new YamlDocument(path, source, Root: null, new YamlProblem(exception.Message, marks.PlaceOf(exception.Start, exception.Start)), []) { IsTooLarge = true };
        }
        catch (YamlException exception)
        {
            isBlankRefused = IsBlankRefused(exception);
            return new YamlDocument(path, source, Root: null, ProblemOf(exception, marks, source, reading.LastMark), []);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            // The parser has states that it does not expect of itself: '{a' before a line that is indented less.
            return new YamlDocument(path, source, Root: null, new YamlProblem("This is not YAML: the parser stopped behind this place", reading.LastRead), []);
        }
    }

    // The parser says so of blanks in the first line of a text, where all others see an empty line.
    private static bool IsBlankRefused(YamlException exception) =>
        exception.Message.Contains("extra spaces in first line", StringComparison.Ordinal) || exception.Message.Contains("more spaces in lines above first content line", StringComparison.Ordinal);

    private static YamlProblem ProblemOf(YamlException exception, YamlMarks marks, string source, Mark lastRead)
    {
        var place = marks.PlaceOf(exception.Start, exception.End);

        // Of a tab where blanks belong the parser tells where the mapping around it starts.
        if (exception.Message.Contains("tab", StringComparison.Ordinal) && TabFrom(source, (int)Math.Max(marks.Of(exception.Start).Index, marks.Of(lastRead).Index)) is { } tab)
        {
            var line = source.AsSpan(0, tab).Count('\n') + 1;
            var column = tab - source.AsSpan(0, tab).LastIndexOf('\n');
            place = place with { Region = new Region(line, column, line, column + 1) };
        }

        return new YamlProblem($"This is not YAML: {Reason(exception)}", YamlMarks.Within(source, place));
    }

    // The first tab among the blanks at the start of a line.
    private static int? TabFrom(string source, int start)
    {
        start = Math.Min(start, source.Length);
        for (var at = source.AsSpan(0, start).LastIndexOf('\n') + 1; at < source.Length;)
        {
            var blanks = source.AsSpan(at).IndexOfAnyExcept(' ');
            if (blanks >= 0 && source[at + blanks] is '\t')
            {
                return at + blanks;
            }

            var next = source.IndexOf('\n', at);
            at = next < 0 ? source.Length : next + 1;
        }

        return null;
    }

    private static string Reason(YamlException exception) =>
        exception.Message is { Length: > 0 } message ? char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.') : "the parser stopped here";

    private sealed class TooLargeException(string message, Mark start) : Exception(message)
    {
        public Mark Start { get; } = start;
    }

    private sealed class Reading(string path, string source, string given, YamlMarks marks)
    {
        private readonly Parser parser = new(new StringReader(given));
        private readonly Dictionary<string, (YamlNode Node, int Size, long Characters)> anchors = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Place> open = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Place> unused = new(StringComparer.Ordinal);
        private readonly ImmutableArray<YamlProblem>.Builder problems = ImmutableArray.CreateBuilder<YamlProblem>();
        private readonly ImmutableArray<YamlProblem>.Builder oddAnchors = ImmutableArray.CreateBuilder<YamlProblem>();

        // What the collections that are open hold so far, the inner ones' behind the outer ones'.
        private readonly List<YamlEntry> entries = [];
        private readonly List<YamlNode> items = [];
        private int nodes;
        private long characters;
        private Mark lastEnd;

        public ImmutableArray<YamlProblem> Problems => problems.ToImmutable();

        public ImmutableArray<YamlProblem> OddAnchors => oddAnchors.ToImmutable();

        public ImmutableArray<YamlProblem> UnusedAnchors
        {
            get
            {
                var found = ImmutableArray.CreateBuilder<YamlProblem>(unused.Count);
                foreach (var (anchor, place) in unused)
                {
                    found.Add(new YamlProblem($"The anchor '{anchor}' is defined but not used", place));
                }

                return found.MoveToImmutable();
            }
        }

        public Mark LastMark => lastEnd;

        public Place LastRead => marks.PlaceOf(lastEnd, lastEnd);

        /// <summary>Whether a scalar has a tag.</summary>
        public bool HasTags { get; private set; }

        /// <summary>What stands behind the first document; null where nothing does.</summary>
        public YamlProblem? Behind { get; private set; }

        /// <summary>The root of the first document, with a look at what follows.</summary>
        public YamlNode? First()
        {
            var root = Document();
            try
            {
                while (root is not null && parser.MoveNext())
                {
                    if (parser.Current is DocumentStart start)
                    {
                        Behind = new YamlProblem("A second document starts here", marks.PlaceOf(start.Start, start.End));
                        break;
                    }
                }
            }
            catch (YamlException exception)
            {
                Behind = ProblemOf(exception, marks, source, lastEnd);
            }
            catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException)
            {
                Behind = new YamlProblem("This is not YAML: the parser stopped behind this place", LastRead);
            }

            return root;
        }

        public YamlNode? Document()
        {
            while (parser.MoveNext())
            {
                if (parser.Current is NodeEvent)
                {
                    return Node(depth: 1);
                }

                if (parser.Current is AnchorAlias alias)
                {
                    return Alias(alias);
                }
            }

            return null;
        }

        public ImmutableArray<YamlNode> Documents()
        {
            var roots = ImmutableArray.CreateBuilder<YamlNode>();
            while (Document() is { } root)
            {
                roots.Add(root);

                // An anchor is known in its own document alone.
                anchors.Clear();
            }

            return roots.DrainToImmutable();
        }

        private YamlNode Node(int depth)
        {
            var current = parser.Current!;
            if (++nodes > MaximumNodes)
            {
                throw new TooLargeException($"The document has more than the {MaximumNodes} nodes that PoPipeline reads, aliases counted with all that they stand for; nothing behind this place was read", current.Start);
            }

            if (depth > MaximumDepth)
            {
                throw new TooLargeException($"The document nests deeper than the {MaximumDepth} levels that PoPipeline reads; nothing behind this place was read", current.Start);
            }

            if (current is AnchorAlias alias)
            {
                return Alias(alias);
            }

            var (before, charactersBefore) = (nodes, characters);
            var anchor = current is NodeEvent { Anchor.IsEmpty: false } anchored ? anchored.Anchor.Value : null;
            if (anchor is not null)
            {
                CheckName(anchor, current.Start);
                open[anchor] = marks.PlaceOf(current.Start, current.End);
            }

            YamlNode node = current switch
            {
                Scalar scalar => ScalarOf(scalar),
                MappingStart mapping => Mapping(mapping, depth),
                SequenceStart sequence => Sequence(sequence, depth),
                _ => throw new YamlException(current.Start, current.End, $"unexpected {current.GetType().Name}"),
            };
            if (anchor is not null)
            {
                // An anchor of the same name may stand inside; what follows means the outer one, which is defined last.
                unused[anchor] = marks.PlaceOf(current.Start, current.End);
                open.Remove(anchor);
                anchors[anchor] = (node, nodes - before + 1, characters - charactersBefore);
            }

            return node;
        }

        private YamlNode Alias(AnchorAlias alias)
        {
            var name = alias.Value.Value;
            if (open.ContainsKey(name))
            {
                throw new YamlException(alias.Start, alias.End, $"the alias '{name}' stands inside the anchor that it names");
            }

            if (!anchors.TryGetValue(name, out var anchor))
            {
                throw new YamlException(alias.Start, alias.End, $"the alias '{name}' names no anchor above it");
            }

            CheckName(name, alias.Start);
            unused.Remove(name);
            nodes += anchor.Size;
            characters += anchor.Characters;
            lastEnd = alias.End;
            if (characters > MaximumCharacters)
            {
                throw new TooLargeException($"The aliases blow the document up to more than the {MaximumCharacters} characters that PoPipeline reads; nothing behind this place was read", alias.Start);
            }

            if (nodes > MaximumNodes)
            {
                throw new TooLargeException($"The aliases blow the document up to more than the {MaximumNodes} nodes that PoPipeline reads; nothing behind this place was read", alias.Start);
            }

            return anchor.Node;
        }

        // A tag may stand before the anchor.
        private void CheckName(string name, in Mark start)
        {
            if (oddAnchors.Count < MaximumOddAnchors && name.AsSpan().ContainsAnyExcept(AnchorCharacters))
            {
                var at = source.AsSpan((int)Math.Min(marks.Of(start).Index, source.Length)).IndexOf(name, StringComparison.Ordinal);
                var end = new Mark(start.Index + Math.Max(at, 0) + name.Length, start.Line, start.Column + Math.Max(at, 0) + name.Length);
                oddAnchors.Add(new YamlProblem($"The name '{name}' of an anchor has other characters than letters, digits, '-' and '_'", marks.PlaceOf(start, end)));
            }
        }

        private YamlScalar ScalarOf(Scalar scalar)
        {
            characters += scalar.Value.Length;
            if (scalar.Value.Length > MaximumScalar)
            {
                throw new TooLargeException($"One text of the document has more than the {MaximumScalar} characters that PoPipeline reads; nothing behind this place was read", scalar.Start);
            }

            var start = (int)marks.Of(scalar.Start).Index;
            var end = Math.Min((int)marks.Of(scalar.End).Index, source.Length);
            lastEnd = scalar.End;
            var span = marks.PlaceOf(scalar.Start, scalar.End);
            if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
            {
                span = WithoutTrailingLines(scalar, start, ref end);
            }

            HasTags |= !scalar.Tag.IsEmpty;
            if (!scalar.Tag.IsEmpty && scalar.Style is not (ScalarStyle.Literal or ScalarStyle.Folded))
            {
                // Nothing behind a tag ends where the next token starts.
                span = Trimmed(scalar.Start, ref end);
            }

            return new YamlScalar(span, SharedTexts.Of(scalar.Value), scalar.Style, scalar.Tag.IsEmpty ? null : scalar.Tag.Value, source, start, end);
        }

        // The parser ends a block scalar where the next token starts; the text itself ends with its last character that is not white,
        // and before any comment that follows the block.
        private Place WithoutTrailingLines(Scalar scalar, int start, ref int end)
        {
            if (scalar.Style is ScalarStyle.Literal)
            {
                var line = start;
                for (var left = scalar.Value.AsSpan().TrimEnd().Count('\n') + 2; left > 0 && line < end; left--)
                {
                    var next = source.IndexOf('\n', line, end - line);
                    line = next < 0 ? end : next + 1;
                }

                end = line;
            }

            return Trimmed(scalar.Start, ref end);
        }

        private YamlMapping Mapping(MappingStart start, int depth)
        {
            var before = entries.Count;
            var isFlow = start.Style is MappingStyle.Flow;

            // Of a pair without braces, as in '[key: value]', the parser says that it starts where the document does.
            var isPair = isFlow && start.Start.Index == 0 && (lastEnd.Index > 0 || source[0] is not '{');
            Mark? first = isPair ? null : start.Start;
            lastEnd = isPair ? lastEnd : start.End;
            while (Next() is not MappingEnd)
            {
                var keyStart = parser.Current!.Start;
                first ??= keyStart;
                var key = Node(depth + 1);
                Next();
                var value = Node(depth + 1);
                if (key is YamlScalar scalar)
                {
                    entries.Add(new YamlEntry(scalar, value));
                }
                else
                {
                    problems.Add(new YamlProblem("A key must be a scalar", marks.PlaceOf(keyStart, keyStart)));
                }
            }

            return new YamlMapping(SpanOf(first ?? lastEnd, isFlow && !isPair), Taken(entries, before), isFlow);
        }

        private YamlSequence Sequence(SequenceStart start, int depth)
        {
            var before = items.Count;
            lastEnd = start.End;
            while (Next() is not SequenceEnd)
            {
                items.Add(Node(depth + 1));
            }

            var isFlow = start.Style is SequenceStyle.Flow;
            return new YamlSequence(SpanOf(start.Start, isFlow), Taken(items, before), isFlow) { Tag = start.Tag.IsEmpty ? null : start.Tag.Value };
        }

        private static ImmutableArray<T> Taken<T>(List<T> open, int before)
        {
            ImmutableArray<T> taken = [.. CollectionsMarshal.AsSpan(open)[before..]];
            open.RemoveRange(before, taken.Length);
            return taken;
        }

        // A block collection ends with its last node, not where the parser notices its end. One in brackets ends behind the closing one, at which
        // the parser lets its end both start and end.
        private Place SpanOf(in Mark start, bool inBrackets)
        {
            if (inBrackets)
            {
                var bracket = parser.Current!.Start;
                lastEnd = new Mark(bracket.Index + 1, bracket.Line, bracket.Column + 1);
            }

            var end = (int)Math.Min(marks.Of(lastEnd).Index, source.Length);
            return Trimmed(start, ref end);
        }

        private Place Trimmed(in Mark from, ref int end)
        {
            var start = marks.Of(from);
            var first = (int)start.Index;
            while (end > first && source[end - 1] is '\n' or '\r' or ' ' or '\t')
            {
                end--;
            }

            // A carriage return alone ends a line, too; before a line feed it is a part of that.
            var text = source.AsSpan(first, Math.Max(0, end - first));
            var lines = text.Count('\n');
            var last = text.LastIndexOf('\n');
            for (var at = text.IndexOf('\r'); at >= 0;)
            {
                if (first + at + 1 >= source.Length || source[first + at + 1] is not '\n')
                {
                    lines++;
                    last = Math.Max(last, at);
                }

                var next = text[(at + 1)..].IndexOf('\r');
                at = next < 0 ? -1 : at + 1 + next;
            }

            var column = lines == 0 ? (int)start.Column + text.Length : text.Length - last;
            return new Place(path, new Region((int)start.Line, (int)start.Column, (int)start.Line + lines, column));
        }

        private ParsingEvent Next()
        {
            if (!parser.MoveNext())
            {
                throw new YamlException(lastEnd, lastEnd, "the document ends too early");
            }

            return parser.Current!;
        }
    }
}
