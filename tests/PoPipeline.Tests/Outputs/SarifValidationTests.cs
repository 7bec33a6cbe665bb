using PoPipeline.Outputs;

namespace PoPipeline.Tests.Outputs;

public sealed class SarifValidationTests
{
    public static TheoryData<ReportKind, string> Files => new(
        from kind in new[] { ReportKind.Sarif, ReportKind.GitHubSarif, ReportKind.DefectDojo }
        from sample in Assessments.Keys
        select (kind, sample));

    private static Dictionary<string, Func<Assessment>> Assessments { get; } = new(StringComparer.Ordinal)
    {
        ["every verdict"] = Samples.Every,
        ["text of others"] = () => Samples.OfOthers(),
        ["every decision"] = () => Samples.Recorded(),
        ["decisions in the words of others"] = () => Samples.Recorded(Samples.Hostile),
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_multitool_finds_nothing_wrong(ReportKind kind, string sample) =>
        Assert.Empty(await SarifValidator.Judge(Samples.Write(kind, Assessments[sample]())));
}
