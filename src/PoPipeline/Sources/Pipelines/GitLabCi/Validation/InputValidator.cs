using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Validation;

/// <summary>Compares the inputs that are given to files of the same repository with those that the files declare.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/inputs/.</remarks>
internal static class InputValidator
{
    // The component of this very commit: of any other one the header is not known.
    private static readonly string[] OwnProject = ["$CI_SERVER_FQDN/$CI_PROJECT_PATH/", "$CI_SERVER_HOST/$CI_PROJECT_PATH/"];
    private static readonly string[] OwnCommit = ["@$CI_COMMIT_SHA", "@$CI_COMMIT_REF_NAME"];

    /// <summary>Reports inputs that are unknown, missing, or not of their type.</summary>
    public static void Validate(CiConfiguration configuration, ProblemList problems)
    {
        var files = configuration.Files.DistinctBy(file => file.Path, StringComparer.Ordinal).ToDictionary(file => file.Path, StringComparer.Ordinal);
        var followed = 0;
        foreach (var file in configuration.Files)
        {
            foreach (var include in file.Content?["include"] switch { YamlSequence list => [.. list.Items], { } one => [one], null => Array.Empty<YamlNode>() })
            {
                if (problems.IsFull || followed >= ConfigurationReader.MostIncludes)
                {
                    return;
                }

                followed += Check(include, files, problems) ? 1 : 0;
            }
        }
    }

    // Whether it is one that is included.
    private static bool Check(YamlNode include, Dictionary<string, CiFile> files, ProblemList problems)
    {
        if (FileOf(include, files) is not { } file || InputDeclarations.ComeFromElsewhere(file.Header))
        {
            return false;
        }

        var declared = InputDeclarations.Of(file.Header);
        var given = (include as YamlMapping)?["inputs"] as YamlMapping;
        foreach (var entry in (given?.Entries ?? []).TakeWhile(_ => !problems.IsFull))
        {
            if (entry.Key.Value is "<<" || ShapeChecker.IsInterpolated(entry.Key.Value))
            {
                continue;
            }

            if (declared?.Entry(entry.Key.Value) is { } declaration)
            {
                InputDeclarations.CheckValue(entry.Key.Value, entry.Value, declaration.Value, "The value", problems);
            }
            else
            {
                problems.Add(ProblemKind.Input, $"'{entry.Key.Value}' is not an input of '{file.Path}'; {Names.OneOf(declared?.Entries.Select(input => input.Key.Value) ?? [])}", entry.Key.Span);
            }
        }

        if (given?.Entry("<<") is null)
        {
            foreach (var input in declared?.Entries ?? [])
            {
                if (input.Key.Value is not "<<" && InputDeclarations.IsRequired(input.Value) && given?.Entry(input.Key.Value) is null)
                {
                    problems.Add(ProblemKind.Input, $"'{file.Path}' needs the input '{input.Key.Value}'", PlaceOf(include));
                }
            }
        }

        return true;
    }

    private static Place PlaceOf(YamlNode include) => include is YamlMapping { Entries: [var first, ..] } mapping ? (mapping.Entry("local") ?? mapping.Entry("component") ?? first).Value.Span : include.Span;

    private static CiFile? FileOf(YamlNode include, Dictionary<string, CiFile> files)
    {
        var local = include as YamlScalar ?? (include as YamlMapping)?["local"] as YamlScalar;
        if (local is not null)
        {
            return files.GetValueOrDefault(local.Value.TrimStart('/'));
        }

        return (include as YamlMapping)?["component"] is YamlScalar component
            && Array.Find(OwnProject, prefix => component.Value.StartsWith(prefix, StringComparison.Ordinal)) is { } project
            && Array.Find(OwnCommit, suffix => component.Value.EndsWith(suffix, StringComparison.Ordinal)) is { } commit
            && component.Value.Length > project.Length + commit.Length
            && component.Value[project.Length..^commit.Length] is var name
            ? files.GetValueOrDefault($"templates/{name}.yml") ?? files.GetValueOrDefault($"templates/{name}/template.yml")
            : null;
    }
}
