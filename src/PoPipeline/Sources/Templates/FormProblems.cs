using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Templates;

/// <summary>Gathers what is wrong with a form, in the words of GitHub's "Common validation errors when creating issue forms".</summary>
internal sealed partial class FormProblems
{
    private const int Maximum = 100;
    private const int LongestQuote = 60;

    private readonly ImmutableArray<Problem>.Builder problems = ImmutableArray.CreateBuilder<Problem>();

    /// <summary>Adds a problem.</summary>
    /// <param name="kind">What kind.</param>
    /// <param name="message">What is wrong and what would be right, without a full stop.</param>
    /// <param name="span">Where.</param>
    /// <param name="text">The keys that lead to it.</param>
    public void Add(ProblemKind kind, string message, Place span, string text)
    {
        if (problems.Count < Maximum)
        {
            problems.Add(new Problem(kind, message, span) { Text = text });
        }
    }

    /// <summary>The problems, in the order of the file.</summary>
    public ImmutableArray<Problem> InOrder() => [.. problems.OrderBy(problem => problem.Span.Region.StartLine).ThenBy(problem => problem.Span.Region.StartColumn)];

    /// <summary>A text in quotation marks, on one line, cut where it is long.</summary>
    public static string Quote(string text)
    {
        var line = text.Trim().ReplaceLineEndings(" ");
        return line.Length <= LongestQuote ? $"'{line}'" : $"'{line[..(char.IsHighSurrogate(line[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)]}…'";
    }

    /// <summary>The name that a mapping says; null where it says none.</summary>
    public static string? NameOf(YamlMapping? keys) => keys?["name"] is YamlScalar { IsNull: false, Value.Length: > 0 } name ? name.Value : null;

    /// <summary>Whether a scalar is a text to GitHub, whose parser reads <c>yes</c> and <c>off</c> as booleans.</summary>
    public static bool IsText(YamlNode? node) => node is YamlScalar { IsNull: false } scalar && !IsBoolean(scalar) && !(scalar.IsPlain && Number().IsMatch(scalar.Value));

    /// <summary>Whether a scalar is a boolean to GitHub.</summary>
    public static bool IsBoolean(YamlNode? node) => node is YamlScalar { IsPlain: true } scalar && Boolean().IsMatch(scalar.Value);

    // Of YAML 1.1, which GitHub's parser follows.
    [GeneratedRegex(@"\A(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)\z")]
    private static partial Regex Boolean();

    [GeneratedRegex(@"\A[-+]?[0-9]{1,40}(?:\.[0-9]{1,40})?\z")]
    private static partial Regex Number();
}
