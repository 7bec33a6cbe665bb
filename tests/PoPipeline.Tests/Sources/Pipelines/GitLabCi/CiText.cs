using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitLabCi;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Tests.Sources.Pipelines.GitLabCi;

/// <summary>Makes files and configurations of texts, without merging anything: every job says all of itself.</summary>
internal static class CiText
{
    public static CiFile File(string text, string path = ".gitlab-ci.yml")
    {
        var document = YamlReader.ReadAll(path, text);
        var mappings = document.Roots.OfType<YamlMapping>().ToList();
        var header = mappings is [var first, ..] && first.Entry("spec") is not null && (mappings.Count > 1 || first.Entries.Length == 1) ? first : null;
        return new CiFile(path, document, header, mappings.Find(mapping => mapping != header));
    }

    public static CiConfiguration Configuration(string text, bool isComplete = true, params ReadOnlySpan<CiFile> others)
    {
        var file = File(text);
        var entries = file.Content?.Entries ?? [];
        var location = (YamlScalar)YamlReader.Read(file.Path, "elsewhere.yml").Root!;
        return new CiConfiguration
        {
            Path = file.Path,
            Files = [file, .. others],
            Globals = new YamlMapping(file.Content?.Span ?? location.Span, [.. entries.Where(entry => !IsJob(entry))], isFlow: false),
            Jobs = [.. entries.Where(entry => IsJob(entry)).Select(entry => entry.Value is YamlMapping keys ? new CiJob(entry.Key.Value, entry.Key.Span, keys, keys) : null).OfType<CiJob>()],
            Outside = isComplete ? [] : [new CiInclude("remote", location, location, "it is elsewhere")],
        };
    }

    // What has a script is a job whatever its name.
    private static bool IsJob(YamlEntry entry) => !Keywords.Known.Configuration.Keys!.ContainsKey(entry.Key.Value) || (entry is { Key.Value: "default" or "workflow", Value: YamlMapping mapping } && mapping.Entry("script") is not null);

    public static string Lines(ImmutableArray<Problem> problems) => string.Join('\n', problems.Select(problem => $"{problem.Span.Region.StartLine}:{problem.Span.Region.StartColumn} {problem.Kind}: {problem.Message}"));

    // An ellipsis in what is expected stands for any words.
    public static bool Matches(string expected, string actual)
    {
        var at = 0;
        var parts = expected.Split('…');
        for (var index = 0; index < parts.Length; index++)
        {
            var found = parts[index].Length == 0 ? at : actual.IndexOf(parts[index].Trim(), at, StringComparison.Ordinal);
            if (found < 0 || (index == 0 && found != 0))
            {
                return false;
            }

            at = found + parts[index].Trim().Length;
        }

        return parts[^1].Length == 0 || at == actual.Length;
    }
}
