using System.Globalization;
using System.Text;
using System.Text.Json;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.CircleCi;

namespace PoPipeline.Tests.CircleCi;

/// <summary>
/// Compares jobs, their steps and parameters with what CircleCI's own parser for JavaScript reads of the same files, where it reads them at all: it knows neither orbs of others,
/// nor newer keys, nor two merge keys in one mapping.
/// </summary>
public sealed class ConfigParserComparisonTests
{
    private const string Program = """
        const parser = require(process.argv[1]);
        const fs = require('fs');
        const out = {};
        const names = steps => (steps ?? []).map(step => typeof step === 'string' ? step : Object.keys(step)[0]);
        const types = one => Object.fromEntries((one.parameters?.parameters ?? []).map(parameter => [parameter.name, parameter.type]));
        for (const file of JSON.parse(fs.readFileSync(0, 'utf8'))) {
          try {
            const config = parser.parseConfig(fs.readFileSync(file, 'utf8'));
            out[file] = {
              jobs: Object.fromEntries(config.jobs.map(job => [job.name, { steps: names(job.generate()[job.name].steps), parameters: types(job) }])),
              commands: Object.fromEntries((config.commands ?? []).map(command => [command.name, { steps: names(command.generate()[command.name].steps), parameters: types(command) }])),
            };
          } catch { out[file] = null; }
        }
        console.log(JSON.stringify(out));
        """;

    private static readonly string[] Folders = ["circleci", "real-circleci", "pipelines/pipeline-check/tests/fixtures/per_check/circleci"];

    [Fact]
    public async Task Jobs_steps_and_parameters_are_those_of_a_peer_wherever_it_reads_the_file()
    {
        var corpora = TestPaths.RequireCorpora();
        var parser = Components.Npm("@circleci/circleci-config-parser/dist/index.js");
        var files = Folders
            .Select(folder => Path.Combine([corpora, .. folder.Split('/')])).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.yml", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
            .Where(file => File.ReadLines(file).Any(line => line.StartsWith("version: 2", StringComparison.Ordinal)) && !file.EndsWith("orb.yml", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ToList();
        using var tree = new TempTree();
        tree.Write("peer.cjs", Program.Replace("process.argv[1]", JsonSerializer.Serialize(parser), StringComparison.Ordinal)).Write("files.json", JsonSerializer.Serialize(files));
        var (code, output, error) = await ChildProcess.RunAsync("sh", ["-c", "exec node peer.cjs < files.json"], tree.Root, new Dictionary<string, string?>(StringComparer.Ordinal));
        Assert.True(code == 0, error);

        using var peer = JsonDocument.Parse(output);
        var differences = new StringBuilder();
        var read = 0;
        foreach (var file in peer.RootElement.EnumerateObject().Where(file => file.Value.ValueKind is JsonValueKind.Object))
        {
            read++;
            var library = Read(file.Name);
            Compare(differences, Path.GetRelativePath(corpora, file.Name), "job", file.Value.GetProperty("jobs"), library.Jobs);
            Compare(differences, Path.GetRelativePath(corpora, file.Name), "command", file.Value.GetProperty("commands"), library.Commands);
        }

        Assert.Equal("", differences.ToString());
        Assert.True(read > 80, string.Create(CultureInfo.InvariantCulture, $"The peer reads {read} of {files.Count} files only."));
    }

    private static Library Read(string file)
    {
        using var tree = new TempTree();
        tree.Write(CircleCiReader.Root, File.ReadAllText(file));
        var content = ConfigFile.Read(CircleCiReader.Root, new PoPipeline.Sources.WorkingTree(tree.Root)).Root;
        return new Library(content, PipelineBuilder.HasMarks(content?["version"]), new ReferenceReader(new Repository(), new TextResolver((_, _) => null)));
    }

    private static void Compare(StringBuilder differences, string file, string what, JsonElement peer, PoPipeline.Sources.Yaml.YamlMapping? ours)
    {
        foreach (var part in peer.EnumerateObject())
        {
            var definition = ours?[part.Name] as PoPipeline.Sources.Yaml.YamlMapping;
            Tell("steps", string.Join(' ', part.Value.GetProperty("steps").EnumerateArray().Select(step => step.GetString())), string.Join(' ', Names(definition?["steps"])));
            Tell(
                "parameters",
                string.Join(' ', part.Value.GetProperty("parameters").EnumerateObject().Select(parameter => $"{parameter.Name}:{parameter.Value.GetString()}")),
                string.Join(' ', Declaration.In(definition?["parameters"]).Select(parameter => $"{parameter.Entry.Key.Value}:{parameter.Type}")));

            void Tell(string of, string theirs, string own)
            {
                if (theirs != own)
                {
                    differences.Append(CultureInfo.InvariantCulture, $"{file} {what} {part.Name}: {of} '{theirs}' and not '{own}'\n");
                }
            }
        }
    }

    private static IEnumerable<string> Names(PoPipeline.Sources.Yaml.YamlNode? steps) =>
        ((steps as PoPipeline.Sources.Yaml.YamlSequence)?.Items ?? []).Select(step => step is PoPipeline.Sources.Yaml.YamlMapping { Entries: [var entry, ..] } ? entry.Key.Value : ((PoPipeline.Sources.Yaml.YamlScalar)step).Value);
}
