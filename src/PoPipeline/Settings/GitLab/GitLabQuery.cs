using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace PoPipeline.Settings.GitLab;

/// <summary>
/// A query to GitLab's GraphQL interface. GitLab refuses a query of more than 250 points, about one a field, and twice as many a field of a list of a hundred,
/// which is the most that it gives at once. What is asked for here takes 222 at most, and none of it is deprecated as of GitLab 18.6.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Whole">The query.</param>
/// <param name="Plain">The query without what only the Enterprise Edition knows; null where that is nothing.</param>
internal sealed record GitLabQuery(string Name, string Whole, string? Plain)
{
    /// <summary>How many of the latest commits are looked at: each takes sixteen points.</summary>
    public const int MostCommits = 9;

    /// <summary>How many projects of a group are in a batch.</summary>
    public const int BatchSize = 20;

    private const string ShortestHash = "0000000000000000000000000000000000000000";

    private const string Pipelines =
        "ciCdSettings { inboundJobTokenScopeEnabled } ciVariables(first: 100) { pageInfo { hasNextPage } nodes { key protected masked environmentScope } }";

    private const string Protected =
        """
        protectedEnvironments(first: 20) {
          nodes { requiredApprovalCount approvalRules(first: 20) { nodes { requiredApprovals } } deployAccessLevels(first: 20) { nodes { accessLevel { integerValue } } } }
        }
        """;

    private const string Rules =
        """
        branchRules(first: 50) {
          pageInfo { hasNextPage }
          nodes {
            name
            branchProtection {
              allowForcePush codeOwnerApprovalRequired
              pushAccessLevels(first: 50) { pageInfo { hasNextPage } nodes { accessLevel accessLevelDescription user { name } group { name } deployKey { title } } }
            }
            approvalRules(first: 50) { pageInfo { hasNextPage } nodes { name type approvalsRequired eligibleApprovers(first: 20) { nodes { id } } } }
          }
        }
        """;

    private const string PlainRules =
        """
        branchRules(first: 50) {
          pageInfo { hasNextPage }
          nodes { name branchProtection { allowForcePush pushAccessLevels(first: 50) { pageInfo { hasNextPage } nodes { accessLevel accessLevelDescription deployKey { title } } } } }
        }
        """;

    /// <summary>The name of the query without what only the Enterprise Edition knows.</summary>
    public string PlainName => $"{Name}Plain";

    /// <summary>The query for which of some names are people.</summary>
    public static GitLabQuery OfUsers { get; } = new("Users", "query Users($names: [String!]) { users(usernames: $names, first: 100) { nodes { username } } }", Plain: null);

    /// <summary>The query for the runners of a group itself, which the REST interface lists without whose jobs they take.</summary>
    public static GitLabQuery OfRunners { get; } = new(
        "Runners",
        "query Runners($group: ID!) { group(fullPath: $group) { runners(membership: DIRECT, type: GROUP_TYPE, first: 100) { pageInfo { hasNextPage } nodes { id description accessLevel paused } } } }",
        Plain: null);

    /// <summary>The query for a batch of projects of a group.</summary>
    public static GitLabQuery OfProjects { get; } = new(
        "Projects",
        $$"""query Projects($ids: [ID!]) { projects(ids: $ids, first: {{BatchSize}}) { nodes { id {{Pipelines}} {{Rules}} pushRules { rejectUnsignedCommits } } } }""",
        $$"""query ProjectsPlain($ids: [ID!]) { projects(ids: $ids, first: {{BatchSize}}) { nodes { id {{Pipelines}} {{PlainRules}} } } }""");

    /// <summary>The query for one project, with the signatures of some commits: GraphQL's list of commits is an experiment of GitLab 18.4, but it tells of the last commit of each tree.</summary>
    /// <param name="commits">The hashes of the commits.</param>
    public static GitLabQuery OfProject(IReadOnlyCollection<string> commits) => new("Project", OfProject("Project", commits, Protected), OfProject("ProjectPlain", commits, ""));

    /// <summary>What a commit is called in the answer.</summary>
    /// <param name="index">Its place in the list of commits.</param>
    public static string CommitName(int index) => $"c{index.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Whether a text is a hash of a commit, and nothing that would change a query.</summary>
    /// <param name="text">The text.</param>
    public static bool IsHash(string text) => text.Length >= ShortestHash.Length && text.Length <= 64 && text.All(char.IsAsciiHexDigit);

    /// <summary>Whether an error says that the server knows no such field, argument or type.</summary>
    /// <param name="error">The error.</param>
    public static bool IsOfSchema(string error) =>
        error.Contains("doesn't exist on type", StringComparison.Ordinal) || error.Contains("doesn't accept argument", StringComparison.Ordinal) || error.Contains("isn't a defined", StringComparison.Ordinal);

    /// <summary>Whether a list goes on behind what was asked for.</summary>
    /// <param name="list">The list.</param>
    public static bool GoesOn(JsonElement list) => list.Object("pageInfo").Flag("hasNextPage") is not false;

    private static string OfProject(string name, IReadOnlyCollection<string> commits, string protectedEnvironments)
    {
        var trees = string.Join(' ', commits.Where(IsHash).Select((hash, index) => $"{CommitName(index)}: tree(ref: \"{hash}\") {{ lastCommit {{ sha signature {{ verificationStatus }} }} }}"));
        return $$"""
            query {{name}}($path: ID!, $group: ID!) {
              project(fullPath: $path) {
                {{Pipelines}}
                environments(first: 50, states: ["available"]) { pageInfo { hasNextPage } nodes { name tier {{protectedEnvironments}} } }
                projectMembers(relations: [DIRECT], first: 100) { pageInfo { hasNextPage } nodes { accessLevel { integerValue } expiresAt user { username } } }
                {{(trees.Length > 0 ? $"repository {{ {trees} }}" : "")}}
              }
              group(fullPath: $group) { groupMembers(relations: [DIRECT, INHERITED], first: 100) { pageInfo { hasNextPage } nodes { user { username } } } }
            }
            """;
    }
}
