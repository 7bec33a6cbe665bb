using System.Globalization;
using System.Text.Json.Nodes;

namespace PoPipeline.Doubles.GitLab.Http;

/// <summary>Cuts lists into pages: https://docs.gitlab.com/api/rest/#pagination.</summary>
internal static class Paginator
{
    /// <summary>Above this many GitLab no longer says how many there are.</summary>
    private const int CountedUpTo = 10_000;

    /// <summary>A page by its number.</summary>
    public static Answer Offset<T>(Call call, IReadOnlyList<T> items, Func<T, JsonNode> shape)
    {
        if (call.TextOrNull("pagination") is "keyset")
        {
            throw new Refusal(405, new JsonObject { ["error"] = "Keyset pagination is not yet available for this type of request" });
        }

        var size = Size(call);
        var page = (int)Math.Clamp(call.IntegerOrNull("page") ?? 1, 1, int.MaxValue / 200);
        var pages = Math.Max(1, (items.Count + size - 1) / size);
        var counted = items.Count <= CountedUpTo;
        var links = new List<string>();
        Link(page > 1, "prev", page - 1);
        Link(page < pages, "next", page + 1);
        Link(true, "first", 1);
        Link(counted, "last", pages);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Link"] = string.Join(", ", links),
            ["X-Next-Page"] = page < pages ? Number(page + 1) : "",
            ["X-Page"] = Number(page),
            ["X-Per-Page"] = Number(size),
            ["X-Prev-Page"] = page > 1 ? Number(page - 1) : "",
        };
        if (counted)
        {
            headers["X-Total"] = Number(items.Count);
            headers["X-Total-Pages"] = Number(pages);
        }

        return Answer.Ok(Array(items.Skip((page - 1) * size).Take(size), shape)) with { Headers = headers };

        void Link(bool there, string relation, int number)
        {
            if (there)
            {
                links.Add($"<{Address(call, ("page", Number(number)), ("per_page", Number(size)))}>; rel=\"{relation}\"");
            }
        }
    }

    /// <summary>A page after a key, where the request asks for one; by its number otherwise.</summary>
    /// <param name="call">The request.</param>
    /// <param name="items">All items, in the order of the list.</param>
    /// <param name="parameter">The parameter that carries the key: <c>page_token</c> or <c>cursor</c>.</param>
    /// <param name="key">The key of an item.</param>
    /// <param name="shape">The item as JSON.</param>
    public static Answer KeysetOrOffset<T>(Call call, IReadOnlyList<T> items, string parameter, Func<T, string> key, Func<T, JsonNode> shape)
    {
        if (call.TextOrNull("pagination") is not "keyset")
        {
            return Offset(call, items, shape);
        }

        var size = Size(call);
        var rest = call.TextOrNull(parameter) is { } after
            ? items.SkipWhile(item => !string.Equals(key(item), after, StringComparison.Ordinal)).Skip(1).ToList()
            : items;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-Per-Page"] = Number(size) };
        if (rest.Count > size)
        {
            headers["Link"] = $"<{Address(call, (parameter, key(rest[size - 1])), ("per_page", Number(size)))}>; rel=\"next\"";
        }

        return Answer.Ok(Array(rest.Take(size), shape)) with { Headers = headers };
    }

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode> shape) => [.. items.Select(shape)];

    private static int Size(Call call) => (int)Math.Clamp(call.IntegerOrNull("per_page") ?? 20, 1, 100);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Address(Call call, params (string Name, string Value)[] changed)
    {
        var pairs = call.Query.Where(pair => !changed.Any(change => string.Equals(change.Name, pair.Key, StringComparison.Ordinal)))
            .Concat(changed.Select(change => KeyValuePair.Create(change.Name, change.Value)))
            .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}");
        return $"{call.Origin}{call.Path}?{string.Join('&', pairs)}";
    }
}
