using PoPipeline.Outputs;

namespace PoPipeline.Tests.Outputs;

public sealed class SarifValidationTests
{
    [Theory]
    [InlineData(ReportKind.Sarif)]
    [InlineData(ReportKind.GitHubSarif)]
    public async Task The_multitool_finds_nothing_wrong(ReportKind kind) =>
        Assert.Empty(await SarifValidator.Judge(Samples.Write(kind, Samples.Every())));

    [Theory]
    [InlineData(ReportKind.Sarif)]
    [InlineData(ReportKind.GitHubSarif)]
    public async Task The_multitool_finds_nothing_wrong_whatever_others_wrote(ReportKind kind) =>
        Assert.Empty(await SarifValidator.Judge(Samples.Write(kind, Samples.OfOthers())));
}
