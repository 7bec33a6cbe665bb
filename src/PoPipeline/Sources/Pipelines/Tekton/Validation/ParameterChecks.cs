using System.Text.RegularExpressions;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What holds for parameters wherever they are declared or used.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/tasks/#specifying-parameters and https://tekton.dev/docs/pipelines/variables/.</remarks>
internal static partial class ParameterChecks
{
    /// <summary>The parameters that are declared, by name, with their types.</summary>
    /// <param name="list">The list.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static Dictionary<string, string> Declared(YamlSequence? list, ProblemList problems)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in list?.Items.OfType<YamlMapping>() ?? [])
        {
            if (item["name"] is not YamlScalar { IsNull: false } name)
            {
                problems.Add(ProblemKind.Missing, "A parameter needs a 'name'", item.Span);
                continue;
            }

            if (!Name().IsMatch(name.Value))
            {
                problems.Add(ProblemKind.Id, $"'{name.Value}' is no name of a parameter: it starts with a letter or '_', and goes on with letters, digits, '-', '_' and '.'", name.Span);
            }

            var type = item["type"] as YamlScalar;
            if (type is not null && type.Value is not ("string" or "array" or "object"))
            {
                problems.Add(ProblemKind.Type, $"'{type.Value}' is no type of a parameter; it is 'string', 'array' or 'object'", type.Span);
            }

            var own = item["default"] switch { YamlSequence => "array", YamlMapping => "object", YamlScalar => "string", _ => null };
            if (type is not null && own is not null && type.Value is "string" or "array" or "object" && type!.Value != own)
            {
                problems.Add(ProblemKind.Type, $"The parameter '{name.Value}' is of the type '{type.Value}', and its default is of the type '{own}'", item["default"]!.Span);
            }

            if (!known.TryAdd(name.Value, type?.Value ?? own ?? (item["properties"] is null ? "string" : "object")))
            {
                problems.Add(ProblemKind.Id, $"The parameter '{name.Value}' is declared twice", name.Span);
            }
        }

        return known;
    }

    /// <summary>Texts that take a parameter which nobody declares.</summary>
    /// <param name="root">What holds the texts.</param>
    /// <param name="declared">The parameters, by name.</param>
    /// <param name="what">What has to declare it, as a noun: "the task".</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="used">Takes the names that are used.</param>
    public static void Used(YamlNode root, IReadOnlyDictionary<string, string> declared, string what, ProblemList problems, HashSet<string> used)
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
                _ = used.Add(known);
                if (!declared.TryGetValue(known, out var type))
                {
                    problems.Add(ProblemKind.Context, $"'{put.Text}' takes the parameter '{name}', which {what} does not declare{Names.Meant(name, declared.Keys.ToList())}", text.PlaceOf(put.Offset, put.Text.Length));
                }
                else if (known != name && type is not "object")
                {
                    problems.Add(ProblemKind.Context, $"'{put.Text}' takes a key of the parameter '{known}', which is of the type '{type}' and has none", text.PlaceOf(put.Offset, put.Text.Length));
                }
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
        foreach (var name in (list as YamlSequence)?.Items.OfType<YamlMapping>().Select(item => item["name"]).OfType<YamlScalar>() ?? [])
        {
            if (!seen.Add(name.Value))
            {
                problems.Add(ProblemKind.Id, $"The {what} '{name.Value}' is named twice", name.Span);
            }
        }

        return seen;
    }

    /// <summary>Every text below a node, each once.</summary>
    /// <param name="root">The node.</param>
    public static IEnumerable<YamlScalar> Scalars(YamlNode root) => WrittenTexts.In(root).Select(found => found.Text);

    /// <summary>Whether a text may be the name of a task or a step.</summary>
    /// <param name="name">The text.</param>
    public static bool IsLabel(string name) => name.Length <= 63 && Label().IsMatch(name);

    [GeneratedRegex("^[a-zA-Z_][a-zA-Z0-9_.-]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex("^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();
}
