using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace PoPipeline.Audit.Events;

/// <summary>The fields of an event, whatever its format. What is not there, or is no single value, is null.</summary>
public abstract class EventFields
{
    /// <summary>A field, of a path with <c>.</c> between its parts.</summary>
    /// <param name="path">The path.</param>
    public abstract string? Of(string path);

    /// <summary>What a field says, which may be several texts.</summary>
    /// <param name="path">The path.</param>
    public virtual IEnumerable<string> All(string path) => Of(path) is { Length: > 0 } value ? [value] : [];

    /// <summary>The names of the fields of an object below a path.</summary>
    /// <param name="path">The path.</param>
    public virtual IEnumerable<string> NamesIn(string path) => [];

    /// <summary>What the event says, written in one way.</summary>
    public abstract byte[] Canonical();

    /// <summary>All that it says: the path of each value that is not empty, and what it is. What is a list is written in one way.</summary>
    internal abstract IEnumerable<EventField> Leaves();

    /// <summary>The first field that is there and says something.</summary>
    /// <param name="paths">The paths, in their order.</param>
    public string? First(params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            if (Of(path) is { Length: > 0 } value)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The fields of a JSON object.</summary>
    /// <param name="element">The object.</param>
    public static EventFields OfJson(JsonElement element) => new JsonFields(element);

    /// <summary>The fields of a row.</summary>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="values">The values, as many.</param>
    public static EventFields OfRow(IReadOnlyList<string> columns, IReadOnlyList<string> values) => new RowFields(columns, values);

    private sealed class JsonFields(JsonElement root) : EventFields
    {
        public override string? Of(string path)
        {
            // A field's own name may have points; it counts before those of objects.
            return Find(path) is not { } element ? null : element.ValueKind switch
            {
                JsonValueKind.String => Text(element),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
                _ => null,
            };
        }

        public override IEnumerable<string> All(string path) => Find(path) is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String).Select(Text).OfType<string>()
            : base.All(path);

        public override IEnumerable<string> NamesIn(string path) =>
            Find(path) is { ValueKind: JsonValueKind.Object } element ? element.EnumerateObject().Select(property => property.Name) : [];

        public override byte[] Canonical() => CanonicalJson.Of(root);

        internal override IEnumerable<EventField> Leaves() => LeavesOf(root, "");

        private static IEnumerable<EventField> LeavesOf(JsonElement element, string path)
        {
            foreach (var property in element.EnumerateObject())
            {
                var name = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
                if (property.Value.ValueKind is JsonValueKind.Object)
                {
                    foreach (var leaf in LeavesOf(property.Value, name))
                    {
                        yield return leaf;
                    }
                }
                else if (Leaf(property.Value) is { Length: > 0 } value)
                {
                    yield return new EventField(name, value, property.Value.ValueKind is JsonValueKind.Array);
                }
            }
        }

        private static string? Leaf(JsonElement element) => element.ValueKind switch
        {
            JsonValueKind.String => Text(element) ?? element.GetRawText(),
            JsonValueKind.Array => element.GetArrayLength() == 0 ? null : List(element),
            JsonValueKind.Null => null,
            _ => element.GetRawText(),
        };

        // Half of a surrogate pair, and bytes that are no UTF-8, can be written in one way alone.
        private static string List(JsonElement element)
        {
            try
            {
                return Encoding.UTF8.GetString(CanonicalJson.Of(element));
            }
            catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
            {
                return element.GetRawText();
            }
        }

        private JsonElement? Find(string path)
        {
            var element = root;
            foreach (var part in path.Split('.'))
            {
                if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty(part, out element))
                {
                    return root.TryGetProperty(path, out var whole) ? whole : null;
                }
            }

            return element;
        }

        // Whoever did something is known by what of the name can be read, where some of its bytes are no UTF-8. Half of a surrogate pair is no text.
        private static string? Text(JsonElement element)
        {
            try
            {
                return element.GetString();
            }
            catch (InvalidOperationException)
            {
                return Readable(JsonMarshal.GetRawUtf8Value(element));
            }
        }

        private static string? Readable(ReadOnlySpan<byte> raw)
        {
            try
            {
                using var document = JsonDocument.Parse(Encoding.UTF8.GetString(raw));
                return document.RootElement.GetString();
            }
            catch (Exception exception) when (exception is InvalidOperationException or JsonException)
            {
                return null;
            }
        }
    }

    private sealed class RowFields(IReadOnlyList<string> columns, IReadOnlyList<string> values) : EventFields
    {
        public override string? Of(string path)
        {
            for (var column = 0; column < columns.Count; column++)
            {
                if (string.Equals(columns[column], path, StringComparison.OrdinalIgnoreCase))
                {
                    return values[column];
                }
            }

            return null;
        }

        // An empty column says nothing, and another export may be without it.
        public override byte[] Canonical() => JsonSerializer.SerializeToUtf8Bytes(
            columns.Zip(values, (column, value) => new[] { column, value }).Where(pair => pair[1].Length > 0).OrderBy(pair => pair[0], StringComparer.Ordinal).ToArray(), EventFieldsJson.Default.StringArrayArray);

        internal override IEnumerable<EventField> Leaves() => columns.Zip(values, static (column, value) => new EventField(column, value, IsList: false)).Where(field => field.Value.Length > 0);
    }
}
