using System.Text.Json.Nodes;
using PoPipeline.Sources.Projects.Locks;
using Tomlyn.Parsing;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>A TOML document as a whole, with the kinds of its values; for manifests, which are short.</summary>
internal static class TomlTree
{
    private const int Deepest = 40;

    // What languages write in different ways, so that no digest is taken of a part that holds one.
    private const double Unwritten = 0.5;

    /// <summary>Reads one.</summary>
    /// <param name="file">The file.</param>
    /// <returns>Null where it is too deep. A date, and a number with a fraction, becomes one of which <see cref="ForeignJson"/> takes no digest.</returns>
    public static JsonObject? Read(LockText file)
    {
        using var text = file.Reader();
        var parser = TomlParser.Create(text, new TomlParserOptions());
        var root = new JsonObject();
        var open = new Stack<JsonNode>();
        var name = "";
        while (parser.MoveNext())
        {
            switch (parser.Current.Kind)
            {
                case TomlParseEventKind.PropertyName:
                    name = parser.GetPropertyName();
                    break;
                case TomlParseEventKind.StartTable when open.Count == 0:
                    open.Push(root);
                    break;
                case TomlParseEventKind.StartTable:
                    open.Push(Opened(open.Peek(), name, isTable: true));
                    break;
                case TomlParseEventKind.StartArray:
                    open.Push(Opened(open.Peek(), name, isTable: false));
                    break;
                case TomlParseEventKind.EndTable or TomlParseEventKind.EndArray:
                    open.Pop();
                    break;
                case TomlParseEventKind.String:
                    Put(open.Peek(), name, JsonValue.Create(parser.GetString()));
                    break;
                case TomlParseEventKind.Integer:
                    Put(open.Peek(), name, JsonValue.Create(parser.Current.GetInt64()));
                    break;
                case TomlParseEventKind.Boolean:
                    Put(open.Peek(), name, JsonValue.Create(parser.Current.GetBoolean()));
                    break;
                case TomlParseEventKind.Float or TomlParseEventKind.DateTime:
                    Put(open.Peek(), name, JsonValue.Create(Unwritten));
                    break;
                case TomlParseEventKind.StartDocument or TomlParseEventKind.EndDocument or TomlParseEventKind.None:
                    break;
                default:
                    return null;
            }

            if (open.Count > Deepest)
            {
                return null;
            }
        }

        return root;
    }

    /// <summary>The value at the end of a path; null where there is none.</summary>
    /// <param name="root">Where the path starts.</param>
    /// <param name="names">The names on the way.</param>
    public static JsonNode? At(JsonNode? root, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            root = (root as JsonObject)?[name];
        }

        return root;
    }

    // What a header opens may be open already, as an item of a list too.
    private static JsonNode Opened(JsonNode above, string name, bool isTable)
    {
        if (above is JsonArray list)
        {
            JsonNode item = isTable ? new JsonObject() : new JsonArray();
            list.Add(item);
            return item;
        }

        var table = (JsonObject)above;
        if (table[name] is { } known)
        {
            return isTable && known is JsonArray { Count: > 0 } items && items[^1] is JsonObject last ? last : known;
        }

        JsonNode made = isTable ? new JsonObject() : new JsonArray();
        table[name] = made;
        return made;
    }

    private static void Put(JsonNode above, string name, JsonNode? value)
    {
        if (above is JsonArray list)
        {
            list.Add(value);
        }
        else
        {
            above[name] = value;
        }
    }
}
