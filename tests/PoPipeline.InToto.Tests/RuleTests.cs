using System.Collections.Immutable;
using PoPipeline.InToto.Metadata;

namespace PoPipeline.InToto.Tests;

/// <summary>Rules are read as the specification and the reference implementation have them.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("CREATE foo", ArtifactRuleKind.Create)]
    [InlineData("DELETE foo", ArtifactRuleKind.Delete)]
    [InlineData("MODIFY foo", ArtifactRuleKind.Modify)]
    [InlineData("ALLOW foo", ArtifactRuleKind.Allow)]
    [InlineData("DISALLOW foo", ArtifactRuleKind.Disallow)]
    [InlineData("REQUIRE foo", ArtifactRuleKind.Require)]
    [InlineData("require foo", ArtifactRuleKind.Require)]
    [InlineData("Disallow foo", ArtifactRuleKind.Disallow)]
    public void A_rule_has_a_kind_and_a_pattern(string text, ArtifactRuleKind kind)
    {
        var rule = Read(text);

        Assert.Equal((kind, "foo", text), (rule.Kind, rule.Pattern, rule.ToString()));
    }

    [Theory]
    [InlineData("MATCH foo IN source WITH PRODUCTS IN dest FROM step", "source", true, "dest")]
    [InlineData("MATCH foo IN source WITH MATERIALS FROM step", "source", false, "")]
    [InlineData("MATCH foo WITH PRODUCTS IN dest FROM step", "", true, "dest")]
    [InlineData("MATCH foo WITH PRODUCTS FROM step", "", true, "")]
    [InlineData("match foo in source with materials in dest from step", "source", false, "dest")]
    public void A_match_has_folders_and_a_step(string text, string source, bool withProducts, string destination)
    {
        var rule = Read(text);

        Assert.Equal((ArtifactRuleKind.Match, "foo", source, withProducts, destination, "step"), (rule.Kind, rule.Pattern, rule.SourcePrefix, rule.WithProducts, rule.DestinationPrefix, rule.Step));
    }

    [Theory]
    [InlineData("")]
    [InlineData("CREATE")]
    [InlineData("SUBVERT foo")]
    [InlineData("0 foo")]
    [InlineData("CREATE foo more")]
    [InlineData("MATCH foo")]
    [InlineData("MATCH foo WITH PRODUCTS FROM")]
    [InlineData("MATCH foo WITH PRODUCTS FROM step more")]
    [InlineData("MATCH foo IN source WITH PRODUCTS IN dest FROM step more")]
    [InlineData("MATCH foo IN source WITH PONIES IN dest FROM step")]
    [InlineData("MATCH foo WITH PONIES FROM step")]
    [InlineData("MATCH foo FROM step WITH PRODUCTS")]
    public void What_is_no_rule_is_refused(string text) => Assert.NotNull(ArtifactRule.Parse([.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).Fault);

    internal static ArtifactRule Read(string text) => ArtifactRule.Parse([.. text.Split(' ')]).IsValue(out var rule, out var fault) ? rule : throw new InvalidOperationException(fault);
}
