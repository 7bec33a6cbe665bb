using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What holds for parameters wherever they are declared or used.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/tasks/#specifying-parameters and https://tekton.dev/docs/pipelines/variables/.</remarks>
internal static partial class ParameterChecks
{
    /// <summary>The parameters that are declared, by name.</summary>
    /// <param name="list">The list.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static Dictionary<string, DeclaredParameter> Declared(YamlSequence? list, ProblemList problems)
    {
        var known = new Dictionary<string, DeclaredParameter>(StringComparer.Ordinal);
        foreach (var item in list?.Items.OfType<YamlMapping>() ?? [])
        {
            if (item["name"] is not YamlScalar { IsNull: false } name)
            {
                problems.Add(ProblemKind.Missing, "A parameter needs a 'name'", item.Span);
                continue;
            }

            if (PlainText.IsFilledIn(name))
            {
                continue;
            }

            var own = item["default"] switch { YamlSequence => "array", YamlMapping => "object", YamlScalar => "string", _ => null };
            var type = (item["type"] as YamlScalar)?.Value ?? (item["properties"] is not null ? "object" : own ?? "string");
            Type(item, name.Value, type, own, problems);
            if (!(type is "object" ? ObjectName() : Name()).IsMatch(name.Value))
            {
                problems.Add(ProblemKind.Id, $"'{name.Value}' is no name of a parameter: it starts with a letter or '_', and goes on with letters, digits, '-' and '_'{(type is "object" ? "" : ", and '.'")}", name.Span);
            }

            if (!known.TryAdd(name.Value, new DeclaredParameter(type) { Keys = item["properties"] is YamlMapping properties ? [.. properties.Entries.Select(entry => entry.Key.Value)] : default }))
            {
                problems.Add(ProblemKind.Id, $"The parameter '{name.Value}' is declared twice", name.Span);
            }
        }

        return known;
    }

    /// <summary>Texts that take a parameter which nobody declares, or a part that it does not have.</summary>
    /// <param name="root">What holds the texts.</param>
    /// <param name="declared">The parameters, by name.</param>
    /// <param name="what">What has to declare it, as a noun: "the task".</param>
    /// <param name="isAdmitted">Whether the admission looks at a text; what it does not look at stays as it is written.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Used(YamlNode root, IReadOnlyDictionary<string, DeclaredParameter> declared, string what, Func<YamlScalar, bool> isAdmitted, ProblemList problems)
    {
        foreach (var text in Scalars(root))
        {
            foreach (var put in Substitution.In(text.Value, isDynamic: false))
            {
                if (put.Parameter is not { Length: > 0 } name || put.Path.StartsWith("tt.", StringComparison.Ordinal))
                {
                    continue;
                }

                var known = declared.ContainsKey(name) ? name : name.Split('.')[0];
                var place = text.PlaceOf(put.Offset, put.Text.Length);
                var effect = isAdmitted(text) ? ProblemEffect.Rejected : ProblemEffect.Altered;
                if (!declared.TryGetValue(known, out var parameter))
                {
                    problems.Add(ProblemKind.Context, $"'{put.Text}' takes the parameter '{name}', which {what} does not declare{Names.Meant(name, declared.Keys.ToList())}", place, effect);
                }
                else if (known != name && parameter.Type is not "object")
                {
                    // The name in front of the dot is one, so that the admission lets it pass.
                    problems.Add(ProblemKind.Context, $"'{put.Text}' takes a key of the parameter '{known}', which is of the type '{parameter.Type}' and has none", place, ProblemEffect.Altered);
                }
                else if (known != name && !parameter.Keys.IsDefault && !parameter.Keys.Contains(name[(known.Length + 1)..], StringComparer.Ordinal))
                {
                    problems.Add(ProblemKind.Context, $"'{put.Text}' takes the key '{name[(known.Length + 1)..]}', which the parameter '{known}' does not have{Names.Meant(name[(known.Length + 1)..], parameter.Keys)}", place, effect);
                }
            }
        }
    }

    /// <summary>A text that takes all of a parameter that is no text itself.</summary>
    /// <param name="text">The text.</param>
    /// <param name="declared">The parameters, by name.</param>
    /// <param name="isAlone">Whether all of a list may stand there, if nothing else does.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Whole(YamlScalar text, IReadOnlyDictionary<string, DeclaredParameter> declared, bool isAlone, ProblemList problems)
    {
        foreach (var put in Substitution.In(text.Value, isDynamic: false))
        {
            if (put.Parameter is not { Length: > 0 } name || put.Path.StartsWith("tt.", StringComparison.Ordinal) || !declared.TryGetValue(name, out var parameter) || parameter.Type is "string"
                || (put.Path.EndsWith(']') && !put.Path.EndsWith("[*]", StringComparison.Ordinal)))
            {
                continue;
            }

            if (parameter.Type is "array" && isAlone && put.Text.Length == text.Value.Length)
            {
                continue;
            }

            problems.Add(
                ProblemKind.Context,
                parameter.Type is "object" ? $"'{put.Text}' takes all of the parameter '{name}', of which only a key can stand there"
                    : isAlone ? $"'{put.Text}' takes all of the list '{name}', beside which nothing else can stand"
                    : $"'{put.Text}' takes all of the list '{name}' where one text stands; take one item of it",
                text.PlaceOf(put.Offset, put.Text.Length));
        }
    }

    /// <summary>Values that are handed, of which two have the same name.</summary>
    /// <param name="list">The list.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Handed(YamlNode? list, ProblemList problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in Named(list))
        {
            if (!seen.Add(name.Value) && !PlainText.IsFilledIn(name))
            {
                problems.Add(ProblemKind.Id, $"The parameter '{name.Value}' is handed twice", name.Span);
            }
        }
    }

    /// <summary>Names that a list has twice.</summary>
    /// <param name="list">The list.</param>
    /// <param name="what">What each is, as a noun: "workspace".</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static HashSet<string> Unique(YamlNode? list, string what, ProblemList problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in Named(list))
        {
            if (!seen.Add(name.Value) && !PlainText.IsFilledIn(name))
            {
                problems.Add(ProblemKind.Id, $"The {what} '{name.Value}' is named twice", name.Span);
            }
        }

        return seen;
    }

    /// <summary>The names in a list of mappings.</summary>
    /// <param name="list">The list.</param>
    public static IEnumerable<YamlScalar> Named(YamlNode? list) => Items(list).Select(item => item["name"]).OfType<YamlScalar>().Where(name => !name.IsNull);

    /// <summary>The mappings in a list.</summary>
    /// <param name="list">The list.</param>
    public static IEnumerable<YamlMapping> Items(YamlNode? list) => (list as YamlSequence)?.Items.OfType<YamlMapping>() ?? [];

    /// <summary>Every text below a node, each once.</summary>
    /// <param name="root">The node.</param>
    public static IEnumerable<YamlScalar> Scalars(YamlNode root) => WrittenTexts.In(root).Select(found => found.Text);

    /// <summary>Whether a text may be the name of a task or a step.</summary>
    /// <param name="name">The text.</param>
    public static bool IsLabel(string name) => name.Length <= 63 && Label().IsMatch(name);

    private static void Type(YamlMapping item, string name, string type, string? own, ProblemList problems)
    {
        if (item["type"] is YamlScalar written && type is not ("string" or "array" or "object"))
        {
            problems.Add(ProblemKind.Type, $"'{written.Value}' is no type of a parameter; it is 'string', 'array' or 'object'", written.Span);
            return;
        }

        if (own is not null && type != own && item["default"] is not YamlScalar { IsNull: true })
        {
            problems.Add(ProblemKind.Type, $"The parameter '{name}' is of the type '{type}', and its default is of the type '{own}'", item["default"]!.Span);
        }

        if (type is "object" && item["properties"] is null)
        {
            problems.Add(ProblemKind.Missing, $"The parameter '{name}' is of the type 'object', and needs 'properties', which say what keys it has", (item["type"] ?? item["default"] ?? item).Span.Start);
        }

        foreach (var property in (item["properties"] as YamlMapping)?.Entries ?? [])
        {
            if ((property.Value as YamlMapping)?["type"] is YamlScalar { IsNull: false } kind && kind.Value is not "string")
            {
                problems.Add(ProblemKind.Type, $"The key '{property.Key.Value}' of a parameter is of the type '{kind.Value}', and can only be of the type 'string'", kind.Span);
            }
        }

        var words = Parameters.Texts(item["enum"]).ToImmutableArray();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in words.Where(word => !seen.Add(word.Value)))
        {
            problems.Add(ProblemKind.Id, $"'{word.Value}' stands twice among what the parameter '{name}' can be", word.Span);
        }

        if (words.Length > 0 && item["default"] is YamlScalar { IsNull: false } first && !seen.Contains(first.Value))
        {
            problems.Add(ProblemKind.Type, $"The default '{first.Value}' is nothing that the parameter '{name}' can be", first.Span);
        }
    }

    [GeneratedRegex("^[a-zA-Z_][a-zA-Z0-9_.-]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex("^[a-zA-Z_][a-zA-Z0-9_-]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ObjectName();

    [GeneratedRegex("^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();
}
