using System.Collections.Immutable;

namespace PoPipeline.Tests.Outputs;

public sealed class SarifValidationTests
{
    // Every verdict, text of others, every decision, and decisions in the words of others.
    private static ImmutableArray<Func<Assessment>> Assessments { get; } = [Samples.Every, () => Samples.OfOthers(), () => Samples.Recorded(), () => Samples.Recorded(Samples.Hostile)];

    [Theory]
    [InlineData("sarif")]
    [InlineData("github-sarif")]
    [InlineData("defectdojo")]
    public async Task The_multitool_finds_nothing_wrong(string kind) =>
        Assert.Empty(await SarifValidator.Judge([.. Assessments.Select(assessment => Samples.Write(kind, assessment()))]));
}
