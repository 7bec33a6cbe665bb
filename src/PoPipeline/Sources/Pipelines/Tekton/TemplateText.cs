using System.Text.RegularExpressions;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Tells files that something fills in before they are resources, such as those of a Helm chart, and makes YAML of them where that can be done.</summary>
/// <remarks>Source: https://helm.sh/docs/chart_template_guide/. What Pipelines-as-Code fills in is a name alone: <c>{{ revision }}</c>.</remarks>
internal static partial class TemplateText
{
    /// <summary>Whether a text is one.</summary>
    /// <param name="source">The text.</param>
    public static bool IsOne(string source) => source.Contains("{{", StringComparison.Ordinal) && (OfCharts().IsMatch(source) || Instruction().IsMatch(source));

    /// <summary>The text without the lines that are instructions alone, each as many blanks, so that every place stays what it is; null where there are none.</summary>
    /// <param name="source">The text.</param>
    public static string? WithoutInstructions(string source) =>
        source.Contains("{{", StringComparison.Ordinal) && Instruction().IsMatch(source) ? Instruction().Replace(source, match => new string(' ', match.Length)) : null;

    [GeneratedRegex(@"\{\{-?\s*(?:\.(?:Values|Release|Chart|Capabilities)\.|include\s+"")", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex OfCharts();

    [GeneratedRegex(@"^[ \t]*\{\{-?[ \t]*(?:if|else|end|range|with|define|block|include|template|toYaml|tpl|/\*|\$\w+[ \t]*:?=)[^\r\n]*\}\}(?=[ \t]*\r?$)", RegexOptions.CultureInvariant | RegexOptions.Multiline, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Instruction();
}
