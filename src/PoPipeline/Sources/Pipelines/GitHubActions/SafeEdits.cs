using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Edits in the words of GitHub Actions that keep the rest of the file as it is; whether one is safe is for a rule to say.</summary>
internal static class SafeEdits
{
    /// <summary>The edit by which every job that says nothing gets a token that only reads code; null where it cannot be written exactly.</summary>
    public static Fix? OnlyRead(string path, YamlMapping? root) =>
        root is { IsFlow: false } && root.Entry("permissions") is null && root.Entry("jobs") is { Key.Span.StartColumn: 1 } jobs
            ? new Fix("Grant the token nothing but reading the code.", [new Edit(new Place(path, At(jobs.Key.Span)), "permissions:\n  contents: read\n\n")])
            : null;

    private static Region At(Region region) => new(region.StartLine, region.StartColumn, region.StartLine, region.StartColumn);
}
