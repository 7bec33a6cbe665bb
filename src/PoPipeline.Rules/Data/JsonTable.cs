using System.Text.Json;

namespace PoPipeline.Rules.Data;

/// <summary>
/// A data file of this assembly with a member whose members are looked up by their names. The file is gone through once, without making anything of what stands in it, and
/// what is looked up is read when it is.
/// </summary>
internal sealed class JsonTable
{
    private readonly byte[] text;
    private readonly Dictionary<string, Part> parts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Opens one.</summary>
    /// <param name="resource">The file.</param>
    /// <param name="member">The member.</param>
    public JsonTable(string resource, string member)
    {
        text = Read(resource);
        var reader = new Utf8JsonReader(text);
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isTable = reader.ValueTextEquals(member);
            reader.Read();
            if (!isTable)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                var end = (int)reader.BytesConsumed;
                parts.Add(name, new Part(start, end));
                Longest = Math.Max(Longest, name.Length);
            }
        }
    }

    /// <summary>The names, in the order of the file.</summary>
    public IEnumerable<string> Names => parts.Keys;

    /// <summary>How long the longest name is.</summary>
    public int Longest { get; }

    /// <summary>What stands under a name, in any case; undefined where nothing does.</summary>
    public JsonElement Find(string name)
    {
        if (!parts.TryGetValue(name, out var part))
        {
            return default;
        }

        var reader = new Utf8JsonReader(text.AsSpan(part.Start, part.End - part.Start));
        return JsonElement.ParseValue(ref reader);
    }

#pragma warning disable RS0030 // What lies in the assembly is the same on every machine; nothing else is read.
    private static byte[] Read(string resource)
    {
        using var stream = typeof(JsonTable).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"There is no {resource} in this assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
#pragma warning restore RS0030

    private sealed record Part(int Start, int End);
}
