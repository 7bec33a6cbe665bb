using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PoPipeline.Escaping;

/// <summary>How PoPipeline writes JSON: indented, one line feed a line on every system, and readable beyond ASCII.</summary>
internal static class JsonText
{
    /// <summary>
    /// Leaves quotes and letters as they are, since nothing here is pasted into HTML and every consumer parses JSON; and escapes what a person
    /// would not see.
    /// </summary>
    public static JavaScriptEncoder Encoder { get; } = new SeenEncoder();

    /// <summary>The options of a writer.</summary>
    public static JsonWriterOptions Options { get; } = new() { Indented = true, NewLine = "\n", Encoder = Encoder };

    /// <summary>The same on one line.</summary>
    public static JsonWriterOptions Compact { get; } = Options with { Indented = false };

    /// <summary>Writes texts as a list.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="name">The name of the list.</param>
    /// <param name="texts">The texts.</param>
    public static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    // The relaxed encoder escapes control characters and all above the first plane, but not what turns the direction of writing.
    private sealed unsafe class SeenEncoder : JavaScriptEncoder
    {
        public override int MaxOutputCharactersPerInputCharacter => UnsafeRelaxedJsonEscaping.MaxOutputCharactersPerInputCharacter;

        public override int FindFirstCharacterToEncode(char* text, int textLength)
        {
            var first = UnsafeRelaxedJsonEscaping.FindFirstCharacterToEncode(text, textLength);
            var unseen = new ReadOnlySpan<char>(text, first < 0 ? textLength : first).IndexOfAny(Untrusted.Unseen);
            return unseen < 0 ? first : unseen;
        }

        public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) =>
            IsUnseen(unicodeScalar)
                ? new Span<char>(buffer, bufferLength).TryWrite(CultureInfo.InvariantCulture, $"\\u{unicodeScalar:X4}", out numberOfCharactersWritten)
                : UnsafeRelaxedJsonEscaping.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);

        public override bool WillEncode(int unicodeScalar) => IsUnseen(unicodeScalar) || UnsafeRelaxedJsonEscaping.WillEncode(unicodeScalar);

        private static bool IsUnseen(int scalar) => scalar <= char.MaxValue && Untrusted.Unseen.Contains((char)scalar);
    }
}
