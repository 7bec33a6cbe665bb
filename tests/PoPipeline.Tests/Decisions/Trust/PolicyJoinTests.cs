using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using PoPipeline.Configuration;
using PoPipeline.Decisions.Trust;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources;

namespace PoPipeline.Tests.Decisions.Trust;

/// <summary>Whatever a change writes into its policy, no less is demanded than by the branch that counts.</summary>
public sealed class PolicyJoinTests
{
    // For each key of the policy, values from the most that it demands to the least; null is the key left out.
    private static readonly ImmutableArray<(string Key, string?[] Values)> Ladders =
    [
        ("forge", ["github", "gitlab"]),
        ("required", ["[PO.3.2, PO2101]", "[PO.3.2]", null]),
        ("code-owners.minimum-share", ["0.9", "0.5", null]),
        ("code-owners.exempt", [null, "[a]", "[a, b]"]),
        ("code-owners.critical", ["[a, b]", "[b]", null]),
        ("code-owners.groups", [null, "['@a']", "['@a', '@b']"]),
        ("pipelines.pins", ["[{ name: '**', require: digest }]", null, "[{ name: a, require: tag }]", "[{ name: a, require: tag }, { name: '**', require: none }]"]),
        ("pipelines.production", ["[production, prod, live, a]", null, "[production, prod]"]),
        ("pipelines.hosted-runners", [null, "[a]", "[a, b]"]),
        ("pipelines.leave-out", [null, "[{ path: a, reason: x }]", "[{ path: a, reason: x }, { path: b, reason: x }]"]),
        ("pipelines.advisories", ["[a.json, b.json]", "[a.json]", null]),
        ("templates.require", ["[change, issue]", "[change]", null]),
        ("templates.words", [null, "[a]", "[a, b]"]),
        ("templates.criteria", ["[{ id: a, any-of: [x], in: both }]", "[{ id: a, any-of: [x, y], in: both }]", "[{ id: a, any-of: [x, y], in: issue }]", null]),
        ("exceptions.inline", ["false", null]),
        ("toolchain.must", ["[sast, sca]", "[sast]", null]),
        ("toolchain.should", ["[sbom, signing]", "[sbom]", null]),
        ("toolchain.keep-results", ["true", null]),
        ("toolchain.attest-releases", ["true", null]),
        ("in-toto.keys", ["['baf59f55d50a2a73a4bd7eec101279065b5a5a1e9d687c9dff914289d4d09ae4', '06c0b6cddbc65530814b1b48a8fb0258e42c10966083cbbb5624cccd890316b8']", "['baf59f55d50a2a73a4bd7eec101279065b5a5a1e9d687c9dff914289d4d09ae4']", null]),
        ("scaffolding.approved",
        [
            $"[{{ template: 'template:default/a', files: [{{ path: b, sha256: '{new string('0', 64)}' }}] }}]", "[{ template: 'template:default/a' }]", "[{ template: 'template:default/a' }, { template: 'template:default/b' }]", null,
        ]),
        ("scaffolding.require", ["confirmed", null]),
        ("scaffolding.minimum-share", [null, "0.5", "0.2"]),
        ("scaffolding.catalogue", ["docs/answer.json", "mine.json"]),
        ("settings.approvals", ["3", "2", null]),
        ("settings.most-owners", ["3", null, "9"]),
        ("settings.most-administrators", ["3", null, "9"]),
        ("settings.inactive-days", ["90", null, "400"]),
        ("audit-logs.sources", ["['github:acme', 'gitlab:acme']", "['github:acme']", null]),
        ("audit-logs.window-days", ["365", null, "30"]),
        ("audit-logs.read-days", ["1", null, "9"]),
        ("audit-logs.import-days", ["7", null, "90"]),
        ("audit-logs.keep-days", ["730", null, "90"]),
        ("audit-logs.anchor-days", ["7", null, "90"]),
        ("audit-logs.encrypted", ["true", null]),
        ("audit-logs.keys", ["['popipeline+e8baf74a+ARm/RAlphM3+hUG6wWfcO5bIUIaqMLa2ywxcOK1wMWbh']", null]),
        ("exceptions.maximum-days", ["30", "90", null, "400"]),
        ("exceptions.approvers", ["[a@b.c]", "[a@b.c, d@e.f]"]),
        ("exceptions.limits.critical.days", ["7", null, "60"]),
        ("exceptions.limits.critical.approvals", ["3", null, "1"]),
        ("exceptions.limits.high.days", ["7", null, "100"]),
        ("exceptions.limits.high.approvals", ["3", null]),
        ("exceptions.limits.medium.days", ["7", null, "200"]),
        ("exceptions.limits.medium.approvals", ["3", null]),
        ("exceptions.limits.low.days", ["7", null, "200"]),
        ("exceptions.limits.low.approvals", ["3", null]),
        ("exceptions.records.tracker", ["github", "folder"]),
        ("exceptions.records.project", ["acme/decisions", "mallory/decisions"]),
        ("exceptions.records.folder", [".popipeline", "mine"]),
        ("exceptions.records.branch", ["main", "change"]),
        ("exceptions.records.signers", ["keys", "mine"]),
        ("exceptions.records.identity", ["acme/app", "acme/other"]),
        ("exceptions.records.lapse-days", ["7", null, "30"]),
        ("exceptions.records.stale-hours", ["1", null, "48"]),
        ("rules.disable", [null, "[{ rule: PO3204, reason: a }]", "[{ rule: PO3204, reason: a }, { rule: PO3205, reason: a }]"]),
    ];

    // What decides on no verdict and on no decision.
    private static readonly ImmutableArray<string> Harmless = ["version", "extends", "exceptions.records.request"];

    public static TheoryData<string, string?, string?> Steps() =>
    [
        .. Ladders.SelectMany(ladder => ladder.Values.Zip(ladder.Values.Skip(1), (strict, loose) => new TheoryDataRow<string, string?, string?>(ladder.Key, strict, loose))),
    ];

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_step_down_is_told_with_both_places_and_does_not_hold(string key, string? strict, string? loose)
    {
        var joined = Join(branch: Write(key, strict), tree: Write(key, loose));

        var demand = Assert.Single(joined.Trust.Loosened);
        Assert.Equal(key, demand.Key);
        Assert.Equal(strict is null ? Region.Start : new Region(key.Split('.').Length, Indent(key) + 1, demand.Trusted.Region.EndLine, demand.Trusted.Region.EndColumn), demand.Trusted.Region);
        Assert.Equal(loose is null ? 1 : key.Split('.').Length, demand.Own.Region.StartLine);
        Assert.Equal(ValueOf(Read(Write(key, strict)), key), ValueOf(joined.Policy, key));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_step_up_is_no_loosening(string key, string? strict, string? loose)
    {
        var isFact = key is "forge" or "scaffolding.catalogue" || (key.StartsWith("exceptions.records.", StringComparison.Ordinal) && !key.EndsWith("days", StringComparison.Ordinal) && !key.EndsWith("hours", StringComparison.Ordinal));

        Assert.Equal(isFact, !Join(branch: Write(key, loose), tree: Write(key, strict)).Trust.Loosened.IsEmpty);
    }

    [Fact]
    public void Every_key_of_the_policy_is_on_a_ladder()
    {
        var schema = JsonNode.Parse(PolicySchema.Json)!;
        Assert.Equal(
            Keys(schema, "").Order(StringComparer.Ordinal),
            Ladders.Select(ladder => ladder.Key).Concat(Harmless).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_policy_of_a_tree_takes_from_the_demands_of_the_branch()
    {
        var policy = Gen.Int[-1, 3].Array[Ladders.Length].Select(steps => string.Concat(
            Ladders.Zip(steps).Where(pair => pair.Second >= 0 && pair.First.Key.Split('.').Length == 1)
                .Select(pair => Write(pair.First.Key, pair.First.Values[Math.Min(pair.Second, pair.First.Values.Length - 1)]))));
        var nested = Gen.Select(policy, Gen.Int[0, Ladders.Length - 1], Gen.Int[0, 3], (top, at, step) =>
            Ladders[at] is var ladder && ladder.Key.Contains('.', StringComparison.Ordinal) ? top + Write(ladder.Key, ladder.Values[Math.Min(step, ladder.Values.Length - 1)]) : top);
        Gen.Select(nested, nested).Sample((branch, tree) =>
        {
            // What is joined once more with what it came from has nothing left that is looser.
            var joined = Join(branch, tree).Policy;
            var again = PolicyInForce.Join(new PolicyReading(joined, PolicyReader.FileName, []), Reading(branch), "main", new string('c', 40));
            Assert.Empty(again.Trust.Loosened);
        });
    }

    [Fact]
    public void Where_nobody_has_a_policy_there_is_nothing_to_be_joined()
    {
        var join = new PolicyJoin(isFirst: true);
        var defaults = PolicyShape.Root.Join(new Policy(), new Policy(), "", join);

        var joined = PolicyInForce.Join(new PolicyReading(new Policy(), PolicyReader.FileName, []), trusted: null, "main", new string('c', 40));

        Assert.Empty(join.Loosened);
        Assert.Empty(joined.Trust.Loosened);
        Assert.Equal(PolicyShape.Root.Written(defaults)?.ToJsonString(), PolicyShape.Root.Written(joined.Policy)?.ToJsonString());
    }

    [Fact]
    public void Where_the_branch_has_no_policy_the_defaults_judge_and_a_change_may_say_who_will_decide()
    {
        var own = Reading("exceptions:\n  approvers: [a@b.c]\n  maximum-days: 900\n  records: { tracker: github, branch: main, folder: mine }\n");

        var joined = PolicyInForce.Join(own, trusted: null, "main", new string('c', 40));

        Assert.Equal(["exceptions.maximum-days"], joined.Trust.Loosened.Select(demand => demand.Key));
        Assert.Equal((365, TrackerKind.GitHub), (joined.Policy.Exceptions.MaximumDays, joined.Policy.Exceptions.Records.Tracker));
    }

    [Theory]
    [InlineData("manual", "automatic", false)]
    [InlineData("automatic", "manual", true)]
    [InlineData(null, "automatic", false)]
    public void Whether_requests_are_filed_the_branch_says(string? branch, string tree, bool expected)
    {
        var joined = PolicyInForce.Join(Reading(Request(tree)), branch is null ? null : Reading(Request(branch)), "main", new string('c', 40));

        Assert.Equal(expected, joined.Policy.Exceptions.Records.Automatic);
        Assert.Empty(joined.Trust.Loosened);
    }

    [Fact]
    public void A_change_may_add_advisories_and_what_it_says_otherwise_holds_once_it_is_merged()
    {
        var joined = PolicyInForce.Join(Reading("1", "OLD", "NEW"), Reading("2", "OLD"), "main", new string('c', 40));

        Assert.Empty(joined.Trust.Loosened);
        Assert.Equal([("OLD", "2"), ("NEW", "1")], Said(joined));
    }

    [Fact]
    public void An_advisory_that_a_change_leaves_out_holds_and_is_told()
    {
        var joined = PolicyInForce.Join(Reading("1", "NEW"), Reading("2", "OLD"), "main", new string('c', 40));

        Assert.Contains("'OLD' on 'a/b'", Assert.Single(joined.Trust.Loosened).What, StringComparison.Ordinal);
        Assert.Equal([("OLD", "2"), ("NEW", "1")], Said(joined));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/folder/in/it")]
    public void No_change_says_of_itself_that_what_is_known_does_not_concern_it(string below)
    {
        var known = Rules.Data.Advisories.Names.First();
        var text = $$"""{ "components": { "{{known}}{{below}}": [{ "id": "{{Rules.Data.Advisories.Of(known)[0].Id}}", "summary": "s", "ranges": [{ "fixed": "0.0.1" }] }] } }""";
        var own = PolicyReader.Read(path => new SourceFile(path, path is PolicyReader.FileName ? "pipelines: { advisories: [a.json] }" : text, Fault: null), PolicyReader.FileName);

        Assert.Empty(Said(PolicyInForce.Join(own, trusted: null, "main", new string('c', 40))));
        Assert.Single(Said(PolicyInForce.Join(own, own, "main", new string('c', 40))));
    }

    [Fact]
    public void What_a_policy_extends_is_compared_too()
    {
        var files = new Dictionary<string, string> { [".popipeline.yml"] = "extends: organisation.yml\nrequired: [PO.3.2]\n", ["organisation.yml"] = "exceptions:\n  inline: true\n" };
        var own = PolicyReader.Read(path => new SourceFile(path, files[path], Fault: null), PolicyReader.FileName);

        var demand = Assert.Single(PolicyInForce.Join(own, Reading("required: [PO.3.2]\nexceptions:\n  inline: false\n"), "main", new string('c', 40)).Trust.Loosened);

        Assert.Equal(new Place("organisation.yml", new Region(2, 3, 2, 15)), demand.Own);
    }

    private static IEnumerable<string> Keys(JsonNode schema, string prefix) =>
        schema["properties"] is JsonObject properties
            ? properties.SelectMany(property => Keys(property.Value!, prefix.Length == 0 ? property.Key : $"{prefix}.{property.Key}"))
            : [prefix];

    private static PolicyInForce Join(string branch, string tree) => PolicyInForce.Join(Reading(tree), Reading(branch), "main", new string('c', 40));

    private static Policy Read(string text) => Reading(text).Policy;

    private static PolicyReading Reading(string text) => PolicyReader.Read(path => new SourceFile(path, path is PolicyReader.FileName ? text : Advisories(path, "2"), Fault: null), PolicyReader.FileName);

    private static PolicyReading Reading(string version, params string[] advisories) => PolicyReader.Read(
        path => new SourceFile(path, path is PolicyReader.FileName ? $"pipelines:\n  advisories: [all.json]\n" : $"components:\n  a/b:\n{string.Concat(advisories.Select(id => $"  - {{ id: {id}, summary: s, ranges: [{{ fixed: '{version}' }}] }}\n"))}", Fault: null),
        PolicyReader.FileName);

    private static string Advisories(string path, string version) => $$"""{ "components": { "a/b": [{ "id": "{{path}}", "summary": "s", "ranges": [{ "fixed": "{{version}}" }] }] } }""";

    private static string? ValueOf(Policy policy, string key)
    {
        var node = PolicyShape.Root.Written(policy);
        foreach (var name in key.Split('.'))
        {
            node = node?[name];
        }

        return node?.ToJsonString(JsonSerializerOptions.Default);
    }

    private static IEnumerable<(string, string?)> Said(PolicyInForce joined) =>
        joined.Policy.Pipelines.Advisories.SelectMany(file => file.Components).SelectMany(component => component.Advisories).Select(advisory => (advisory.Id, advisory.Ranges[0].Fixed));

    private static int Indent(string key) => 2 * (key.Split('.').Length - 1);

    // A file with this one key in it.
    private static string Write(string key, string? value)
    {
        var names = key.Split('.');
        return value is null ? "" : string.Concat(names.Select((name, depth) => $"{new string(' ', 2 * depth)}{name}:{(depth == names.Length - 1 ? $" {value}" : "")}\n"));
    }

    private static string Request(string way) => $"exceptions:\n  records: {{ request: {way} }}\n";
}
