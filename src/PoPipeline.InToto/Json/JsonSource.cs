using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace PoPipeline.InToto.Json;

/// <summary>A text of JSON, and where its bytes stand in lines and columns.</summary>
/// <param name="bytes">The text.</param>
/// <param name="envelope">Where the text stands that this one was taken out of; null where it is a file.</param>
/// <param name="start">Where in its file the text begins; null for its beginning.</param>
internal sealed class JsonSource(ReadOnlyMemory<byte> bytes, Place? envelope = null, Place? start = null)
{
    // Places are looked up in any order, and a text of one line may be long: from the last of these, not from the beginning.
    private const int Stride = 1024;

    private List<(int Line, int Column)>? strides;
    private int values;

    /// <summary>Reads the text.</summary>
    /// <exception cref="FaultException">It is not one value of JSON, or more than is read.</exception>
    public JsonPart Read()
    {
        if (bytes.IsEmpty)
        {
            throw Fault(0, "it is empty");
        }

        if (bytes.Length > Limits.FileLength)
        {
            throw Fault(0, $"it is larger than {Limits.FileLength} bytes");
        }

        var reader = new Utf8JsonReader(bytes.Span, new JsonReaderOptions { MaxDepth = Limits.Depth + 1, CommentHandling = JsonCommentHandling.Disallow });
        try
        {
            reader.Read();
            var value = ReadValue(ref reader);
            reader.Read();
            return value;
        }
        catch (JsonException exception)
        {
            throw Fault(OffsetOf(exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0), "it is not JSON");
        }
    }

    /// <summary>Where a byte stands.</summary>
    /// <param name="offset">Its index.</param>
    public Place PlaceAt(int offset)
    {
        strides ??= Strides(bytes.Span, start ?? new Place(1, 1));
        var (line, column) = strides[Math.Min(offset / Stride, strides.Count - 1)];
        var here = Advance(bytes.Span[(Math.Min(offset / Stride, strides.Count - 1) * Stride)..Math.Min(offset, bytes.Length)], line, column);
        var place = new Place(here.Line, here.Column);
        return envelope is null ? place : envelope with { InPayload = place };
    }

    /// <summary>What is wrong at a byte.</summary>
    /// <param name="offset">Its index.</param>
    /// <param name="reason">What is wrong, as a clause.</param>
    public FaultException Fault(int offset, string reason) => new(new Fault(PlaceAt(offset), reason));

    private static List<(int Line, int Column)> Strides(ReadOnlySpan<byte> text, Place first)
    {
        var places = new List<(int Line, int Column)>((text.Length / Stride) + 1) { (first.Line, first.Column) };
        for (var from = 0; from + Stride <= text.Length; from += Stride)
        {
            places.Add(Advance(text.Slice(from, Stride), places[^1].Line, places[^1].Column));
        }

        return places;
    }

    /// <summary>Where a text ends.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where it begins.</param>
    public static Place Advance(ReadOnlySpan<byte> text, Place start)
    {
        var (line, column) = Advance(text, start.Line, start.Column);
        return new Place(line, column);
    }

    private static (int Line, int Column) Advance(ReadOnlySpan<byte> text, int line, int column)
    {
        foreach (var unit in text)
        {
            (line, column) = unit switch
            {
                (byte)'\n' => (line + 1, 1),
                >= 0x80 and < 0xC0 => (line, column),
                >= 0xF0 => (line, column + 2),
                _ => (line, column + 1),
            };
        }

        return (line, column);
    }

    private int OffsetOf(long line, long position)
    {
        var offset = 0;
        for (; line > 0; line--)
        {
            offset += bytes.Span[offset..].IndexOf((byte)'\n') + 1;
        }

        return (int)Math.Min(offset + position, bytes.Length);
    }

    private JsonPart ReadValue(ref Utf8JsonReader reader)
    {
        var offset = (int)reader.TokenStartIndex;
        if (++values > Limits.Values)
        {
            throw Fault(offset, $"it holds more than {Limits.Values} values");
        }

        return reader.TokenType switch
        {
            JsonTokenType.StartObject or JsonTokenType.StartArray when reader.CurrentDepth >= Limits.Depth => throw Fault(offset, $"it is nested more than {Limits.Depth} levels deep"),
            JsonTokenType.StartObject => ReadObject(ref reader, offset),
            JsonTokenType.StartArray => ReadList(ref reader, offset),
            JsonTokenType.String => new JsonText(offset, ReadText(ref reader)),
            JsonTokenType.Number when reader.ValueSpan.Length > Limits.Digits => throw Fault(offset, $"a number has more than {Limits.Digits} digits"),
            JsonTokenType.Number => new JsonNumber(offset, Encoding.ASCII.GetString(reader.ValueSpan)),
            JsonTokenType.True or JsonTokenType.False => new JsonTruth(offset, reader.TokenType is JsonTokenType.True),
            _ => new JsonNull(offset),
        };
    }

    private JsonMap ReadObject(ref Utf8JsonReader reader, int offset)
    {
        var members = ImmutableArray.CreateBuilder<JsonMember>();
        HashSet<string> names = new(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            var at = (int)reader.TokenStartIndex;
            var name = ReadText(ref reader);
            if (!names.Add(name))
            {
                throw Fault(at, "a member has the name of another one of its object, so that readers differ in which of them they take");
            }

            reader.Read();
            members.Add(new JsonMember(at, name, ReadValue(ref reader)));
        }

        return new JsonMap(offset, members.DrainToImmutable());
    }

    private JsonList ReadList(ref Utf8JsonReader reader, int offset)
    {
        var items = ImmutableArray.CreateBuilder<JsonPart>();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader));
        }

        return new JsonList(offset, items.DrainToImmutable());
    }

    private string ReadText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            throw Fault((int)reader.TokenStartIndex, "a text is not UTF-8, or holds half a surrogate pair");
        }
    }
}
