using System.Globalization;
using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab;
using PoPipeline.Tests;

namespace PoPipeline.Packaging.Tests;

/// <summary>The template with records, against the double of GitLab: it files a request, takes the decision, and leaves a fork alone.</summary>
public sealed class RecordsOnGitLabTests(SourceCopy source)
{
    private const string Project = "acme/app";

    private static readonly string Policy = Samples.Policy("gitlab", "@alice", "@bob");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_finding_becomes_one_request_and_its_approval_holds_in_the_next_pipeline()
    {
        await using var gitLab = await Start();
        var project = await Checkout(gitLab);
        try
        {
            var fork = await RunScript(
                project, ("POPIPELINE_TOKEN", "glpat-bot"), ("CI_COMMIT_REF_PROTECTED", "true"), ("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "777"), ("CI_MERGE_REQUEST_PROJECT_ID", "501"));
            Assert.True(fork.ExitCode == 1, fork.Output);
            Assert.Contains("because this merge request comes from a fork", fork.Output, StringComparison.Ordinal);
            var branch = await RunScript(project, ("CI_COMMIT_REF_PROTECTED", "false"));
            Assert.True(branch.ExitCode == 1, branch.Output);
            Assert.Contains("because this branch is not protected and has no token", branch.Output, StringComparison.Ordinal);
            Assert.Empty(gitLab.Log);

            var first = await Run(project, "POPIPELINE_TOKEN=glpat-bot", "CI_COMMIT_REF_PROTECTED=true");

            Assert.True(first.ExitCode == 1, first.Output);
            Assert.DoesNotContain("glpat-bot", first.Output, StringComparison.Ordinal);
            var issue = Assert.Single(await Issues(gitLab));
            Assert.Contains("PO3205", issue["title"]?.GetValue<string>(), StringComparison.Ordinal);

            var approval = Approval(issue["description"]!.GetValue<string>());
            gitLab.Act("comment", "alice", new JsonObject { ["project"] = Project, ["issue"] = 1, ["body"] = approval });
            gitLab.Act("comment", "bob", new JsonObject { ["project"] = Project, ["issue"] = 1, ["body"] = approval });
            var second = await Run(project, "POPIPELINE_TOKEN=glpat-bot", "CI_COMMIT_REF_PROTECTED=true");

            Assert.True(second.ExitCode == 0, second.Output);
            Assert.Single(await Issues(gitLab));

            var before = Writes(gitLab);
            var reading = await Run(project, "GITLAB_TOKEN=glpat-read", "CI_COMMIT_REF_PROTECTED=false");

            Assert.True(reading.ExitCode == 0, reading.Output);
            Assert.Contains("The records are only read", reading.Output, StringComparison.Ordinal);
            Assert.Equal(before, Writes(gitLab));
            Assert.Empty(gitLab.Violations);
        }
        finally
        {
            Directory.Delete(project, recursive: true);
        }
    }

    private static async Task<GitLabDouble> Start()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(TestPaths.Repository, "tests", "doubles", "gitlab", "seed.json"), Cancelled);
        var seed = JsonNode.Parse(text)!.AsObject();
        seed["now"] = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        seed["projects"]![0]!["files"]![".popipeline.yml"] = Policy;
        return await GitLabDouble.StartAsync(seed);
    }

    private async Task<string> Checkout(GitLabDouble gitLab)
    {
        var files = new Dictionary<string, string>(Samples.OnRecord(Policy), StringComparer.Ordinal)
        {
            ["po-check.yml"] = await File.ReadAllTextAsync(Path.Combine(TestPaths.Repository, "gitlab-ci-templates", "po-check.yml"), Cancelled),
            [".gitlab-ci.yml"] = $"""
                include:
                  - local: po-check.yml
                    inputs:
                      source: {source.Folder}
                      revision: {source.Revision}
                      nuget-config: {source.NuGetConfig}
                      rules: PO3205
                      records: "true"
                """ + "\n",
        };
        var project = await SourceCopy.Repository(files);

        // The runner's stand-in takes the address of the server from the remote.
        await SourceCopy.Git(project, "remote", "add", "origin", $"{gitLab.Address.AbsoluteUri}{Project}.git");
        await SourceCopy.Git(project, "update-ref", "refs/remotes/origin/main", "HEAD");
        await SourceCopy.Git(project, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
        return project;
    }

    // Where nothing is asked of GitLab, the script alone says as much as a runner does, in less time.
    private Task<(int ExitCode, string Output)> RunScript(string project, params (string Name, string Value)[] variables) =>
        GitLabScript.Run(
            source,
            project,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["rules"] = "PO3205", ["records"] = "true" },
            ofPipeline: variables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal));

    private async Task<(int ExitCode, string Output)> Run(string project, params string[] variables)
    {
        var program = Components.Npm("gitlab-ci-local/dist/index.js");
        Components.Program("rsync", "run `apt-get install rsync`");
        var (exitCode, output, error) = await ChildProcess.RunAsync(
            "node",
            [program, "--force-shell-executor", "--shell-isolation", .. variables.SelectMany(variable => new[] { "--variable", variable })],
            project,
            await source.JobEnvironment());
        return (exitCode, output + error);
    }

    // A query of GraphQL is a POST that changes nothing.
    private static int Writes(GitLabDouble gitLab) => gitLab.Log.Count(request => request.Method is not "GET" && !request.Path.EndsWith("/graphql", StringComparison.Ordinal));

    private static string Approval(string body)
    {
        const string Mark = "`/po approve ";
        var digest = body[(body.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)..].Split(' ')[0];
        return string.Create(CultureInfo.InvariantCulture, $"/po approve {digest} until {DateTime.UtcNow.AddDays(20):yyyy-MM-dd} reason: Triage moves to the new bot in two weeks.");
    }

    private static async Task<List<JsonNode>> Issues(GitLabDouble gitLab)
    {
        using var client = new HttpClient { BaseAddress = gitLab.Address };
        client.DefaultRequestHeaders.Add("PRIVATE-TOKEN", "glpat-root");
        var answer = await client.GetStringAsync(new Uri("api/v4/projects/501/issues?scope=all", UriKind.Relative), Cancelled);
        return [.. JsonNode.Parse(answer)!.AsArray().OfType<JsonNode>()];
    }
}
