using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions.Validation;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Tests.GitHubActions;

/// <summary>Validates texts and files.</summary>
internal static class Validated
{
    public static ImmutableArray<Problem> Workflow(string text) => PipelineValidator.Validate(YamlReader.Read("a.yml", text), PipelineKind.Workflow, _ => null);

    public static ImmutableArray<Problem> Action(string text) => PipelineValidator.Validate(YamlReader.Read("a.yml", text), PipelineKind.Action, _ => null);

    public static ImmutableArray<Problem> File(string path, string root)
    {
        var kind = Path.GetFileNameWithoutExtension(path) is "action" ? PipelineKind.Action : PipelineKind.Workflow;
        var document = YamlReader.Read("a.yml", System.IO.File.ReadAllText(path));

        // A file with more than one document is not read at all, which is said before it is validated.
        return document.Behind is { } behind
            ? [new Problem(ProblemKind.Syntax, behind.Message, behind.Span)]
            : PipelineValidator.Validate(document, kind, local => Local(root, local));
    }

    private static YamlMapping? Local(string root, string path) =>
        new[] { path, $"{path}/action.yml", $"{path}/action.yaml" }
            .Select(candidate => Path.Combine(root, candidate))
            .Where(System.IO.File.Exists)
            .Select(file => YamlReader.Read("a.yml", System.IO.File.ReadAllText(file)).Root as YamlMapping)
            .FirstOrDefault();
}
