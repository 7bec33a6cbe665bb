using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis.Sarif;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Tests.Outputs;

/// <summary>The library of SARIF's own authors reads every log of ours, and writes the same again: nothing in it is unknown to it, or meant otherwise.</summary>
public sealed class SarifSdkTests
{
    private static readonly JsonSerializerSettings Settings = new() { ContractResolver = new WithEveryLevel(), DateParseHandling = DateParseHandling.None };

    // What concerns a case alone; what a rule says of many in the same words, that it has nothing to look at before all, is written once. No run has no rule at
    // all, whose empty list the library leaves out.
    private static readonly Lazy<ImmutableArray<Assessment>> Cases = new(() =>
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        return [.. CaseTree.Names.Select(name => Assess(name, said)).Where(assessment => !assessment.Judgements.IsEmpty)];
    });

    public static TheoryData<string> Kinds => [.. Samples.Logs];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_reads_what_was_made_of_values(string kind) => Assert.All(
        (ImmutableArray<Assessment>)[Samples.Every(), Samples.OfOthers(), Samples.OfOthers(""), Samples.Recorded(), Samples.Recorded(Samples.Hostile), Part(), SwitchedOff()],
        assessment => AssertSame(Samples.Write(kind, assessment)));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_reads_every_case(string kind) => Assert.All(InTurn(kind), assessment => AssertSame(Samples.Write(kind, assessment)));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_reads_a_large_assessment(string kind) => AssertSame(Samples.Write(kind, Samples.Many(6000)));

    [Fact]
    public void It_reads_what_was_approved()
    {
        var files = Directory.GetFiles(Path.Combine(TestPaths.Repository, "tests"), "*.sarif", SearchOption.AllDirectories).Where(file => Path.GetFileName(Path.GetDirectoryName(file)) is "Approved").ToList();

        Assert.True(files.Count >= 4 * Samples.Logs.Length);
        Assert.All(files, file => AssertSame(File.ReadAllText(file)));
    }

    [Fact]
    public void What_it_does_not_know_or_takes_otherwise_is_noticed()
    {
        var written = Samples.Write("sarif", Samples.Every());

        Assert.ThrowsAny<Exception>(() => AssertSame(written.Replace("\"partialFingerprints\"", "\"partialFingerprint\"", StringComparison.Ordinal)));
        Assert.ThrowsAny<Exception>(() => AssertSame(written.Replace("\"inSource\"", "\"insource\"", StringComparison.Ordinal)));
        Assert.ThrowsAny<Exception>(() => AssertSame(written.Replace("\"ruleIndex\": 0", "\"ruleIndex\": -1", StringComparison.Ordinal)));
    }

    // One kind of log for each case, in turn: a rule has several cases, so that all kinds hold what it says.
    private static IEnumerable<Assessment> InTurn(string kind) => Cases.Value.Where((_, index) => Samples.Logs[index % Samples.Logs.Length] == kind);

    private static Assessment Assess(string name, HashSet<string> said)
    {
        var assessment = Assessor.Assess(CaseTree.Collect(name), RuleSet.All);
        return assessment with { Judgements = [.. assessment.Judgements.Where(judgement => judgement.Verdict.Kind is not VerdictKind.NotApplicable && (!judgement.Findings.IsEmpty || said.Add(Words(judgement))))] };
    }

    private static string Words(Judgement judgement) =>
        $"{judgement.Rule.Id} {judgement.Verdict.Kind} {judgement.Verdict.Reason} {string.Join(' ', judgement.Verdict.Gaps)}";

    private static void AssertSame(string written)
    {
        var read = JsonConvert.DeserializeObject<SarifLog>(written, Settings);
        var again = JsonConvert.SerializeObject(read, Formatting.Indented, Settings);

        if (!JToken.DeepEquals(Tree(written), Tree(again)))
        {
            Assert.Equal(Tree(written).ToString(), Tree(again).ToString());
            Assert.Fail("They differ by what their text does not show.");
        }
    }

    private static JToken Tree(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
        return JToken.ReadFrom(reader, new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error });
    }

    private static Assessment Part()
    {
        var every = Samples.Every();
        return every with { Snapshot = every.Snapshot with { Part = new JudgedPart("src/[a]") } };
    }

    private static Assessment SwitchedOff()
    {
        var every = Samples.Every();
        var policy = every.Snapshot.Policy with { Disabled = [new DisabledRule("PO3204", "They are [ours].", Place.StartOf(".popipeline.yml"))] };
        return every with { Snapshot = every.Snapshot with { Policy = policy, Repository = every.Snapshot.Repository with { Url = "/srv/app", Gaps = ["'a' is closed"] } } };
    }

    // Every level is written, which the library leaves out where it is the standard's default: ours are for readers that take that of the rule instead.
    private sealed class WithEveryLevel : DefaultContractResolver
    {
        protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
        {
            var property = base.CreateProperty(member, memberSerialization);
            if (property.PropertyType == typeof(FailureLevel))
            {
                property.DefaultValueHandling = DefaultValueHandling.Include;
                property.ShouldSerialize = static _ => true;
            }
            else if (property.PropertyType == typeof(ReportingConfiguration))
            {
                property.ShouldSerialize = target => property.ValueProvider?.GetValue(target) is not null;
            }

            return property;
        }
    }
}
