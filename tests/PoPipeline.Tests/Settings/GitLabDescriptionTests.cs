using System.Text.Json;
using System.Text.Json.Nodes;
using PoPipeline.Settings;
using PoPipeline.Settings.GitLab;

namespace PoPipeline.Tests.Settings;

/// <summary>The queries and their canned answers are held against what GitLab itself says of its GraphQL interface.</summary>
public sealed class GitLabDescriptionTests
{
    private static readonly JsonElement OfProject = QueryVariables.Of(("path", "diaspora/diaspora-project-site"), ("group", "diaspora"));

    [Fact]
    public async Task Queries_and_answers_are_as_the_reference_of_GitLab_has_them_and_cost_no_more_than_it_takes()
    {
        var answers = Answers();
        var hashes = answers.Single(answer => Request(answer) is "GET /projects/3/repository/commits")["body"]!.AsArray().Select(commit => commit!["id"]!.GetValue<string>()).ToList();
        var most = Enumerable.Range(0, GitLabQuery.MostCommits).Select(number => number.ToString("x40", System.Globalization.CultureInfo.InvariantCulture)).ToList();
        var queries = new JsonObject();
        Add(queries, GitLabQuery.OfProject(hashes), OfProject);
        Add(queries, GitLabQuery.OfProject(most) with { Name = "ProjectOfManyCommits" }, OfProject);
        Add(queries, GitLabQuery.OfProject([]) with { Name = "ProjectWithoutCommits" }, OfProject);
        Add(queries, GitLabQuery.OfProjects, QueryVariables.Of("ids", ["gid://gitlab/Project/8"]));
        Add(queries, GitLabQuery.OfRunners, QueryVariables.Of(("group", "diaspora")));
        Add(queries, GitLabQuery.OfUsers, QueryVariables.Of("names", ["jdoe"]));

        Assert.Equal("", await FaultsOf(queries, [.. answers.Where(answer => Request(answer).StartsWith("POST ", StringComparison.Ordinal))]));
    }

    [Theory]
    [InlineData("query Project($path: ID!) { project(fullPath: $path) { branchRules(first: 50) { nodes { approvers { username } } } } }", "Cannot query field \"approvers\" on type \"BranchRule\"")]
    [InlineData("query Project($path: ID!) { project(fullPath: $path) { projectMembers(relations: [OWN], first: 100) { nodes { id } } } }", "Value \"OWN\" does not exist in \"ProjectMemberRelation\" enum")]
    [InlineData("query Project($path: String!) { project(fullPath: $path) { id } }", "Variable \"$path\" of type \"String!\" used in position expecting type \"ID!\"")]
    [InlineData("query Project($path: ID!) { project(fullPath: $path) { ciVariables(first: 200) { nodes { key } } } }", "the page of 'ciVariables' has 200 entries, not 100 at most")]
    [InlineData("query Project($path: ID!) { project(fullPath: $path) { ciVariables { nodes { key } } } }", "the page of 'ciVariables' has no entries, not 100 at most")]
    [InlineData("query Project($path: ID!) { project(fullPath: $path) { ciVariables(first: 100) { nodes { key masked } } } }", "it has other fields than the query asks for")]
    [InlineData("query Project($path: ID!) { project(fullPath: $path) { ciCdSettings { inboundJobTokenScopeEnabled } id } }", "Cannot return null for non-nullable field Project.id")]
    public async Task What_the_reference_does_not_have_is_told(string query, string fault)
    {
        var queries = new JsonObject { ["Project"] = new JsonObject { ["text"] = query, ["variables"] = new JsonObject { ["path"] = "diaspora/diaspora-project-site" } } };
        var answer = Answers().Single(answer => Request(answer) is "POST /api/graphql Project");

        Assert.Contains(fault, await FaultsOf(queries, [answer]), StringComparison.Ordinal);
    }

    private static List<JsonNode> Answers() =>
        [.. Directory.EnumerateFiles(Path.Combine(TestPaths.Project, "Settings", "Answers", "gitlab"), "*.json").Order(StringComparer.Ordinal).Select(file => JsonNode.Parse(File.ReadAllText(file))!)];

    private static string Request(JsonNode answer) => answer["request"]!.GetValue<string>();

    private static void Add(JsonObject queries, GitLabQuery query, JsonElement variables)
    {
        queries.Add(query.Name, new JsonObject { ["text"] = query.Whole, ["variables"] = JsonNode.Parse(variables.GetRawText()) });
        if (query.Plain is { } plain)
        {
            queries.Add(query.PlainName, new JsonObject { ["text"] = plain, ["variables"] = JsonNode.Parse(variables.GetRawText()) });
        }
    }

    private static async Task<string> FaultsOf(JsonObject queries, IReadOnlyList<JsonNode> answers)
    {
        Components.Npm("graphql/package.json");
        var input = new JsonObject { ["queries"] = queries, ["answers"] = new JsonArray([.. answers]) };
        var file = Path.Combine(Directory.CreateTempSubdirectory("popipeline-queries-").FullName, "queries.json");
        await File.WriteAllTextAsync(file, input.ToJsonString(), TestContext.Current.CancellationToken);
        var (exitCode, output, error) = await ChildProcess.RunAsync("node", [Path.Combine(TestPaths.Repository, "tests", "doubles", "gitlab", "settings_queries.mjs"), file]);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        Assert.True(exitCode == 0, output + error);
        return output;
    }
}
