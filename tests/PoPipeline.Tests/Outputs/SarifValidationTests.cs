using System.Collections.Immutable;

namespace PoPipeline.Tests.Outputs;

public sealed class SarifValidationTests
{
    // Every verdict, text of others, every decision, and decisions in the words of others.
    private static ImmutableArray<Func<Assessment>> Assessments { get; } = [Samples.Every, () => Samples.OfOthers(), () => Samples.Recorded(), () => Samples.Recorded(Samples.Hostile)];

    private static readonly string[] Kinds = ["sarif", "github-sarif", "defectdojo"];

    // One run of the validator for all of them.
    private static readonly Lazy<Task<IReadOnlyList<(int? Report, string Said)>>> Judgement = new(
        () => SarifValidator.JudgeEach([.. Kinds.SelectMany(kind => Assessments.Select(assessment => Samples.Write(kind, assessment())))]));

    public static TheoryData<string> AllKinds => [.. Kinds];

    [Theory]
    [MemberData(nameof(AllKinds))]
    public async Task The_multitool_finds_nothing_wrong(string kind) =>
        Assert.Empty((await Judgement.Value).Where(result => result.Report is null || Kinds[result.Report.Value / Assessments.Length] == kind).Select(result => result.Said));
}
