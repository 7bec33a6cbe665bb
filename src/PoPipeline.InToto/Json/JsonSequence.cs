using System.Collections.Immutable;
using System.Text.Json;

namespace PoPipeline.InToto.Json;

/// <summary>Takes values of JSON apart that stand one behind another, on one line or on several.</summary>
internal static class JsonSequence
{
    /// <summary>The values, each as the text that it stands in. What is no value is taken for one as far as its line goes, and reading goes on with the next line.</summary>
    /// <remarks>A byte is looked at once for each value that is open where it stands, and no more of them are than JSON may be nested.</remarks>
    /// <param name="bytes">The text.</param>
    /// <param name="maximum">How many values are taken. Whatever comes behind them is one more.</param>
    public static ImmutableArray<JsonSource> Of(ReadOnlyMemory<byte> bytes, int maximum)
    {
        var values = ImmutableArray.CreateBuilder<JsonSource>();
        var place = new Place(1, 1);
        for (var rest = bytes; ;)
        {
            var start = rest.Span.IndexOfAnyExcept(" \t\r\n"u8);
            if (start < 0)
            {
                return values.DrainToImmutable();
            }

            place = JsonSource.Advance(rest.Span[..start], place);
            rest = rest[start..];
            var length = values.Count == maximum ? rest.Length : LengthOf(rest.Span);
            values.Add(new JsonSource(rest[..length], start: place));
            place = JsonSource.Advance(rest.Span[..length], place);
            rest = rest[length..];
        }
    }

    private static int LengthOf(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, isFinalBlock: true, new JsonReaderState(new JsonReaderOptions { MaxDepth = Limits.Depth + 1, AllowMultipleValues = true }));
        try
        {
            if (reader.Read() && reader.TrySkip())
            {
                return (int)reader.BytesConsumed;
            }
        }
        catch (JsonException)
        {
            // Whoever reads it says so.
        }

        var end = text.IndexOf((byte)'\n');
        return end < 0 ? text.Length : end;
    }
}
