using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources;
using PoPipeline.Sources.Pipelines.GitHubActions;

namespace PoPipeline.Tests.GitHubActions;

/// <summary>Every workflow and action that others wrote is read, and every region covers the text that it stands for.</summary>
public sealed class ReaderCorpusTests
{
    public static TheoryData<string> Trees() => ["real", "github-actions/zizmor", "github-actions/actionlint", "github-actions/scorecard", "pipelines"];

    [Theory]
    [MemberData(nameof(Trees))]
    public void Every_file_is_read_and_every_region_covers_its_text(string folder)
    {
        var root = Path.Combine(TestPaths.RequireCorpora(), folder);
        var faults = new List<string>();
        var count = 0;
        foreach (var (path, pipeline) in Read(root))
        {
            count++;
            var lines = File.ReadAllText(path).TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
            faults.AddRange(Faults(pipeline, lines).Select(fault => $"{path}: {fault}"));
        }

        Assert.True(count > 10);
        Assert.True(faults.Count == 0, string.Join("\n", faults.Take(20)));
    }

    // Each file stands alone, as a workflow or as an action, whatever folder it lies in.
    private static IEnumerable<(string Path, Pipeline Pipeline)> Read(string root)
    {
        var files = Directory.EnumerateFiles(root, "*.y*ml", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint });
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var source = new WorkingTree(Path.GetDirectoryName(file)!).Read(Path.GetFileName(file));
            var name = Path.GetFileName(file);
            var kind = name is "action.yml" or "action.yaml" ? PipelineKind.Action : PipelineKind.Workflow;
            var parsed = ActionsFile.Parse(source, kind);
            var local = new LocalCode([parsed], LinkedFiles.None);
            yield return (file, PipelineBuilder.Read(parsed, new Repository(), new Policy(), local, CallLinks.Of([parsed], local), new RepositoryFiles(new Repository(), path => new SourceFile(path, "", "there is nothing"))));
        }
    }

    private static IEnumerable<string> Faults(Pipeline pipeline, string[] lines)
    {
        var texts = pipeline.Jobs.SelectMany(job => job.Steps).SelectMany(step => step.Scripts).ToList();
        var interpolations = texts.SelectMany(script => script.Interpolations)
            .Concat(pipeline.Jobs.SelectMany(job => job.Steps).SelectMany(step => step.Inputs.Concat(step.Variables)).SelectMany(setting => setting.Interpolations))
            .Concat(pipeline.Jobs.SelectMany(job => job.Variables.Concat(job.Inputs)).SelectMany(setting => setting.Interpolations));
        var quoted = interpolations.Select(interpolation => (interpolation.Text, interpolation.Span))
            .Concat(pipeline.SecretUses.Select(use => (use.Text, use.Span)))
            .Concat(References(pipeline).Select(reference => (reference.Text, reference.Span)))
            .Concat(References(pipeline).Where(reference => reference.Version is not null && !reference.Text.Contains("${{", StringComparison.Ordinal)).Select(reference => (reference.Version!.Value, reference.Version.Span)))
            .Concat(pipeline.Triggers.Select(trigger => (trigger.Name, trigger.Span)))
            .Concat(pipeline.Jobs.SelectMany(job => job.Steps.Select(step => step.Condition).Append(job.Condition)).OfType<Condition>()
                .SelectMany(condition => condition.Gates.Select(gate => (gate.Text, gate.Span))));
        foreach (var (text, span) in quoted)
        {
            if (Covered(lines, span.Region) is var covered && !Same(covered, text))
            {
                yield return $"{span} covers '{covered}', not '{text}'";
            }
        }

        foreach (var script in texts)
        {
            var offset = 0;
            foreach (var line in script.Text.Split('\n'))
            {
                if (line.Trim().Length > 0 && !line.Contains("**", StringComparison.Ordinal)
                    && Covered(lines, script.PlaceOf(offset, line.Length).Region) is var covered && !Same(covered, line))
                {
                    yield return $"{script.PlaceOf(offset, line.Length)} covers '{covered}', not the line '{line}'";
                }

                offset += line.Length + 1;
            }
        }
    }

    private static IEnumerable<Reference> References(Pipeline pipeline) =>
        pipeline.Jobs.SelectMany(job => job.Steps.Select(step => step.Uses).Append(job.Calls).Append(job.Container?.Image)
            .Concat(job.Services.Select(service => service.Image))).OfType<Reference>();

    private static string Covered(string[] lines, Region region)
    {
        if (region.StartLine == region.EndLine)
        {
            return lines[region.StartLine - 1][(region.StartColumn - 1)..(region.EndColumn - 1)];
        }

        var first = lines[region.StartLine - 1][(region.StartColumn - 1)..];
        var last = lines[region.EndLine - 1][..(region.EndColumn - 1)];
        return string.Join('\n', [first, .. lines[region.StartLine..(region.EndLine - 1)], last]);
    }

    // Folding, quotes and escapes change white space and marks, not the words.
    private static bool Same(string covered, string text) => Words(covered).Contains(Words(text), StringComparison.Ordinal);

    private static string Words(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character) && character is not ('\\' or '\'' or '"')));
}
