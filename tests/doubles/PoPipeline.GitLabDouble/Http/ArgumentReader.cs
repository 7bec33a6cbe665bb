using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PoPipeline.Doubles.GitLab.Http;

/// <summary>Checks what a request hands over against the endpoint's documented parameters, more strictly than GitLab itself.</summary>
internal static class ArgumentReader
{
    /// <summary>The arguments of a request by name.</summary>
    /// <param name="route">The endpoint.</param>
    /// <param name="path">The path's parameters.</param>
    /// <param name="given">What query and body hold.</param>
    /// <exception cref="Refusal">An argument is missing, unknown, of the wrong type, or has a value that is not allowed.</exception>
    public static Dictionary<string, JsonNode?> Read(Route route, IReadOnlyDictionary<string, string> path, IReadOnlyDictionary<string, JsonNode?> given)
    {
        var faults = new List<string>();
        var read = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var segment in route.Segments.Where(segment => segment.StartsWith(':')))
        {
            var name = segment.Trim(':', '#');
            var parameter = segment.EndsWith('#') ? Parameter.Integer(name) : Parameter.Text(name);
            read[name] = Value(parameter, JsonValue.Create(path[name]), name, faults);
        }

        // A client may repeat the path's own parameters in the body: python-gitlab does.
        Fields(route.Takes, given.Where(pair => !path.ContainsKey(pair.Key)), "", read, faults);
        if (route.AtLeastOneOf.Length > 0 && !route.AtLeastOneOf.Any(given.ContainsKey))
        {
            faults.Add($"{string.Join(", ", route.AtLeastOneOf)} are missing, at least one parameter must be provided");
        }

        return faults.Count == 0 ? read : throw Refusal.Invalid(string.Join(", ", faults));
    }

    private static void Fields(
        IEnumerable<Parameter> declared,
        IEnumerable<KeyValuePair<string, JsonNode?>> given,
        string prefix,
        Dictionary<string, JsonNode?> into,
        List<string> faults)
    {
        var parameters = declared.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            var label = prefix.Length == 0 ? name : $"{prefix}[{name}]";
            if (!parameters.TryGetValue(name, out var parameter))
            {
                faults.Add($"{label} is not a documented parameter");
            }
            else if (value is not null)
            {
                into[name] = Value(parameter, value, label, faults);
            }
        }

        faults.AddRange(parameters.Values.Where(parameter => parameter.Required && !into.ContainsKey(parameter.Name))
            .Select(parameter => $"{(prefix.Length == 0 ? parameter.Name : $"{prefix}[{parameter.Name}]")} is missing"));
    }

    private static JsonNode? Value(Parameter parameter, JsonNode? value, string label, List<string> faults)
    {
        JsonNode? read = parameter.Kind switch
        {
            ParameterKind.Text => Text(value),
            ParameterKind.Integer => Integer(value),
            ParameterKind.Boolean => Boolean(value),
            ParameterKind.Time => Time(value),
            ParameterKind.Words => Words(value),
            ParameterKind.Integers => Integers(value),
            ParameterKind.Object => Hash(parameter, value, label, faults),
            ParameterKind.Objects => Hashes(parameter, value, label, faults),
            _ => null,
        };
        if (read is null)
        {
            faults.Add($"{label} is invalid");
        }
        else if (parameter.Values.Length > 0 && !parameter.Values.Contains(read.ToString(), StringComparer.Ordinal))
        {
            faults.Add($"{label} does not have a valid value");
        }
        else if (!parameter.MayBeBlank && read.ToString().AsSpan().Trim().IsEmpty)
        {
            faults.Add($"{label} is empty");
        }

        return read;
    }

    private static JsonValue? Text(JsonNode? value) =>
        value?.GetValueKind() is JsonValueKind.String ? JsonValue.Create(value.GetValue<string>()) : null;

    private static JsonValue? Integer(JsonNode? value) =>
        value?.GetValueKind() is JsonValueKind.String or JsonValueKind.Number
        && long.TryParse(value.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : null;

    private static JsonValue? Boolean(JsonNode? value) => value?.ToString() switch
    {
        "true" or "True" or "1" => JsonValue.Create(true),
        "false" or "False" or "0" => JsonValue.Create(false),
        _ => null,
    };

    private static JsonValue? Time(JsonNode? value) =>
        DateTimeOffset.TryParse(value?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? JsonValue.Create(time.ToString("O", CultureInfo.InvariantCulture))
            : null;

    private static JsonArray? Words(JsonNode? value) => value switch
    {
        JsonArray array when array.All(item => item?.GetValueKind() is JsonValueKind.String) => [.. array.Select(item => Text(item))],
        JsonValue when value.GetValueKind() is JsonValueKind.String =>
            [.. value.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(word => JsonValue.Create(word))],
        _ => null,
    };

    private static JsonArray? Integers(JsonNode? value) =>
        (value as JsonArray)?.Select(Integer).ToArray() is { } numbers && Array.TrueForAll(numbers, number => number is not null)
            ? [.. numbers]
            : null;

    private static JsonObject? Hash(Parameter parameter, JsonNode? value, string label, List<string> faults)
    {
        if (value is not JsonObject hash)
        {
            return null;
        }

        var fields = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        Fields(parameter.Fields, hash, label, fields, faults);
        return new JsonObject(fields);
    }

    private static JsonArray? Hashes(Parameter parameter, JsonNode? value, string label, List<string> faults) =>
        value is JsonArray array && array.Select(item => Hash(parameter, item, label, faults)).ToArray() is { Length: > 0 } hashes
            && Array.TrueForAll(hashes, hash => hash is not null)
            ? [.. hashes]
            : null;
}
