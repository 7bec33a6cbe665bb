using System.Text.Json.Nodes;
using PoPipeline.Settings.GitHub;

namespace PoPipeline.Tests.Settings;

/// <summary>The canned answers and the queries are held against what GitHub itself says of its interfaces.</summary>
public sealed class GitHubDescriptionTests
{
    [Fact]
    public async Task Answers_and_queries_are_as_GitHub_describes_them()
    {
        Components.Npm("@octokit/openapi/package.json");
        Components.Npm("@octokit/graphql-schema/package.json");
        var answers = Directory.EnumerateFiles(Path.Combine(TestPaths.Project, "Settings", "Answers", "github"), "*.json").Select(file => JsonNode.Parse(File.ReadAllText(file)));
        var input = new JsonObject
        {
            ["queries"] = new JsonObject { [GitHubQuery.Repository] = GitHubQuery.OfRepository, [GitHubQuery.Organization] = GitHubQuery.OfOrganization, [GitHubQuery.Batch] = GitHubQuery.OfBatch, [GitHubQuery.SignOn] = GitHubQuery.OfSignOn },
            ["answers"] = new JsonArray([.. answers]),
        };

        var file = Path.Combine(Directory.CreateTempSubdirectory("popipeline-answers-").FullName, "answers.json");
        await File.WriteAllTextAsync(file, input.ToJsonString(), TestContext.Current.CancellationToken);
        var (exitCode, output, error) = await ChildProcess.RunAsync("node", ["--max-old-space-size=2048", Path.Combine(TestPaths.Repository, "tests", "doubles", "github", "answers.mjs"), file]);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);

        Assert.True(exitCode == 0 && output.Length == 0, output + error);
    }
}
