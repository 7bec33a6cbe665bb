using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PoPipeline.Forges.Http;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Settings;

namespace PoPipeline.Tests.Settings;

/// <summary>
/// No description of GitLab's REST API is to be had that a program could read, so that the paths which the reader asks for are held by clients that others
/// wrote, and what it makes of the answers by what they make of them.
/// </summary>
public sealed class GitLabClientsTests
{
    // What neither client has a method for, with what would be in its source if it had one. The documentation of GitLab has it all.
    private static readonly (string Request, string Sign)[] Unknown =
    [
        ("GET /groups/4/enterprise_users", "enterprise_users"),
        ("GET /groups/4/merge_request_approval_setting", "merge_request_approval_setting"),
        ("GET /groups/4/protected_branches", @"(groups/\$?\{group_?[iI]d\}|\$\{(resource|group)Id\})/protected_branches"),
        ("GET /groups/4/ssh_certificates", "ssh_certificates"),
    ];

    // For lists that go on, a group within another, and a server of one's own.
    private static readonly JsonObject Answers = JsonNode.Parse("""
        {
          "GET /application/settings": { "body": { "require_two_factor_authentication": true, "two_factor_grace_period": 24 } },
          "GET /groups/4/protected_branches": { "body": [] },
          "GET /groups/9": { "body": { "id": 9, "full_path": "around", "parent_id": null, "require_two_factor_authentication": true, "two_factor_grace_period": 48 } },
          "GET /groups/diaspora/members/all": { "body": [{ "id": 1, "username": "raymond_smith", "access_level": 50 }] },
          "GET /projects/3/members": { "body": [{ "id": 1, "username": "raymond_smith", "access_level": 50 }, { "id": 7, "username": "guest", "access_level": 10 }] },
          "GET /projects/3/variables": { "body": [{ "key": "B", "protected": true }, { "key": "A", "protected": false }] },
          "GET /users": { "body": [{ "id": 2, "username": "john_doe", "two_factor_enabled": false }] }
        }
        """)!.AsObject();

    [Fact]
    public async Task Gitbeaker_asks_for_the_same_paths_and_is_told_the_same()
    {
        Components.Npm("@gitbeaker/rest/package.json");

        await HoldAsync("node", "settings_gitbeaker.mjs");
    }

    [Fact]
    public async Task Python_gitlab_asks_for_the_same_paths_and_is_told_the_same()
    {
        // Debian's own package, which a Python of another origin does not see.
        const string python = "/usr/bin/python3";
        var (found, _, _) = File.Exists(python) ? await ChildProcess.RunAsync(python, ["-c", "import gitlab"]) : (1, "", "");
        Components.Require(found == 0, "python-gitlab is not installed: run `apt-get install python3-gitlab`.");

        await HoldAsync(python, "settings_python_gitlab.py");
    }

    private static async Task HoldAsync(string program, string script)
    {
        var (asked, expected) = await ReadAsync();
        using var forge = new CannedForge("gitlab", Changed());
        using var server = new LoopbackForge(forge);

        var (exitCode, output, error) = await ChildProcess.RunAsync(program, [Path.Combine(TestPaths.Repository, "tests", "doubles", "gitlab", script), server.Address]);

        Assert.True(exitCode == 0, output + error + string.Join('\n', forge.Requests));
        var printed = JsonNode.Parse(output)!;
        Assert.Equal(expected.ToJsonString(), printed["told"]!.ToJsonString());
        Assert.Equal(asked, [.. forge.Requests.Concat(Unknown.Select(unknown => unknown.Request)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        Assert.DoesNotContain(Unknown, unknown => forge.Requests.Contains(unknown.Request));
        var source = await SourceAsync(printed["source"]!.GetValue<string>());
        Assert.Contains("billable_members", source, StringComparison.Ordinal);
        Assert.All(Unknown, unknown => Assert.DoesNotMatch(new Regex(unknown.Sign, RegexOptions.None, TimeSpan.FromSeconds(10)), source));
    }

    // All that the reader asks for, and what it makes of the answers.
    private static async Task<(IReadOnlyList<string> Asked, JsonObject Expected)> ReadAsync()
    {
        const string cloud = "https://gitlab.com";
        var goesOn = JsonNode.Parse("""{"pageInfo":{"hasNextPage":true}}""")!;
        var query = new JsonObject
        {
            ["project"] = new JsonObject { ["ciVariables"] = goesOn.DeepClone(), ["projectMembers"] = goesOn.DeepClone() },
            ["group"] = new JsonObject { ["groupMembers"] = goesOn.DeepClone() },
        };
        var asked = new SortedSet<string>(StringComparer.Ordinal);
        var project = (await SettingsAsync(asked, cloud, isGroup: false, Changed())).Repositories.Single();
        var longer = (await SettingsAsync(asked, cloud, isGroup: false, Changed("POST /api/graphql Project", new JsonObject { ["data"] = query }))).Repositories.Single();
        var group = (await SettingsAsync(asked, cloud, isGroup: true, Changed())).Organization!;
        var nested = (await SettingsAsync(asked, cloud, isGroup: true, Changed("GET /groups/diaspora", new JsonObject { ["parent_id"] = 9 }))).Organization!;
        var own = (await SettingsAsync(asked, "https://gitlab.example.com", isGroup: true, Changed())).Organization!;

        var layers = project.Protection.Value!.Layers;
        var demands = layers.SelectMany(layer => layer.Demands).ToLookup(demand => demand.Kind);
        return ([.. asked.Where(request => request.StartsWith("GET ", StringComparison.Ordinal))], new JsonObject
        {
            ["branch"] = project.Traits.Value!.DefaultBranch,
            ["isPublic"] = project.Traits.Value.IsPublic,
            ["commits"] = List(project.History.Value!.Commits.Select(commit => commit.Commit)),
            ["protected"] = List(layers.Where(layer => layer.Name.StartsWith("the protected branch ", StringComparison.Ordinal)).Select(layer => layer.Name.Split('\'')[1])),
            ["approvals"] = demands[DemandKind.Approval].Single().Count,
            ["isFresh"] = demands[DemandKind.FreshApproval].Any(),
            ["isSigned"] = demands[DemandKind.Signatures].Any(),
            ["administrators"] = List(project.Administrators.Value!.Principals.Select(person => person.Name)),
            ["keys"] = List(project.Keys.Value!.Keys.Select(key => $"{key.Kind} {key.Name}")),
            ["hooks"] = List(project.Webhooks.Value!.Hooks.Select(hook => hook.Address)),
            ["isNobody"] = project.CodeOwners.Value!.Owners.Single(owner => owner.Name is "@nobody").Access is OwnerAccessKind.Missing,
            ["groupNeedsMfa"] = group.Mfa.Value!.IsRequired,
            ["owners"] = List(group.Owners.Value!.Principals.Select(owner => $"{owner.Name} {owner.ActiveAt!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}")),
            ["tokens"] = List(group.Tokens.Value!.Keys.Select(key => $"{key.Kind} {key.Name}")),
            ["groupHooks"] = List(group.Webhooks.Value!.Hooks.Select(hook => hook.Address)),
            ["variables"] = List(group.Pipelines.Value!.Variables.Select(variable => variable.Name)),
            ["projects"] = List(group.Repositories!.Entries.Select(entry => entry.Name)),
            ["outside"] = List(longer.OutsideCollaborators.Value!.Principals.Select(person => person.Name)),
            ["projectVariables"] = List(longer.Pipelines.Value!.Variables.Select(variable => variable.Name)),
            ["parentNeedsMfa"] = nested.Mfa.Value!.IsRequired,
            ["serverNeedsMfa"] = own.Mfa.Value!.IsRequired,
            ["withoutMfa"] = List(own.WithoutMfa.Value!.Principals.Select(person => person.Name)),
        });
    }

    private static async Task<ForgeSettings> SettingsAsync(SortedSet<string> asked, string server, bool isGroup, JsonObject changes)
    {
        using var forge = new CannedForge("gitlab", changes);
        var target = new SettingsTarget(Forge.GitLab, server, isGroup ? "diaspora" : "diaspora/diaspora-project-site");
        var connection = new SettingsConnection
        {
            Variable = name => name is "POPIPELINE_TOKEN" ? SettingsCase.Token : null,
            Time = new FixedTime(CaseTree.ObservedAt),
            RetryBudget = new RetryBudget(TimeSpan.Zero),
            Sender = forge,
        };
        using var reader = SettingsReaders.Make(target, connection);
        var request = new SettingsRequest { Target = target, CodeOwners = ["@jdoe", "@nobody"] };
        var settings = await (isGroup ? reader.OrganizationAsync(request, TestContext.Current.CancellationToken) : reader.RepositoryAsync(request, TestContext.Current.CancellationToken));
        asked.UnionWith(forge.Requests);
        return settings;
    }

    private static JsonObject Changed(string? request = null, JsonObject? merge = null)
    {
        var changes = Answers.DeepClone().AsObject();
        if (request is not null)
        {
            changes[request] = new JsonObject { ["merge"] = merge };
        }

        return changes;
    }

    private static JsonArray List(IEnumerable<string> values) => [.. values.Select(value => (JsonNode)value)];

    private static async Task<string> SourceAsync(string path)
    {
        IEnumerable<string> files = Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.py", SearchOption.AllDirectories) : [path];
        return string.Join('\n', await Task.WhenAll(files.Select(file => File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))));
    }
}
