using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions;

namespace PoPipeline.Tests.GitHubActions;

/// <summary>Compares which workflows are accepted with what GitHub's own validator, the one of its editor, accepts. Every difference has its reason.</summary>
public sealed class GitHubValidatorTests
{
    // Why the two differ, by words of what the one says that does not accept a file. The first entry whose words it says gives the reason.
    private static readonly ImmutableArray<(string Words, string Reason)> Reasons =
    [
        // GitHub alone rejects it.
        ("contains literal text outside replacement tokens", "another rule, PO3217, tells of a condition that is always true"),
        ("Unexpected type 'BasicExpressionToken'", "GitHub documents an expression in place of variables; its editor reads it and does not convert it"),
        ("Unexpected value 'repository_dispatch'", "its schema has the name of another event in place of this one where a list names it"),
        ("Invalid cron expression", "a step beyond the range is odd, and runs in a repository of many years"),
        ("with more-indented leading empty lines", "its editor reads YAML by another library than the runner, which takes blanks in the first line of a script"),
        ("Value 'read' is not valid", "its editor compares the names of jobs as they are written; the runner keeps them in any case"),
        ("Value 'approve' is not valid", "its editor compares the names of jobs as they are written; the runner keeps them in any case"),
        ("'input default'", "the runner makes a text of a default whatever it is"),
        ("must contain at least one job with no dependencies", "its editor reads no job whose services are an expression"),
        ("Unexpected value ''", "GitHub's runner takes an input without any settings for a text"),

        // PoPipeline alone does: it knows the other files of the repository,
        ("so that no run starts", "GitHub compares permissions with those of the called workflow when a run starts"),
        ("which its caller holds", "GitHub's editor compares no groups of several files; a run would wait for itself"),
        ("which its own workflow holds", "GitHub's editor compares no groups that are put together; a run would wait for itself"),
        ("The action './", "GitHub looks at the inputs of an action of the repository when a run starts"),
        ("The repository has no workflow", "GitHub looks for the called workflow when a run starts, and the corpus has only its caller"),
        ("names a workflow, which no step can use", "GitHub looks for the action when a run starts, and finds none in the file of a workflow"),

        // the limits of a run,
        ("runs more often than every 5 minutes", "GitHub warns of it, and does not do it"),
        ("25 inputs at most", "GitHub's documents have this limit, its editor has not"),
        ("256 of a matrix", "GitHub's documents have this limit, its editor has not"),
        ("needs the key 'steps'", "GitHub starts no job without steps"),
        ("is not a shell", "the runner takes no other shell without '{0}'"),
        ("needs a list with 'cron'", "without a time the event never comes"),
        ("'names' must not be empty", "an empty list names nothing, so that the event never comes"),
        ("and none lets anything in", "GitHub's documents ask for a pattern without '!' before it"),
        ("' and 'branches-ignore'", "GitHub's documents let only one of the two stand"),
        ("The pattern '", "no branch has such a name, so that the pattern never holds"),
        ("'run' must not be empty", "a script without a command does nothing"),

        // and what expressions are.
        ("has no value", "a property that does not exist is empty; GitHub warns of it at most"),
        ("never gives a meaningful answer", "GitHub compares what cannot be compared, and the answer is always the same"),
        ("makes no useful text", "GitHub writes the word 'Array' or 'Object'"),
        ("is not JSON", "the run fails where the text is read"),
        ("must be a label", "no runner has an object for a label"),
        ("is of type", "the expression is empty whatever the run"),
        ("'exclude' names", "GitHub takes no notice of what leaves nothing out"),
        ("stands twice in the matrix", "GitHub runs the same job twice"),
        ("The condition is always false", "GitHub takes no notice of a condition that never holds"),
        ("found invalid tab", "the runner reads YAML by a library that refuses the tab; its editor by another one"),
    ];

    private static readonly ImmutableArray<string> Parts = ["faults/github-actions", "github-actions", "pipelines", "real", "schemas"];

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    // Starting the validator takes longer than judging some hundred files, so that it is asked once, of all of them.
    private static readonly Lazy<Task<Dictionary<string, string?>>> Judged = new(() => Judge([.. WorkflowsOf(CaseTree.Root), .. TestPaths.Corpora is { } corpora ? Parts.SelectMany(part => WorkflowsOf(Path.Combine(corpora, part))) : []]));

    [Fact]
    public async Task Of_our_own_cases_those_are_accepted_that_GitHub_accepts() => await Compare(CaseTree.Root, [""], "github-validator-cases.approved.txt");

    [Fact]
    public async Task Of_the_workflows_of_others_those_are_accepted_that_GitHub_accepts() => await Compare(TestPaths.RequireCorpora(), Parts, "github-validator-corpora.approved.txt");

    private static async Task Compare(string root, ImmutableArray<string> parts, string approved)
    {
        var files = parts.SelectMany(part => WorkflowsOf(Path.Combine(root, part))).ToList();
        var judged = await Judged.Value;

        var agreed = 0;
        var differences = new StringBuilder();
        foreach (var file in files)
        {
            var theirs = judged[file];
            var ours = Said(file);
            if (ours is null == theirs is null)
            {
                agreed++;
            }
            else
            {
                differences.Append(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(root, file).Replace('\\', '/')}\n  {(ours is null ? "GitHub" : "PoPipeline")} {ours ?? theirs}\n  {Reason(file, ours ?? theirs!)}\n");
            }
        }

        Approved.Text(Path.Combine(TestPaths.Project, "GitHubActions", approved), differences.ToString());
        Assert.True(agreed > files.Count * 9 / 10, $"The two agree on {agreed} of {files.Count} workflows.");
    }

    private static string Reason(string file, string said) =>
        Reasons.FirstOrDefault(reason => said.Contains(reason.Words, StringComparison.Ordinal)).Reason ?? throw new InvalidOperationException($"Nobody has said yet why the two differ on '{file}': {said}");

    // A condition that is always true is what another rule tells of.
    private static string? Said(string file)
    {
        var at = file.IndexOf("/.github/workflows/", StringComparison.Ordinal);
        var problems = Validated.File(file, at < 0 ? Path.GetDirectoryName(file)! : file[..at]).Where(problem => problem.Kind is not ProblemKind.AlwaysTrue and not ProblemKind.Credentials);
        return problems.Select(problem => $"{problem.Span.Region.StartLine}:{problem.Span.Region.StartColumn} {problem.Message.ReplaceLineEndings(" ")}").FirstOrDefault();
    }

    private static IEnumerable<string> WorkflowsOf(string folder) => Directory.EnumerateFiles(folder, "*.y*ml", Everything)
        .Where(file => FileFinder.LooksLikeWorkflow(File.ReadAllText(file)))
        .Order(StringComparer.Ordinal);

    private static async Task<Dictionary<string, string?>> Judge(ImmutableArray<string> files)
    {
        var folder = Directory.CreateTempSubdirectory("popipeline-validator-").FullName;
        try
        {
            var list = Path.Combine(folder, "list");
            var bundle = Path.Combine(folder, "judge.mjs");
            await File.WriteAllLinesAsync(list, files, TestContext.Current.CancellationToken);
            var built = await ChildProcess.RunAsync(
                "node",
                [
                    Components.Npm("esbuild/bin/esbuild"), Path.Combine(TestPaths.Project, "GitHubActions", "judge-workflows.mjs"), "--bundle", "--platform=node", "--format=esm",
                    "--log-level=warning", $"--outfile={bundle}", "--banner:js=import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
                ],
                environment: new Dictionary<string, string?>(StringComparer.Ordinal) { ["NODE_PATH"] = Path.Combine(Components.Folder, "node_modules") });
            Assert.True(built.ExitCode == 0, built.Output + built.Error);

            var (exitCode, output, error) = await ChildProcess.RunAsync("node", [bundle, list]);
            Assert.True(exitCode == 0, output + error);
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
                .ToDictionary(line => line.GetProperty("file").GetString()!, line => line.GetProperty("reason").GetString()?.ReplaceLineEndings(" "), StringComparer.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
