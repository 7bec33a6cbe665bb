using System.Globalization;
using System.Text;
using System.Text.Json;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Pipelines.Tekton;
using PoPipeline.Sources.Pipelines.Tekton.Validation;

namespace PoPipeline.Tests.Sources.Pipelines.Tekton;

/// <summary>
/// Compares what we refuse with what the definitions that a cluster is given refuse, and with what the linter of IBM finds. Each file that one of them refuses we refuse, too, or
/// <c>agreement.txt</c> says why not.
/// </summary>
public sealed class AgreementTests
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    private static readonly string[] Parts = ["real-tekton", "tekton"];

    private static readonly string Folder = Path.Combine(TestPaths.Project, "Sources", "Pipelines", "Tekton");

    // What the others of its rules ask for is taste, or pins and versions, of which other rules of ours speak.
    private static readonly string[] OfValidity =
    [
        "no-duplicate-param", "no-duplicate-resource", "no-extra-param", "no-invalid-name", "no-invalid-param-type", "no-missing-param", "no-missing-workspace", "no-pipeline-missing-task", "no-pipeline-task-cycle",
        "no-undefined-param", "no-undefined-result", "no-undefined-volume",
    ];

    [Fact]
    public void What_the_schema_or_the_linter_refuses_is_refused_or_it_is_said_why_not()
    {
        var corpora = TestPaths.RequireCorpora();
        _ = Components.Npm("ajv/package.json");
        _ = Components.Npm("js-yaml/package.json");
        _ = Components.Npm("@ibm/tekton-lint/dist/rules.js");
        var files = Parts.Select(part => Path.Combine(corpora, part)).Where(Directory.Exists)
            .SelectMany(part => Directory.EnumerateFiles(part, "*.y*ml", Everything))
            .Where(file => !file.Contains("300-crds", StringComparison.Ordinal) && TektonFiles.MayHold(File.ReadAllText(file))).Order(StringComparer.Ordinal).ToList();
        using var said = JsonDocument.Parse(Judge(files, Path.Combine(corpora, "tekton", "crds", "config", "300-crds")));
        var reasons = File.ReadLines(Path.Combine(Folder, "agreement.txt")).Where(line => line.Length > 0 && !line.StartsWith('#')).Select(line => line.Split(" -- ", 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        var (both, they, we, unexplained) = (0, 0, 0, new List<string>());
        var text = new StringBuilder();

        foreach (var file in files.Where(file => said.RootElement.TryGetProperty(file, out _)))
        {
            var judged = said.RootElement.GetProperty(file);
            var theirs = judged.GetProperty("schema").EnumerateArray().Select(error => $"schema: {error[1].GetString()}")
                .Concat(judged.GetProperty("lint").EnumerateArray().Where(found => OfValidity.Contains(found[0].GetString(), StringComparer.Ordinal)).Select(found => $"{found[0].GetString()}: {found[1].GetString()}"))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            var isOurs = IsRefused(corpora, file);
            both += theirs.Count > 0 && isOurs ? 1 : 0;
            we += theirs.Count == 0 && isOurs ? 1 : 0;
            they += theirs.Count > 0 && !isOurs ? 1 : 0;
            if (theirs.Count == 0 || isOurs)
            {
                continue;
            }

            var path = Path.GetRelativePath(corpora, file).Replace('\\', '/');
            text.Append(CultureInfo.InvariantCulture, $"\n{path}\n");
            foreach (var one in theirs)
            {
                var key = reasons.Keys.FirstOrDefault(key => key.Split(" in ", 2) is var parts && one.StartsWith(parts[0], StringComparison.Ordinal) && (parts.Length == 1 || path.Contains(parts[1], StringComparison.Ordinal)));
                text.Append(CultureInfo.InvariantCulture, $"  {one}\n    {(key is null ? "not explained" : reasons[key])}\n");
                if (key is null)
                {
                    unexplained.Add($"{path}: {one}");
                }
                else
                {
                    _ = used.Add(key);
                }
            }
        }

        Approved.Text(Path.Combine(Folder, "agreement.approved.txt"), $"{both} files are refused by others and by us, {we} by us alone, {they} by others alone\n{text}");
        Assert.True(unexplained.Count == 0, $"Say in agreement.txt why these are not refused: {string.Join("\n", unexplained.Take(20))}");
        Assert.Equal(reasons.Keys.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
    }

    private static bool IsRefused(string corpora, string file)
    {
        var resources = new ResourceSet(new Repository(), [.. TektonFiles.In(DynamicText.Read(Path.GetRelativePath(corpora, file).Replace('\\', '/'), File.ReadAllText(file)))]);
        return resources.All.Any(resource => ResourceValidator.Validate(resource, resources).Length > 0);
    }

    private static string Judge(List<string> files, string definitions) =>
        ChildProcess.Demand("node", [Path.Combine(Folder, "judge-resources.mjs"), Path.Combine(Components.Folder, "node_modules"), definitions], input: string.Join('\n', files));
}
