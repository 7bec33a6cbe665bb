using System.Buffers;
using System.Text;

namespace PoPipeline.InToto.Json;

/// <summary>
/// The canonical JSON of OLPC, which in-toto signs: no blanks, members by the bytes of their names in UTF-8, nothing escaped in a text but quotes and
/// backslashes, whole numbers only. It is not that of RFC 8785, which escapes control characters and sorts by UTF-16.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>Writes a value.</summary>
    /// <param name="source">The text that the value was read from.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="FaultException">The value holds a number that is not whole.</exception>
    public static byte[] Write(JsonSource source, JsonPart value)
    {
        var writer = new ArrayBufferWriter<byte>();
        Append(writer, source, value);
        return writer.WrittenSpan.ToArray();
    }

    private static void Append(ArrayBufferWriter<byte> writer, JsonSource source, JsonPart value)
    {
        switch (value)
        {
            case JsonText text:
                Append(writer, text.Text);
                break;
            case JsonNumber number:
                Raw(writer, Whole(source, number));
                break;
            case JsonTruth truth:
                Raw(writer, truth.Holds ? "true" : "false");
                break;
            case JsonList list:
                Raw(writer, "[");
                for (var index = 0; index < list.Items.Length; index++)
                {
                    Raw(writer, index > 0 ? "," : "");
                    Append(writer, source, list.Items[index]);
                }

                Raw(writer, "]");
                break;
            case JsonMap members:
                Append(writer, source, members);
                break;
            default:
                Raw(writer, "null");
                break;
        }
    }

    private static void Append(ArrayBufferWriter<byte> writer, JsonSource source, JsonMap value)
    {
        var separator = "";
        Raw(writer, "{");
        foreach (var (_, member) in value.Members.Select(member => (Name: Encoding.UTF8.GetBytes(member.Name), member)).OrderBy(pair => pair.Name, ByBytes.Instance))
        {
            Raw(writer, separator);
            separator = ",";
            Append(writer, member.Name);
            Raw(writer, ":");
            Append(writer, source, member.Value);
        }

        Raw(writer, "}");
    }

    private static string Whole(JsonSource source, JsonNumber number) =>
        number.Digits.AsSpan().ContainsAny('.', 'e', 'E') ? throw source.Fault(number.Offset, "a number is not whole, and canonical JSON has no others")
            : number.Digits is "-0" ? "0"
            : number.Digits;

    private static void Append(ArrayBufferWriter<byte> writer, string text)
    {
        Raw(writer, "\"");
        Raw(writer, text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal));
        Raw(writer, "\"");
    }

    private static void Raw(ArrayBufferWriter<byte> writer, string text) => Encoding.UTF8.GetBytes(text, writer);

    private sealed class ByBytes : IComparer<byte[]>
    {
        public static ByBytes Instance { get; } = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
