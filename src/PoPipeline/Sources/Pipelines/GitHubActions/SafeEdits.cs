using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Edits in the words of GitHub Actions that keep the rest of the file as it is; whether one is safe is for a rule to say.</summary>
internal static class SafeEdits
{
    private const string Setting = "persist-credentials";

    /// <summary>The edit by which a checkout no longer keeps its token; null where it cannot be written exactly.</summary>
    /// <param name="path">The file.</param>
    /// <param name="document">The file's text.</param>
    /// <param name="step">The step.</param>
    public static Fix? ForgetCredentials(string path, YamlDocument document, YamlMapping step)
    {
        var edit = step.Entry("with") switch
        {
            null => AddInputs(path, document, step),
            { Value: YamlMapping with } when with.Entry(Setting) is { } entry => entry.Value is YamlScalar { IsBlock: false } value && bool.TryParse(value.Value, out _)
                ? new Edit(new Place(path, value.Span), "false")
                : null,
            { Value: YamlMapping { Entries: [var first, ..] } with } when IsBelow(first, step) => new Edit(
                new Place(path, At(first.Key.Span)),
                with.IsFlow ? $"{Setting}: false, " : $"{Setting}: false\n{Spaces(first.Key.Span.StartColumn)}"),
            _ => null,
        };
        return edit is null ? null : new Fix($"Set '{Setting}: false', so that the token is not kept in the workspace.", [edit]);
    }

    /// <summary>The edit by which every job that says nothing gets a token that only reads code; null where it cannot be written exactly.</summary>
    public static Fix? OnlyRead(string path, YamlMapping? root) =>
        root is { IsFlow: false } && root.Entry("permissions") is null && root.Entry("jobs") is { Key.Span.StartColumn: 1 } jobs
            ? new Fix("Grant the token nothing but reading the code.", [new Edit(new Place(path, At(jobs.Key.Span)), "permissions:\n  contents: read\n\n")])
            : null;

    // Behind the whole line of "uses", so that a comment on it stays where it is.
    private static Edit? AddInputs(string path, YamlDocument document, YamlMapping step)
    {
        if (step.IsFlow || step.Entry("uses") is not { Value: YamlScalar { IsBlock: false } value } uses || value.Span.StartLine != value.Span.EndLine || value.Span.StartLine != uses.Key.Span.StartLine)
        {
            return null;
        }

        var line = value.Span.StartLine;
        var end = new Region(line, document.Line(line).Length + 1, line, document.Line(line).Length + 1);
        var indent = Spaces(uses.Key.Span.StartColumn);
        return new Edit(new Place(path, end), $"\n{indent}with:\n{indent}  {Setting}: false");
    }

    // What an alias names stands elsewhere, where other steps use it too.
    private static bool IsBelow(YamlEntry entry, YamlMapping step) => step.Span.Contains(entry.Key.Span);

    private static Region At(Region region) => new(region.StartLine, region.StartColumn, region.StartLine, region.StartColumn);

    private static string Spaces(int column) => new(' ', column - 1);
}
