using System.Collections.Immutable;
using PoPipeline.Sources;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Init;

/// <summary>Finds the stage for the job of the check: GitLab refuses the whole configuration where a job names a stage that there is not.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/#stages and https://docs.gitlab.com/ci/yaml/#stage-pre.</remarks>
/// <param name="tree">The tree.</param>
/// <param name="files">The files in it, in ordinal order.</param>
/// <param name="own">The file that is included for the check.</param>
internal sealed class GitLabStage(WorkingTree tree, ImmutableArray<string> files, string own)
{
    private const string Usual = "test";

    // It is there whatever 'stages' says, but a pipeline of nothing else is never made.
    private const string Always = ".pre";
    private const int FilesRead = 50;
    private const int LongestName = 100;

    private static readonly ImmutableArray<string> Fitting = ["test", "check", "lint", "verif", "valid", "quality", "secur", "scan", "audit"];

    /// <summary>The stage to name; null for the one that jobs have which name none.</summary>
    /// <param name="path">The file with the pipeline of the project.</param>
    public string? Of(string path)
    {
        if (Root(path) is not { } main)
        {
            return null;
        }

        if (main["stages"] is { } said)
        {
            return Among(said);
        }

        var included = Included(main);
        ImmutableArray<YamlNode> stages = [.. included.Select(include => include is null ? null : Root(include)?["stages"]).OfType<YamlNode>()];
        return stages is [.., var last] ? Among(last)
            : included.Any(include => include is null || Root(include) is not { } root || root["include"] is not null) ? Always
            : null;
    }

    private static string? Among(YamlNode stages)
    {
        if (stages is not YamlSequence { Tag: null } sequence || sequence.Items.Any(item => item is not YamlScalar { Value.Length: > 0 and <= LongestName } name || name.Value.Contains('$', StringComparison.Ordinal)))
        {
            return Always;
        }

        ImmutableArray<string> names = [.. sequence.Items.OfType<YamlScalar>().Select(name => name.Value)];
        return names.IsEmpty || names.Contains(Usual, StringComparer.Ordinal) ? null
            : Fitting.Select(word => names.FirstOrDefault(name => name.Contains(word, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(name => name is not null) ?? names[0];
    }

    // What is not a file of the repository by its whole name is null: nobody here knows what stands in it.
    private ImmutableArray<string?> Included(YamlMapping main)
    {
        var entries = main["include"] switch
        {
            YamlSequence several => several.Items,
            { } one => [one],
            null => ImmutableArray<YamlNode>.Empty,
        };
        return [.. entries.Take(FilesRead).Select(LocalOf).Where(path => path != own)];
    }

    private string? LocalOf(YamlNode entry)
    {
        var text = entry is YamlMapping mapping ? mapping["local"] is YamlScalar local ? local.Value : null : (entry as YamlScalar)?.Value;
        return text?.TrimStart('/') is { } path && (path == own || files.BinarySearch(path, StringComparer.Ordinal) >= 0) ? path : null;
    }

    private YamlMapping? Root(string path) => files.BinarySearch(path, StringComparer.Ordinal) >= 0 && tree.Read(path) is { Fault: null } file ? file.Yaml.Root as YamlMapping : null;
}
