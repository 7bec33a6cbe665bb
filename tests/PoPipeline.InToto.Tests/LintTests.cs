using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PoPipeline.InToto.Linting;
using PoPipeline.InToto.Metadata;
using static PoPipeline.InToto.Tests.TestKey;

namespace PoPipeline.InToto.Tests;

/// <summary>What makes a layout weaker than it looks is found, and nothing else.</summary>
public sealed class LintTests
{
    private const string Closed = "DISALLOW *";

    [Fact]
    public void A_layout_without_weaknesses_has_none() => Assert.Empty(Lint(Sound()));

    public static TheoryData<string, LayoutWeakness[]> Weak => new()
    {
        { "open", [LayoutWeakness.OpenRules] },
        { "empty", [LayoutWeakness.OpenRules] },
        { "not last", [LayoutWeakness.OpenRules] },
        { "other pattern", [LayoutWeakness.OpenRules] },
        { "allow all", [LayoutWeakness.AllowsEverything] },
        { "one", [LayoutWeakness.ThresholdOfOne] },
        { "too many", [LayoutWeakness.ThresholdOutOfReach] },
        { "shared", [LayoutWeakness.SharedKey] },
        { "shared under another id", [LayoutWeakness.SharedKey] },
        { "no keys", [LayoutWeakness.StepWithoutKeys] },
        { "unknown key", [LayoutWeakness.UnknownKey] },
        { "unsupported key", [LayoutWeakness.UnsupportedKey] },
        { "certificates", [LayoutWeakness.UnsupportedKey] },
        { "repeated key", [LayoutWeakness.RepeatedKey] },
        { "unknown step", [LayoutWeakness.UnknownStep] },
        { "expired", [LayoutWeakness.Expired] },
        { "expires soon", [LayoutWeakness.ExpiresSoon] },
        { "no steps", [LayoutWeakness.NoSteps] },
        { "inspection", [LayoutWeakness.OpenRules, LayoutWeakness.OpenRules, LayoutWeakness.RunsCommand] },
    };

    [Theory]
    [InlineData("ALLOW *", true)]
    [InlineData("ALLOW **", true)]
    [InlineData("ALLOW ?*", true)]
    [InlineData("ALLOW *?", true)]
    [InlineData("ALLOW *??*", true)]
    [InlineData("ALLOW [!z-a]*", true)]
    [InlineData("ALLOW ?", false)]
    [InlineData("ALLOW [!/]*", false)]
    [InlineData("ALLOW *.py", false)]
    public void What_asks_for_no_more_than_a_length_allows_everything(string rule, bool isOpen)
    {
        var layout = Sound();
        layout["steps"]![0]!["expected_materials"] = Made.Rules($"{rule}\n{Closed}");

        Assert.Equal(isOpen ? [LayoutWeakness.AllowsEverything] : [], Lint(layout).Select(remark => remark.Weakness));
    }

    [Theory]
    [InlineData("DISALLOW **", true)]
    [InlineData("DISALLOW ?*", true)]
    [InlineData("DISALLOW ??*", false)]
    [InlineData("DISALLOW ?", false)]
    public void What_refuses_every_name_closes_the_rules(string rule, bool isClosed)
    {
        var layout = Sound();
        layout["steps"]![0]!["expected_materials"] = Made.Rules(rule);

        Assert.Equal(isClosed ? [] : [LayoutWeakness.OpenRules], Lint(layout).Select(remark => remark.Weakness));
    }

    [Theory]
    [MemberData(nameof(Weak))]
    public void A_weakness_is_found(string which, LayoutWeakness[] expected)
    {
        var layout = Sound();
        var first = layout["steps"]!.AsArray().Count > 0 ? (JsonObject)layout["steps"]![0]! : null;
        switch (which)
        {
            case "open":
                first!["expected_products"] = Made.Rules("CREATE x");
                break;
            case "empty":
                first!["expected_products"] = new JsonArray();
                break;
            case "not last":
                first!["expected_products"] = Made.Rules("DISALLOW *\nCREATE x");
                break;
            case "other pattern":
                first!["expected_products"] = Made.Rules("DISALLOW *.py");
                break;
            case "allow all":
                first!["expected_products"] = Made.Rules("ALLOW *\nDISALLOW *");
                break;
            case "one":
                first!["threshold"] = 1;
                break;
            case "too many":
                first!["threshold"] = 3;
                break;
            case "shared":
                ((JsonArray)first!["pubkeys"]!).Add(Carl.KeyId);
                break;
            case "shared under another id":
                ((JsonArray)first!["pubkeys"]!).Add("abcdef");
                layout["keys"]!["abcdef"] = Carl.Json();
                break;
            case "no keys":
                first!["pubkeys"] = new JsonArray();
                break;
            case "unknown key":
                ((JsonArray)first!["pubkeys"]!).Add("abcdef");
                break;
            case "unsupported key":
                ((JsonArray)first!["pubkeys"]!).Add("abcdef");
                layout["keys"]!["abcdef"] = new JsonObject { ["keytype"] = "sphincs", ["scheme"] = "sphincs", ["keyval"] = new JsonObject { ["public"] = "00" } };
                break;
            case "certificates":
                first!["cert_constraints"] = new JsonArray(new JsonObject());
                break;
            case "repeated key":
                ((JsonArray)first!["pubkeys"]!).Add("abcdef");
                layout["keys"]!["abcdef"] = Alice.Json();
                break;
            case "unknown step":
                first!["expected_products"] = Made.Rules("MATCH x WITH PRODUCTS FROM nowhere\nDISALLOW *");
                break;
            case "expired":
                layout["expires"] = "2026-11-29T11:59:59Z";
                break;
            case "expires soon":
                layout["expires"] = "2026-12-20T00:00:00Z";
                break;
            case "no steps":
                layout["steps"] = new JsonArray();
                break;
            default:
                layout["inspect"] = new JsonArray(Made.Inspection("look", "true"));
                break;
        }

        Assert.Equal(expected.Order(), Lint(layout).Select(remark => remark.Weakness).Order());
    }

    [Fact]
    public void A_weakness_is_said_with_its_place()
    {
        var layout = SignedMetadata.Read("""
            {"signatures": [], "signed": {
              "_type": "layout", "expires": "2026-12-01T00:00:00Z", "keys": {}, "inspect": [],
              "steps": [
                {"name": "build", "pubkeys": ["ab12"], "expected_materials": [["DISALLOW", "*"]],
                 "expected_products": [
                   ["MATCH", "x", "WITH", "PRODUCTS", "FROM", "y"], ["CREATE", "z"]]}]}}
            """u8.ToArray()).Value!.Layout!;

        Assert.Equal(
            ["ExpiresSoon 2:33", "ThresholdOfOne 4:5", "ThresholdOutOfReach 4:5", "UnknownKey 4:35", "UnknownStep 6:8", "OpenRules 6:57"],
            LayoutLint.Of(layout, Scenario.Now, TimeSpan.FromDays(30)).Select(remark => $"{remark.Weakness} {remark.Place.Line}:{remark.Place.Column}"));
    }

    private static JsonObject Sound() => Made.Layout(
        [Made.Step("first", [Alice, Bob], Closed, Closed, threshold: 2), Made.Step("second", [Carl, Dora], "MATCH * WITH PRODUCTS FROM first\nDISALLOW *", Closed, threshold: 2)],
        [Alice, Bob, Carl, Dora],
        "2028-01-01T00:00:00Z");

    private static ImmutableArray<LayoutRemark> Lint(JsonObject layout)
    {
        var remarks = LayoutLint.Of(SignedMetadata.Read(Made.Metablock(layout)).Value!.Layout!, Scenario.Now, TimeSpan.FromDays(30));
        Assert.All(remarks, remark => Assert.EndsWith(".", remark.Text, StringComparison.Ordinal));
        return remarks;
    }
}
