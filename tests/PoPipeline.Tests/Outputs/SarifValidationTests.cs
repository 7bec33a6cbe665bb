using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Tests.Decisions.Records;

namespace PoPipeline.Tests.Outputs;

/// <summary>The validator of SARIF's own authors judges the logs of whatever can be said.</summary>
public sealed class SarifValidationTests
{
    private static readonly ImmutableArray<(string Name, Func<IEnumerable<Assessment>> Make)> Said =
    [
        ("every verdict", () => [Samples.Every()]),
        ("text of others", () => [Samples.OfOthers()]),
        ("every decision", () => [Samples.Recorded()]),
        ("decisions in the words of others", () => [Samples.Recorded(Samples.Hostile)]),
        ("a part without a policy", () => [Bare(Samples.Every())]),
        ("every rule on a tree", () => [TreeReportTests.Assessment]),
        ("each step of a request", () => StoryOutputTests.Steps.Value),
    ];

    // One run of the validator for all of them, which takes seconds to start.
    private static readonly Lazy<Task<ILookup<string?, string>>> Judgement = new(Judge);

    public static TheoryData<string> Names => [.. Said.Select(said => said.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_multitool_finds_nothing_wrong_with(string name)
    {
        var found = await Judgement.Value;

        Assert.Empty(found[name]);
        Assert.Empty(found[null]);
    }

    private static async Task<ILookup<string?, string>> Judge()
    {
        (string Name, string Log)[] logs =
        [
            .. from said in Said from assessment in said.Make() from kind in Samples.Logs select (said.Name, Samples.Write(kind, assessment)),
        ];
        var found = await SarifValidator.Judge([.. logs.Select(log => log.Log)]);
        return found.ToLookup(result => result.Report is { } index ? logs[index].Name : null, result => result.Said, StringComparer.Ordinal);
    }

    private static Assessment Bare(Assessment every) =>
        every with { Snapshot = every.Snapshot with { Policy = new Policy(), Trust = new PolicyTrust { Source = PolicySource.Tree }, Part = new JudgedPart(".github") } };
}
