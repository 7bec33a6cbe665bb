using System.Text;
using System.Text.Json.Nodes;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using YamlDotNet.RepresentationModel;

namespace PoPipeline.Tests.Settings;

/// <summary>
/// The cases that the authors of Minder wrote for the checks that both have: what GitHub answers, and what they say of it. Where we say otherwise, the
/// approved table names the reason.
/// </summary>
public sealed class MinderComparisonTests
{
    // The file of theirs, and our rule. What GitHub's REST interface says of a classic rule its GraphQL interface says by these names.
    private static readonly (string File, string Rule, Func<JsonNode, JsonObject>? Classic)[] Shared =
    [
        ("branch_protection_allow_deletions", "PO5110", answer => new JsonObject { ["allowsDeletions"] = answer["allow_deletions"]?["enabled"]?.DeepClone() }),
        ("branch_protection_allow_force_pushes", "PO5109", answer => new JsonObject { ["allowsForcePushes"] = answer["allow_force_pushes"]?["enabled"]?.DeepClone() }),
        ("branch_protection_require_status_checks", "PO5112", answer => new JsonObject
        {
            ["requiresStatusChecks"] = answer["required_status_checks"] is not null,
            ["requiredStatusCheckContexts"] = answer["required_status_checks"]?["contexts"]?.DeepClone() ?? new JsonArray(),
        }),
        ("secret_scanning", "PO5118", null),
    ];

    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["fail/Unknown"] = "what cannot be seen is unknown to us, and a fault to them",
        ["pass/Fail"] = "checks are demanded of which none is named, so that nothing has to pass; or push protection is off, which they do not look at",
        ["skip/Pass"] = "they can leave out private repositories; we judge them alike",
        ["skip/Fail"] = "they can leave out private repositories; we judge them alike",
    };

    [Fact]
    public void What_is_said_of_the_cases_of_others_is_the_same_or_has_its_reason()
    {
        var folder = Path.Combine(TestPaths.RequireCorpora(), "forge", "minder-rules", "rule-types", "github");
        var table = new StringBuilder("# theirs / ours: agreed, or why not\n");
        foreach (var (file, id, classic) in Shared.Where(shared => RuleSet.All.Any(rule => rule.Id == shared.Rule)))
        {
            var stream = new YamlStream();
            using var reader = new StreamReader(Path.Combine(folder, $"{file}.test.yaml"));
            stream.Load(reader);
            foreach (var test in (YamlSequenceNode)stream.Documents[0].RootNode["tests"])
            {
                var expected = $"{test["expect"]}";
                var verdict = Judge(id, test["http"], Path.Combine(folder, $"{file}.testdata"), classic);
                var isAgreed = (expected, verdict) is ("pass", VerdictKind.Pass) or ("fail", VerdictKind.Fail);
                Assert.True(isAgreed || Reasons.ContainsKey($"{expected}/{verdict}"), $"{file}, {test["name"]}: {expected}/{verdict}");
                table.Append($"{id} {file}, {test["name"]}: {expected} / {verdict}: {(isAgreed ? "agreed" : Reasons[$"{expected}/{verdict}"])}\n");
            }
        }

        Approved.Text(Path.Combine(TestPaths.Project, "Settings", "minder-comparison.approved.txt"), table.ToString());
    }

    private static VerdictKind Judge(string id, YamlNode http, string data, Func<JsonNode, JsonObject>? classic)
    {
        var node = (YamlMappingNode)http;
        var status = node.Children.TryGetValue("status", out var code) ? int.Parse($"{code}") : 200;
        var body = JsonNode.Parse(node.Children.TryGetValue("body_file", out var file) ? File.ReadAllText(Path.Combine(data, $"{file}")) : $"{node["body"]}");
        JsonObject answers = classic is null
            ? new() { ["GET /repos/octocat/Hello-World"] = new JsonObject { ["status"] = status, ["body"] = body } }
            : new()
            {
                ["GET /repos/octocat/Hello-World/rules/branches/main"] = new JsonObject { ["body"] = new JsonArray() },
                ["POST /graphql Repository"] = status is 200
                    ? Merged(classic(body!))
                    : new JsonObject { ["status"] = status, ["body"] = body },
            };
        using var forge = new CannedForge("github", answers);
        var snapshot = new Snapshot { ObservedAt = CaseTree.ObservedAt, Repository = new Repository(), Settings = SettingsCase.Read(GitHubSettingsTests.Repository, isOrganization: false, forge) };
        return Assessor.Assess(snapshot, [RuleSet.All.Single(rule => rule.Id == id)]).Judgements.Single().Verdict.Kind;
    }

    private static JsonObject Merged(JsonObject rule) => new()
    {
        ["merge"] = new JsonObject
        {
            ["data"] = new JsonObject
            {
                ["repository"] = new JsonObject
                {
                    ["rulesets"] = new JsonObject { ["nodes"] = new JsonArray() },
                    ["defaultBranchRef"] = new JsonObject { ["branchProtectionRule"] = rule },
                },
            },
        },
    };
}
