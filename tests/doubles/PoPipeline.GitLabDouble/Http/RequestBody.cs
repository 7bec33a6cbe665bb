using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PoPipeline.Doubles.GitLab.Http;

/// <summary>Reads queries and bodies into named values.</summary>
internal static class RequestBody
{
    /// <summary>The pairs of a query or of a form.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Pairs(string encoded) =>
        [.. encoded.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
            .Select(pair => KeyValuePair.Create(WebUtility.UrlDecode(pair[0]), pair.Length > 1 ? WebUtility.UrlDecode(pair[1]) : ""))];

    /// <summary>Pairs by name: <c>iids[]=1</c> makes an array, <c>not[search]=x</c> a hash.</summary>
    public static Dictionary<string, JsonNode?> Named(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var named = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var (key, value) in pairs)
        {
            var open = key.IndexOf('[', StringComparison.Ordinal);
            if (open <= 0 || !key.EndsWith(']'))
            {
                named[key] = value;
                continue;
            }

            var name = key[..open];
            var field = key[(open + 1)..^1];
            if (field.Length == 0)
            {
                var list = named.GetValueOrDefault(name) as JsonArray ?? [];
                list.Add(value);
                named[name] = list;
            }
            else
            {
                var hash = named.GetValueOrDefault(name) as JsonObject ?? [];
                hash[field] = value;
                named[name] = hash;
            }
        }

        return named;
    }

    /// <summary>The values of a body.</summary>
    /// <param name="type">Its media type.</param>
    /// <param name="text">The body.</param>
    /// <exception cref="Refusal">400 or 406: it is not what it says.</exception>
    public static Dictionary<string, JsonNode?> Read(string? type, string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        switch (type?.Split(';')[0].Trim())
        {
            case "application/json":
                try
                {
                    return JsonNode.Parse(text) is JsonObject hash ? hash.ToDictionary(pair => pair.Key, pair => pair.Value?.DeepClone(), StringComparer.Ordinal) : throw Refusal.Invalid("The body is not a JSON object");
                }
                catch (Exception error) when (error is JsonException or ArgumentException)
                {
                    throw Refusal.Invalid("Problems parsing JSON");
                }

            case "application/x-www-form-urlencoded":
                return Named(Pairs(text));
            default:
                throw new Refusal(406, new JsonObject { ["error"] = "The requested format is not supported." });
        }
    }
}
