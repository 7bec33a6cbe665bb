using System.Collections.Immutable;
using PoPipeline.InToto.Metadata;
using PoPipeline.InToto.Verifying;

namespace PoPipeline.InToto.Tests;

/// <summary>Rules take artifacts out of a queue, and fail where too much or too little is left.</summary>
public sealed class RuleCheckTests
{
    private static readonly ImmutableDictionary<string, Link> Others = ImmutableDictionary<string, Link>.Empty.Add(
        "other",
        new Link("other", [], Artifacts("foo=1 foobar=2 sub/foo=1 sub/foobar=2"), Artifacts("bar=3 barfoo=4 sub/bar=3 sub/barfoo=4"), ReturnValue: 0));

    [Theory]
    [InlineData("DELETE foo", "foo", "foo=1", "", "foo")]
    [InlineData("DELETE *", "foo bar", "foo=1 bar=1", "", "foo bar")]
    [InlineData("DELETE foo", "foo", "", "foo=1", "")]
    [InlineData("DELETE foo", "foo", "", "", "")]
    [InlineData("DELETE foo", "", "foo=1", "", "")]
    [InlineData("DELETE bar", "foo", "foo=1", "", "")]
    [InlineData("CREATE foo", "foo", "", "foo=1", "foo")]
    [InlineData("CREATE *", "foo bar", "", "foo=1 bar=1", "foo bar")]
    [InlineData("CREATE foo", "foo", "foo=1", "", "")]
    [InlineData("CREATE foo", "foo", "", "", "")]
    [InlineData("CREATE foo", "", "", "foo=1", "")]
    [InlineData("CREATE bar", "foo", "", "foo=1", "")]
    [InlineData("MODIFY foo", "foo", "foo=1", "foo=2", "foo")]
    [InlineData("MODIFY *", "foo bar", "foo=1 bar=1", "foo=2 bar=2", "foo bar")]
    [InlineData("MODIFY foo", "foo", "foo=1", "foo=1", "")]
    [InlineData("MODIFY foo", "foo", "", "", "")]
    [InlineData("MODIFY foo", "", "foo=1", "foo=2", "")]
    [InlineData("MODIFY bar", "foo", "foo=1", "foo=2", "")]
    [InlineData("ALLOW foo", "foo", "", "", "foo")]
    [InlineData("ALLOW *", "foo bar", "", "", "foo bar")]
    [InlineData("ALLOW foo*", "foo foobar bar", "", "", "foo foobar")]
    [InlineData("ALLOW bar", "foo", "", "", "")]
    [InlineData("ALLOW foo", "", "", "", "")]
    public void A_rule_takes_what_it_is_about(string rule, string queue, string materials, string products, string taken)
    {
        var link = new Link("step", [], Artifacts(materials), Artifacts(products), ReturnValue: 0);

        Assert.Equal(Names(taken), new RuleCheck(Others, new WorkBudget()).Taken(RuleTests.Read(rule), Names(queue), link, link.Materials).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("MATCH foo WITH MATERIALS FROM other", true, "foo")]
    [InlineData("MATCH bar WITH PRODUCTS FROM other", false, "bar")]
    [InlineData("MATCH foo IN sub WITH MATERIALS FROM other", true, "sub/foo")]
    [InlineData("MATCH foo IN sub/ WITH MATERIALS FROM other", true, "sub/foo")]
    [InlineData("MATCH bar IN sub WITH PRODUCTS FROM other", false, "sub/bar")]
    [InlineData("MATCH foo WITH MATERIALS IN sub FROM other", true, "foo")]
    [InlineData("MATCH bar WITH PRODUCTS IN sub FROM other", false, "bar")]
    [InlineData("MATCH bar WITH PRODUCTS IN sub/ FROM other", false, "bar")]
    [InlineData("MATCH foo* WITH MATERIALS FROM other", true, "foo foobar")]
    [InlineData("MATCH foo* IN sub WITH MATERIALS FROM other", true, "sub/foo sub/foobar")]
    [InlineData("MATCH bar* WITH PRODUCTS FROM other", false, "bar barfoo")]
    [InlineData("MATCH bar* WITH PRODUCTS IN sub FROM other", false, "bar barfoo")]
    [InlineData("MATCH foo WITH PRODUCTS FROM other", true, "")]
    [InlineData("MATCH foo WITH MATERIALS FROM missing", true, "")]
    [InlineData("MATCH * WITH MATERIALS FROM other", true, "foo foobar sub/foo sub/foobar")]
    [InlineData("MATCH * IN sub WITH MATERIALS FROM other", true, "sub/foo sub/foobar")]
    [InlineData("MATCH * IN elsewhere WITH MATERIALS FROM other", true, "")]
    public void A_match_takes_what_the_other_step_has(string rule, bool ofMaterials, string taken)
    {
        var link = Others["other"];
        var artifacts = ofMaterials ? link.Materials : link.Products;

        Assert.Equal(Names(taken), new RuleCheck(Others, new WorkBudget()).Taken(RuleTests.Read(rule), [.. artifacts.Keys], link, artifacts).Order(StringComparer.Ordinal));
        Assert.Empty(new RuleCheck(Others, new WorkBudget()).Taken(RuleTests.Read(rule), [], link, artifacts));
        Assert.Empty(new RuleCheck(Others, new WorkBudget()).Taken(RuleTests.Read(rule), [.. artifacts.Keys], link, artifacts.ToImmutableDictionary(artifact => artifact.Key, _ => "sha256:deadbeef")));
    }

    [Theory]
    [InlineData("DISALLOW foo", "foo", true)]
    [InlineData("DISALLOW *", "foo bar", true)]
    [InlineData("DISALLOW foo", "bar", false)]
    [InlineData("DISALLOW *", "", false)]
    [InlineData("REQUIRE foo", "foo", false)]
    [InlineData("REQUIRE foo", "bar", true)]
    [InlineData("REQUIRE *", "*", false)]
    [InlineData("REQUIRE *", "foo", true)]
    [InlineData("ALLOW bar", "foo", false)]
    public void Only_what_is_refused_or_required_fails(string rule, string queue, bool fails)
    {
        var link = new Link("step", [], Names(queue).ToImmutableDictionary(name => name, _ => "sha256:00", StringComparer.Ordinal), ImmutableDictionary<string, string>.Empty, ReturnValue: 0);

        Assert.Equal(fails, new RuleCheck(Others, new WorkBudget()).Fails(link, [new PlacedRule(new Place(1, 1), RuleTests.Read(rule))], areProducts: false) is not null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rules_of_all_kinds_leave_nothing_to_refuse(bool areProducts)
    {
        var link = new Link("item", [], Artifacts("foo=1 foobar=1 bar=1 foobarbaz=1"), Artifacts("baz=1 foo=1 bar=2 foobarbaz=1"), ReturnValue: 0);
        var rules = "DELETE foobar;REQUIRE foobarbaz;CREATE baz;MODIFY bar;MATCH foo WITH MATERIALS FROM item;ALLOW foobarbaz;DISALLOW *"
            .Split(';').Select(rule => new PlacedRule(new Place(1, 1), RuleTests.Read(rule))).ToImmutableArray();
        var check = new RuleCheck(ImmutableDictionary<string, Link>.Empty.Add("item", link), new WorkBudget());

        Assert.Null(check.Fails(link, rules, areProducts));
        Assert.Null(check.Fails(link, [], areProducts));
        Assert.NotNull(check.Fails(link, [rules[^1]], areProducts));
        Assert.All(rules.Take(6).Where(rule => rule.Rule.Kind is not ArtifactRuleKind.Require), left =>
        {
            var fails = check.Fails(link, rules.Remove(left), areProducts);
            Assert.Equal(left.Rule.Kind is not (ArtifactRuleKind.Create or ArtifactRuleKind.Delete) || (left.Rule.Kind is ArtifactRuleKind.Create) == areProducts, fails is not null);
        });
    }

    [Fact]
    public void Rules_that_take_too_much_work_are_given_up()
    {
        var many = Enumerable.Range(0, 100).ToImmutableDictionary(number => $"{new string('a', 400)}{number}", _ => "sha256:00");
        var link = new Link("step", [], many, ImmutableDictionary<string, string>.Empty, ReturnValue: 0);
        var rules = Enumerable.Repeat(new PlacedRule(new Place(1, 1), RuleTests.Read($"DISALLOW {string.Concat(Enumerable.Repeat("*a", 150))}*b")), 100).ToImmutableArray();

        Assert.Throws<WorkExhaustedException>(() => new RuleCheck(Others, new WorkBudget(comparisons: 1_000_000)).Fails(link, rules, areProducts: false));
        Assert.Null(new RuleCheck(Others, new WorkBudget(comparisons: 1_000_000)).Fails(link, [rules[0]], areProducts: false));
    }

    private static string[] Names(string names) => [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    private static ImmutableDictionary<string, string> Artifacts(string artifacts) => artifacts.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(artifact => artifact.Split('='))
        .ToImmutableDictionary(pair => pair[0], pair => $"sha256:0{pair[1]}", StringComparer.Ordinal);
}
