using PoPipeline.Sources.Pipelines.Tekton;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.ArgoCd;

/// <summary>Reads manifests that a chart fills in first: its instructions stand on lines of their own, or in place of values, and none of them is YAML.</summary>
internal static class TemplatedText
{
    /// <summary>Whether a text has marks that something fills in.</summary>
    /// <param name="text">The text.</param>
    public static bool IsFilledIn(string text) =>
        text.Contains("{{", StringComparison.Ordinal) || text.Contains("${", StringComparison.Ordinal) || text.Contains("$(", StringComparison.Ordinal) || text.Contains("[[", StringComparison.Ordinal)
        || (text.Contains('<', StringComparison.Ordinal) && text.Contains('>', StringComparison.Ordinal)) || text.Contains("$ARGOCD_", StringComparison.Ordinal);

    /// <summary>Reads all documents of a text; every place in them is that of the text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="source">Its text.</param>
    /// <param name="isTemplated">Whether it is no YAML before something fills it in.</param>
    public static YamlDocument Read(string path, string source, out bool isTemplated)
    {
        isTemplated = false;
        var plain = YamlReader.ReadAll(path, source);
        if ((plain.Error is null && plain.Problems.IsEmpty) || plain.IsTooLarge || !source.Contains("{{", StringComparison.Ordinal))
        {
            return plain;
        }

        isTemplated = true;
        return DynamicText.Read(path, Commented(source));
    }

    // Lines that are an instruction alone become a remark of the same length.
    private static string Commented(string source) => string.Create(source.Length, source, static (text, source) =>
    {
        source.CopyTo(text);
        var isWithin = false;
        for (var start = 0; start < text.Length;)
        {
            var length = text[start..].IndexOf('\n');
            length = length < 0 ? text.Length - start : length;
            var line = text.Slice(start, length);
            var trimmed = line.Trim(" \t\r");
            var isClosed = trimmed.Contains("}}", StringComparison.Ordinal);
            var starts = !isWithin && trimmed.StartsWith("{{") && (!isClosed || trimmed.EndsWith("}}"));
            if (!trimmed.IsEmpty && (starts || isWithin))
            {
                line[line.IndexOfAnyExcept(" \t\r")] = '#';
            }

            isWithin = (isWithin || starts) && !isClosed;

            start += length + 1;
        }
    });
}
