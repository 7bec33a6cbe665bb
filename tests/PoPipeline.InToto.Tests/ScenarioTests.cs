using PoPipeline.InToto.Verifying;

namespace PoPipeline.InToto.Tests;

/// <summary>Supply chains are verified, and what fails is said.</summary>
public sealed class ScenarioTests
{
    public static TheoryData<string> Names => [.. Scenarios.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_chain_comes_to_what_it_should(string name)
    {
        var scenario = Scenarios.All.Single(scenario => scenario.Name == name);

        var result = scenario.Verify();

        Assert.True(scenario.State == result.State, $"{result.State}: {result.Failure}");
        Assert.Equal(scenario.Kind, result.Failure?.Kind);
        Assert.Equal(scenario.State is VerificationState.Verified or VerificationState.VerifiedWithoutInspections, result.Summary is not null);
        if (scenario.Rule is { } rule)
        {
            Assert.Equal(rule, result.Failure?.Rule);
            Assert.NotNull(result.Failure?.Place);
        }
    }

    [Fact]
    public void No_two_scenarios_have_one_name() => Assert.Equal(Scenarios.All.Length, Scenarios.All.Select(scenario => scenario.Name).Distinct(StringComparer.Ordinal).Count());
}
