using System.Text;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitLabCi.Starting;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Validation;

/// <summary>Checks the inputs that a header declares.</summary>
/// <remarks>
/// Source: https://docs.gitlab.com/ci/inputs/, https://docs.gitlab.com/ci/yaml/#specinputs, https://docs.gitlab.com/ci/yaml/#specinputsregex; that a part of a value may match, and that a default is compared
/// like any value, lib/gitlab/ci/config/interpolation/inputs/string_input.rb of https://gitlab.com/gitlab-org/gitlab.
/// </remarks>
internal static class InputDeclarations
{
    /// <summary>The inputs of a header; null where it declares none itself, or takes them from elsewhere.</summary>
    public static YamlMapping? Of(YamlMapping? header) => header?["spec"] is YamlMapping spec && spec.Entry("include") is null ? spec["inputs"] as YamlMapping : null;

    /// <summary>Whether a header takes inputs from another file.</summary>
    public static bool ComeFromElsewhere(YamlMapping? header) => header?["spec"] is YamlMapping spec && spec.Entry("include") is not null;

    /// <summary>The type of an input.</summary>
    public static string TypeOf(YamlNode declaration) => declaration is YamlMapping mapping && mapping["type"] is YamlScalar { IsNull: false } type ? type.Value : "string";

    /// <summary>Whether a value must be given for an input.</summary>
    public static bool IsRequired(YamlNode declaration) => declaration is not YamlMapping mapping || (mapping.Entry("default") is null && mapping.Entry("rules") is null && mapping.Entry("<<") is null);

    /// <summary>Reports defaults that do not fit, and what cannot stand together.</summary>
    public static void Check(YamlMapping header, ProblemList problems)
    {
        foreach (var entry in (header["spec"] as YamlMapping)?["inputs"] is YamlMapping inputs ? inputs.Entries : [])
        {
            if (entry.Value is not YamlMapping input)
            {
                continue;
            }

            CheckTogether(input, "options", problems);
            CheckTogether(input, "default", problems);
            CheckRules(input, problems);
            if (input.Entry("regex") is { } regex && TypeOf(input) is not "string")
            {
                problems.Add(ProblemKind.Input, $"'regex' fits an input of type 'string' alone, and '{entry.Key.Value}' is of type '{TypeOf(input)}'", regex.Key.Span);
            }

            if (input["regex"] is YamlScalar { IsNull: false } pattern && RulePattern.OfBody(pattern.Value).Error is { } error)
            {
                problems.Add(ProblemKind.Pattern, $"GitLab does not read the pattern of the input '{entry.Key.Value}': {error}", pattern.Span);
            }

            if (input["default"] is { } fallback)
            {
                CheckValue(entry.Key.Value, fallback, input, "The default", problems);
            }
        }
    }

    /// <summary>Reports a value that an input does not take.</summary>
    /// <param name="name">The input.</param>
    /// <param name="value">The value.</param>
    /// <param name="declaration">What the header says of the input.</param>
    /// <param name="subject">What the value is called.</param>
    /// <param name="problems">Takes what is found.</param>
    public static void CheckValue(string name, YamlNode value, YamlNode declaration, string subject, ProblemList problems)
    {
        // A variable or another input is not known here.
        if (value is YamlScalar { IsNull: true } || (value is YamlScalar text && text.Value.Contains('$', StringComparison.Ordinal)))
        {
            return;
        }

        var type = TypeOf(declaration);
        var fits = type switch
        {
            "array" => value is YamlSequence,
            "boolean" => value is YamlScalar truth && RubyScalars.IsBoolean(truth),
            "number" => value is YamlScalar number && RubyScalars.IsNumber(number),
            "string" => value is YamlScalar word && !RubyScalars.IsBoolean(word) && !RubyScalars.IsNumber(word),
            _ => true,
        };
        if (!fits)
        {
            problems.Add(ProblemKind.Input, $"{subject} of the input '{name}' must be of type '{type}'{(type is "string" && value is YamlScalar ? "; put it in quotes" : "")}", value.Span);
        }
        else if (value is YamlScalar scalar && declaration is YamlMapping mapping && mapping["options"] is YamlSequence { Items.IsEmpty: false } options
            && options.Items.All(option => option is YamlScalar one && one.Value != scalar.Value && !one.Value.Contains('$', StringComparison.Ordinal)))
        {
            problems.Add(ProblemKind.Options, $"'{scalar.Value}' is not an option of the input '{name}'; {Names.OneOf(options.Items.OfType<YamlScalar>().Select(option => option.Value))}", scalar.Span);
        }
        else if (type is "string" && value is YamlScalar given && (declaration as YamlMapping)?["regex"] is YamlScalar { IsNull: false } pattern && IsRefused(given.Value, pattern.Value))
        {
            problems.Add(ProblemKind.Input, $"{subject} of the input '{name}' does not match its pattern '{pattern.Value}'", given.Span);
        }
    }

    // RE2 reads letters and the ends of lines in its own way: of what is neither plain nor one line nothing is said.
    private static bool IsRefused(string value, string pattern) =>
        Ascii.IsValid(value) && !value.AsSpan().ContainsAny('\n', '\r') && !ShapeChecker.IsInterpolated(pattern) && RulePattern.OfBody(pattern).Finds(value) is Truth.False;

    // What is offered must have one that is taken.
    private static void CheckRules(YamlMapping input, ProblemList problems)
    {
        foreach (var rule in input["rules"] is YamlSequence rules ? rules.Items.OfType<YamlMapping>() : [])
        {
            if (rule.Entry("options") is { } options && rule.Entry("default") is null && rule.Entry("<<") is null)
            {
                problems.Add(ProblemKind.Key, "A rule of an input that has 'options' needs a 'default' among them", options.Key.Span);
            }
        }
    }

    private static void CheckTogether(YamlMapping input, string key, ProblemList problems)
    {
        if (input.Entry("rules") is not null && input.Entry(key) is { } entry)
        {
            problems.Add(ProblemKind.Key, $"'{key}' cannot stand beside the 'rules' of an input, which say it themselves", entry.Key.Span);
        }
    }
}
