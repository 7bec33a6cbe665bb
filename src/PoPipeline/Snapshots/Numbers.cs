using System.Text.Json;

namespace PoPipeline.Snapshots;

/// <summary>Short rows of numbers.</summary>
internal static class Numbers
{
    /// <summary>Reads as many numbers as there is room for.</summary>
    /// <exception cref="JsonException">There are more or fewer, or something else.</exception>
    public static void Read(ref Utf8JsonReader reader, scoped Span<int> numbers)
    {
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            throw new JsonException();
        }

        reader.Read();
        ReadRest(ref reader, numbers);
    }

    /// <summary>Reads as many numbers as there is room for, of a row that was begun, the first of which the reader stands on.</summary>
    /// <exception cref="JsonException">There are more or fewer, or something else.</exception>
    public static void ReadRest(ref Utf8JsonReader reader, scoped Span<int> numbers)
    {
        foreach (ref var number in numbers)
        {
            if (reader.TokenType is not JsonTokenType.Number || !reader.TryGetInt32(out number) || number < 0)
            {
                throw new JsonException();
            }

            reader.Read();
        }

        if (reader.TokenType is not JsonTokenType.EndArray)
        {
            throw new JsonException();
        }
    }

    /// <summary>Writes numbers as a row.</summary>
    public static void Write(Utf8JsonWriter writer, scoped ReadOnlySpan<int> numbers)
    {
        writer.WriteStartArray();
        foreach (var number in numbers)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }
}
