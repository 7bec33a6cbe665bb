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

    /// <summary>Reads the first document of a text.</summary>
    /// <param name="path">The file that the text is of, relative to the repository's root.</param>
    /// <param name="source">The text.</param>
    public static YamlDocument Read(string path, string source) => Read(path, source, reading => reading.Document() is { } root ? [root] : []);

    /// <summary>Reads every document of a text; where one cannot be read, none is.</summary>
    /// <param name="path">The file that the text is of, relative to the repository's root.</param>
    /// <param name="source">The text.</param>
    public static YamlDocument ReadAll(string path, string source) => Read(path, source, reading => reading.Documents());

    private static YamlDocument Read(string path, string source, Func<Reading, ImmutableArray<YamlNode>> read)
    {
        var reading = new Reading(path, source);
        try
        {
            var roots = read(reading);
            return new YamlDocument(path, source, roots.FirstOrDefault(), Error: null, reading.Problems) { Roots = roots, UnusedAnchors = reading.UnusedAnchors };
        }
        catch (TooLargeException exception)
        {
            return new YamlDocument(path, source, Root: null, new YamlProblem(exception.Message, PlaceOf(path, exception.Start, exception.Start)), []) { IsTooLarge = true };
        }
        catch (YamlException exception)
        {
            return new YamlDocument(path, source, Root: null, new YamlProblem($"This is not YAML: {Reason(exception)}", PlaceOf(path, exception.Start, exception.End)), []);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            // The parser has states that it does not expect of itself: '{a' before a line that is indented less.
            return new YamlDocument(path, source, Root: null, new YamlProblem("This is not YAML: the parser stopped behind this place", reading.LastRead), []);
        }
    }

    private static string Reason(YamlException exception) =>
        exception.Message is { Length: > 0 } message ? char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.') : "the parser stopped here";

    private static Place PlaceOf(string path, in Mark start, in Mark end) => new(
        path,
        new(Math.Max(1, (int)start.Line), Math.Max(1, (int)start.Column), Math.Max(1, (int)end.Line), Math.Max(1, (int)end.Column)));

    private sealed class TooLargeException(string message, Mark start) : Exception(message)
    {
        public Mark Start { get; } = start;
    }

    private sealed class Reading(string path, string source)
    {
        private readonly Parser parser = new(new StringReader(source));
        private readonly Dictionary<string, (YamlNode Node, int Size, long Characters)> anchors = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Place> open = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Place> unused = new(StringComparer.Ordinal);
        private readonly ImmutableArray<YamlProblem>.Builder problems = ImmutableArray.CreateBuilder<YamlProblem>();

        // What the collections that are open hold so far, the inner ones' behind the outer ones'.
        private readonly List<YamlEntry> entries = [];
        private readonly List<YamlNode> items = [];
        private int nodes;
        private long characters;
        private Mark lastEnd;

        public ImmutableArray<YamlProblem> Problems => problems.ToImmutable();

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

        public Place LastRead => PlaceOf(path, lastEnd, lastEnd);

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
                open[anchor] = PlaceOf(path, current.Start, current.End);
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
                unused[anchor] = PlaceOf(path, current.Start, current.End);
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

        private YamlScalar ScalarOf(Scalar scalar)
        {
            characters += scalar.Value.Length;
            if (scalar.Value.Length > MaximumScalar)
            {
                throw new TooLargeException($"One text of the document has more than the {MaximumScalar} characters that PoPipeline reads; nothing behind this place was read", scalar.Start);
            }

            var start = (int)scalar.Start.Index;
            var end = Math.Min((int)scalar.End.Index, source.Length);
            var endMark = scalar.End;
            lastEnd = scalar.End;
            var span = PlaceOf(path, scalar.Start, endMark);
            if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
            {
                span = WithoutTrailingLines(scalar, start, ref end);
            }

            return new YamlScalar(span, scalar.Value, scalar.Style, scalar.Tag.IsEmpty ? null : scalar.Tag.Value, source, start, end);
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
                    problems.Add(new YamlProblem("A key must be a scalar", PlaceOf(path, keyStart, keyStart)));
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
            return new YamlSequence(SpanOf(start.Start, isFlow), Taken(items, before), isFlow);
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

            var end = (int)Math.Min(lastEnd.Index, source.Length);
            return Trimmed(start, ref end);
        }

        private Place Trimmed(in Mark start, ref int end)
        {
            var first = (int)start.Index;
            while (end > first && source[end - 1] is '\n' or '\r' or ' ' or '\t')
            {
                end--;
            }

            var text = source.AsSpan(first, Math.Max(0, end - first));
            var lines = text.Count('\n');
            var column = lines == 0 ? (int)start.Column + text.Length : text.Length - text.LastIndexOf('\n');
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
