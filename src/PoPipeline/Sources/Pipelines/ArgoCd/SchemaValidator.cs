using System.Globalization;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.ArgoCd;

/// <summary>Finds what the cluster refuses in a resource, or drops without a word, by the definition of its kind.</summary>
/// <param name="problems">What is found.</param>
/// <param name="isTemplated">Whether something fills in a part of it first, so that what is missing may be there then.</param>
internal sealed class SchemaValidator(ProblemList problems, bool isTemplated)
{
    /// <summary>Looks at a resource.</summary>
    /// <param name="root">The resource.</param>
    /// <param name="type">What it is.</param>
    public void Validate(YamlMapping root, string type) => Object(root, type, type);

    private void Object(YamlMapping mapping, string type, string path)
    {
        if (problems.IsFull || ArgoSchema.FieldsOf(type) is not { } fields)
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in mapping.Entries)
        {
            var key = entry.Key.Value;
            if (!seen.Add(key))
            {
                if (!isTemplated)
                {
                    problems.Add(ProblemKind.Key, $"'{key}' stands twice in '{path}', and only one of them counts", entry.Key.Span, ProblemEffect.Altered);
                }

                continue;
            }

            if (fields.TryGetValue(key, out var field))
            {
                Value(entry.Value, field.Type, path == type ? key : $"{path}.{key}");
            }
            else if (!TemplatedText.IsFilledIn(key) && key is not "<<")
            {
                problems.Add(ProblemKind.Key, $"'{key}' is no field of '{path}'{Names.Meant(key, [.. fields.Keys])}", entry.Key.Span, ProblemEffect.Altered);
            }
        }

        if (isTemplated || seen.Contains("<<"))
        {
            return;
        }

        foreach (var field in fields.Values.Where(field => field.IsNeeded && !seen.Contains(field.Name)).OrderBy(field => field.Name, StringComparer.Ordinal))
        {
            problems.Add(ProblemKind.Missing, $"'{field.Name}' is missing in '{path}'", mapping.Span.Start);
        }
    }

    private void Value(YamlNode node, string type, string path)
    {
        // A null is as good as nothing.
        if (type is "any" || node is YamlScalar { IsNull: true })
        {
            return;
        }

        switch (type[0])
        {
            case '[' when node is YamlSequence list:
                foreach (var item in list.Items)
                {
                    Value(item, type[1..^1], path);
                }

                return;
            case '[':
                Wrong(node, "a list", path);
                return;
            case '{' when node is YamlMapping map:
                foreach (var entry in map.Entries)
                {
                    Value(entry.Value, type[1..^1], $"{path}.{entry.Key.Value}");
                }

                return;
            case '{':
                Wrong(node, "a mapping", path);
                return;
            case '(':
                OneOf(node, type[1..^1].Split('|'), path);
                return;
            case >= 'A' and <= 'Z' when node is YamlMapping mapping:
                Object(mapping, type, path);
                return;
            case >= 'A' and <= 'Z':
                Wrong(node, "a mapping", path);
                return;
            default:
                Scalar(node, type, path);
                return;
        }
    }

    private void OneOf(YamlNode node, string[] words, string path)
    {
        if (node is not YamlScalar scalar)
        {
            Wrong(node, "a text", path);
        }
        else if (!words.Contains(scalar.Value, StringComparer.Ordinal) && !TemplatedText.IsFilledIn(scalar.Value))
        {
            problems.Add(ProblemKind.Type, $"'{scalar.Value}' is no value of '{path}'{Names.Meant(scalar.Value, words)}", scalar.Span);
        }
    }

    private void Scalar(YamlNode node, string type, string path)
    {
        if (node is not YamlScalar scalar)
        {
            Wrong(node, type is "text" ? "a text" : type is "bool" ? "true or false" : "a number", path);
            return;
        }

        if (TemplatedText.IsFilledIn(scalar.Value))
        {
            return;
        }

        var isBoolean = CoreSchema.BooleanOf(scalar) is not null;
        var isNumber = CoreSchema.NumberOf(scalar) is not null;
        switch (type)
        {
            case "text" when isBoolean || isNumber:
                problems.Add(ProblemKind.Type, $"'{path}' must be a text, and '{scalar.Value}' is {(isBoolean ? "true or false" : "a number")} without quotes", scalar.Span);
                break;
            case "bool" when !isBoolean:
                problems.Add(ProblemKind.Type, $"'{path}' must be true or false, and '{Short(scalar.Value)}' is {(isNumber ? "a number" : "a text")}", scalar.Span);
                break;
            case "int" when !isNumber || !long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _):
                problems.Add(ProblemKind.Type, $"'{path}' must be a whole number, and '{Short(scalar.Value)}' is {(isBoolean ? "true or false" : isNumber ? "none" : "a text")}", scalar.Span);
                break;
        }
    }

    private static string Short(string text) => text.Length > 80 ? text[..79] + "…" : text.ReplaceLineEndings(" ");

    private void Wrong(YamlNode node, string what, string path)
    {
        if (node is not YamlScalar scalar || !TemplatedText.IsFilledIn(scalar.Value))
        {
            problems.Add(ProblemKind.Type, $"'{path}' must be {what}, and is {(node is YamlMapping ? "a mapping" : node is YamlSequence ? "a list" : "a text")}", node is YamlScalar ? node.Span : node.Span.Start);
        }
    }
}
