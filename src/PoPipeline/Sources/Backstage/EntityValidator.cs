using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Backstage;

/// <summary>Finds what the catalogue refuses in an entity.</summary>
/// <param name="problems">What is found.</param>
internal sealed partial class EntityValidator(ProblemList problems)
{
    private const int LongestName = 63;
    private const int LongestPrefix = 253;

    private static readonly string[] OwnFields = ["apiVersion", "kind", "metadata", "spec"];

    private static readonly string[] CoreKinds = ["Component", "API", "Resource", "System", "Domain", "Group", "User", "Location"];

    /// <summary>Looks at an entity.</summary>
    /// <param name="entity">The entity.</param>
    public void Validate(BackstageEntity entity)
    {
        var root = entity.Root;
        foreach (var entry in root.Entries.Where(entry => !OwnFields.Contains(entry.Key.Value, StringComparer.Ordinal)))
        {
            problems.Add(ProblemKind.Key, $"'{Short(entry.Key.Value)}' is no field of an entity, which has {string.Join(", ", OwnFields.Select(field => $"'{field}'"))}", entry.Key.Span);
        }

        foreach (var key in DoubledKeys.In(root))
        {
            problems.Add(ProblemKind.Key, $"'{Short(key.Value)}' stands here twice", key.Span);
        }

        Version(entity);
        if (root["metadata"] is YamlMapping metadata)
        {
            Fields(metadata, "METADATA", "metadata");
            Formats(metadata);
        }
        else
        {
            Wanted(root, "metadata", "mapping");
        }

        var shape = entity.Kind is "Template" || CoreKinds.Contains(entity.Kind, StringComparer.Ordinal) ? entity.Kind : null;
        if (root["spec"] is YamlMapping spec)
        {
            // Of a server for agents some catalogues ask for a definition, and others for its addresses.
            Fields(spec, shape is "API" && spec["type"] is YamlScalar { Value: "mcp-server" } ? "API of a server" : shape ?? "", "spec");
            if (shape is "Template")
            {
                Forms(spec["parameters"]);
                Output(spec["output"] as YamlMapping);
            }
        }
        else if (shape is not null || root["spec"] is not null)
        {
            Wanted(root, "spec", "mapping");
        }
    }

    private void Version(BackstageEntity entity)
    {
        var expected = entity.Kind is "Template" ? "scaffolder.backstage.io/v1beta3" : CoreKinds.Contains(entity.Kind, StringComparer.Ordinal) ? "backstage.io/v1alpha1" : null;
        if (entity.Root["kind"] is not YamlScalar { Value: var kind } node || !Kind().IsMatch(kind))
        {
            problems.Add(ProblemKind.Type, "'kind' must be a word of letters and digits", (entity.Root["kind"] ?? entity.Root).Span.Start);
            return;
        }

        if (expected is not null && entity.Version != expected && !(entity.Kind is not "Template" && entity.Version is "backstage.io/v1beta1"))
        {
            problems.Add(ProblemKind.Type, $"'{Short(entity.Version)}' is no version of a {entity.Kind} that is read; write '{expected}'", entity.Root["apiVersion"]?.Span ?? node.Span);
        }
    }

    private void Formats(YamlMapping metadata)
    {
        Format(metadata["name"], "metadata.name", Name(), "letters and digits with '-', '_' or '.' between them");
        Format(metadata["namespace"], "metadata.namespace", Label(), "small letters and digits with '-' between them");
        foreach (var entry in Entries(metadata["labels"]))
        {
            Key(entry.Key, "metadata.labels");
            if (entry.Value is YamlScalar { Value.Length: > 0 })
            {
                Format(entry.Value, $"metadata.labels.{entry.Key.Value}", Name(), "letters and digits with '-', '_' or '.' between them");
            }
        }

        foreach (var entry in Entries(metadata["annotations"]))
        {
            Key(entry.Key, "metadata.annotations");
        }

        foreach (var tag in (metadata["tags"] as YamlSequence)?.Items ?? [])
        {
            Format(tag, "metadata.tags", Tag(), "small letters, digits, ':', '+' and '#' with '-' between them");
        }

        foreach (var link in (metadata["links"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
        {
            if (link["url"] is YamlScalar { Value.Length: > 0 } url && !Scheme().IsMatch(url.Value))
            {
                problems.Add(ProblemKind.Url, $"'{Short(url.Value)}' is no address in 'metadata.links'", url.Span);
            }
        }
    }

    private static ImmutableArray<YamlEntry> Entries(YamlNode? node) => node is YamlMapping mapping ? mapping.Entries : [];

    private void Key(YamlScalar key, string where)
    {
        var parts = key.Value.Split('/');
        if (parts.Length > 2 || !IsName(parts[^1]) || (parts.Length == 2 && !(parts[0].Length is > 0 and <= LongestPrefix && parts[0].Split('.').All(part => part.Length <= LongestName && Label().IsMatch(part)))))
        {
            problems.Add(ProblemKind.Name, $"'{Short(key.Value)}' is no key of '{where}', which is a name, and a domain and '/' before it at most", key.Span);
        }
    }

    private static bool IsName(string text) => text.Length <= LongestName && Name().IsMatch(text);

    private void Format(YamlNode? node, string where, Regex format, string what)
    {
        if (node is YamlScalar { IsNull: false, Value.Length: > 0 } scalar && (scalar.Value.Length > LongestName || !format.IsMatch(scalar.Value)))
        {
            problems.Add(ProblemKind.Name, $"'{Short(scalar.Value)}' cannot be in '{where}': at most {LongestName} {what}", scalar.Span);
        }
    }

    // One form, or a list of them.
    private void Forms(YamlNode? parameters)
    {
        switch (parameters)
        {
            case null or YamlMapping:
                if (parameters is YamlMapping form)
                {
                    Fields(form, "FORM", "spec.parameters");
                }

                break;
            case YamlSequence list:
                foreach (var item in list.Items)
                {
                    Value(item, "FORM", "spec.parameters[]");
                }

                break;
            default:
                problems.Add(ProblemKind.Type, "'spec.parameters' must be a form or a list of forms", parameters.Span);
                break;
        }
    }

    private void Output(YamlMapping? output)
    {
        foreach (var entry in output?.Entries ?? [])
        {
            if (entry.Key.Value is not ("links" or "text"))
            {
                Value(entry.Value, "any-text", $"spec.output.{entry.Key.Value}");
            }
        }
    }

    private void Fields(YamlMapping mapping, string shape, string path)
    {
        if (problems.IsFull)
        {
            return;
        }

        foreach (var field in EntityShape.FieldsOf(shape))
        {
            if (mapping[field.Name] is { } value)
            {
                Value(value, field.Type, $"{path}.{field.Name}");
            }
            else if (field.IsNeeded)
            {
                problems.Add(ProblemKind.Missing, $"'{field.Name}' is missing in '{path}'", mapping.Span.Start);
            }
        }
    }

    private void Value(YamlNode node, string type, string path)
    {
        if (problems.IsFull || IsReadFromElsewhere(node))
        {
            return;
        }

        switch (type[0])
        {
            case '[':
                Each(node, type[1..^1], path);
                return;
            case '{' when node is YamlMapping map:
                foreach (var entry in map.Entries)
                {
                    Value(entry.Value, type[1..^1], $"{path}.{entry.Key.Value}");
                }

                return;
            case '(':
                var words = type[1..^1].Split('|');
                if (node is not YamlScalar word || !words.Contains(word.Value, StringComparer.Ordinal))
                {
                    problems.Add(ProblemKind.Type, $"'{path}' cannot be this; {Names.OneOf(words)}", Short(node));
                }

                return;
            case >= 'A' and <= 'Z' when node is YamlMapping mapping:
                Fields(mapping, type, path);
                return;
            default:
                Scalar(node, type, path);
                return;
        }
    }

    private void Each(YamlNode node, string type, string path)
    {
        if (node is not YamlSequence list)
        {
            Wrong(node, "a list", path);
            return;
        }

        foreach (var item in list.Items)
        {
            Value(item, type, $"{path}[]");
        }
    }

    private void Scalar(YamlNode node, string type, string path)
    {
        var scalar = node as YamlScalar;
        var isText = scalar is { IsNull: false } && CoreSchema.BooleanOf(scalar) is null && CoreSchema.NumberOf(scalar) is null;
        switch (type)
        {
            case "text" when isText && scalar!.Value.Length == 0:
                problems.Add(ProblemKind.Type, $"'{path}' is empty", scalar.Span);
                break;
            case "text" or "any-text" when !isText:
                Wrong(node, "a text", path);
                break;
            case "flag-or-text" when !isText && !(scalar is not null && CoreSchema.BooleanOf(scalar) is not null):
                Wrong(node, "a text, true or false", path);
                break;
            case "mapping" when node is not YamlMapping:
            case [>= 'A' and <= 'Z' or '{', ..]:
                Wrong(node, "a mapping", path);
                break;
        }
    }

    // What stands in another file is put in its place first: '$text: ./openapi.yaml'.
    private static bool IsReadFromElsewhere(YamlNode node) => node is YamlMapping { Entries: [{ Key.Value: ['$', _, ..] }] };

    private void Wanted(YamlMapping root, string key, string what)
    {
        if (root[key] is { } node)
        {
            Wrong(node, $"a {what}", key);
        }
        else
        {
            problems.Add(ProblemKind.Missing, $"'{key}' is missing", root.Span.Start);
        }
    }

    private void Wrong(YamlNode node, string what, string path) =>
        problems.Add(ProblemKind.Type, $"'{path}' must be {what}, and {Said(node)}", Short(node));

    private static string Said(YamlNode node) => node switch
    {
        YamlMapping => "is a mapping",
        YamlSequence => "is a list",
        YamlScalar { IsNull: true } => "nothing is written",
        YamlScalar scalar when CoreSchema.BooleanOf(scalar) is not null => $"'{scalar.Value}' is true or false without quotes",
        YamlScalar scalar when CoreSchema.NumberOf(scalar) is not null => $"'{scalar.Value}' is a number without quotes",
        _ => "is a text",
    };

    private static Rules.Model.Place Short(YamlNode node) => node is YamlScalar ? node.Span : node.Span.Start;

    private static string Short(string text) => text.Length > 80 ? text[..79] + "…" : text.ReplaceLineEndings(" ");

    [GeneratedRegex(@"\A[a-zA-Z][a-z0-9A-Z]{0,62}\z")]
    private static partial Regex Kind();

    [GeneratedRegex(@"\A(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]\z", RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[a-z0-9]+(?:-+[a-z0-9]+)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Label();

    [GeneratedRegex(@"\A[a-z0-9:+#]+(?:-[a-z0-9:+#]+)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\A\s*[A-Za-z][A-Za-z0-9+.-]*:.", RegexOptions.NonBacktracking)]
    private static partial Regex Scheme();
}
