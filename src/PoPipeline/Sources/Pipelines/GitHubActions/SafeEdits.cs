using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Edits in the words of GitHub Actions that keep the rest of the file as it is; whether one is safe is for a rule to say.</summary>
internal static class SafeEdits
{
    /// <summary>The input by which a checkout keeps or drops the token.</summary>
    public const string PersistCredentials = "persist-credentials";

    /// <summary>The edit by which every job that says nothing gets a token that only reads code; null where it cannot be written exactly.</summary>
    public static Fix? OnlyRead(YamlMapping? root) =>
        root is { IsFlow: false } && root.Entry("permissions") is null && root.Entry("jobs") is { Key.Span.Region.StartColumn: 1 } jobs
            ? new Fix("Grant the token nothing but reading the code.", [new Edit(jobs.Key.Span.Start, "permissions:\n  contents: read\n\n")])
            : null;

    /// <summary>The edit by which a checkout no longer leaves the token in the workspace; null where it cannot be written exactly.</summary>
    public static Fix? DropCredentials(ActionsFile file, YamlMapping step, YamlMapping? with)
    {
        if (step.IsFlow || with is { IsFlow: true } || file.Document is not { } document)
        {
            return null;
        }

        if (with.InputEntry(PersistCredentials) is { } said)
        {
            return (said.Value as YamlScalar).Is(expected: true) ? One(said.Value.Span, "false") : null;
        }

        if (with is { Entries: [var first, ..] })
        {
            // An alias stands elsewhere; what is written there holds for others, too. Comments above the first input stay with it.
            return Starts(with, first.Key) && step.Span.Contains(with.Span) && step.Entry("with") is { } given
                ? One(EndOfLine(given.Key), $"\n{Spaces(first.Key.Span.Region.StartColumn)}{PersistCredentials}: false")
                : null;
        }

        if (step["with"] is not null || step.Entry("uses") is not { Value: YamlScalar { IsBlock: false } uses } entry || uses.Span.Region.EndLine != entry.Key.Span.Region.StartLine)
        {
            return null;
        }

        var indent = Spaces(entry.Key.Span.Region.StartColumn);
        return One(EndOfLine(uses), $"\n{indent}with:\n{indent}  {PersistCredentials}: false");

        Place EndOfLine(YamlScalar scalar)
        {
            var end = document.Source.IndexOfAny(['\r', '\n'], scalar.SourceEnd);
            var column = scalar.Span.Region.EndColumn + (end < 0 ? document.Source.Length : end) - scalar.SourceEnd;
            return scalar.Span with { Region = new Region(scalar.Span.Region.EndLine, column, scalar.Span.Region.EndLine, column) };
        }

        Fix One(Place place, string text) => new("Keep the token out of the workspace.", [new Edit(place, text)]);
    }

    private static bool Starts(YamlMapping mapping, YamlScalar key) =>
        mapping.Span.Start == key.Span.Start;

    private static string Spaces(int column) => new(' ', column - 1);
}
