using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using NJsonSchema;
using PoPipeline.InToto.Attesting;
using PoPipeline.InToto.Metadata;
using PoPipeline.Outputs;
using PoPipeline.Outputs.Attesting;
using PoPipeline.Outputs.Konflux;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Tests.Outputs;

/// <summary>What a policy in the manner of Konflux reads of what we attest is there, and comes to what we mean.</summary>
public sealed class ConformaTests
{
    private const string Digest = "1234567890abcdef1234567890abcdef1234567890abcdef1234567890abcdef";

    private static readonly Task<JsonSchema> Statements = Schema("test-result");
    private static readonly Task<JsonSchema> TestOutputs = Schema("test-output");

    private static readonly string[] Names = ["every", "hostile", "recorded", "tampered", "fine", "nothing"];
    private static readonly string[] Least = ["none", "low", "critical"];

    public static TheoryData<string, string> Assessments() => new((from name in Names from least in Least select (name, least)).ToArray());

    [Theory]
    [MemberData(nameof(Assessments))]
    public async Task A_statement_has_what_is_read_of_it(string name, string failOn)
    {
        var errors = (await Statements).Validate(Encoding.UTF8.GetString(Statement(name, failOn)));

        Assert.Empty(errors);
    }

    [Theory]
    [MemberData(nameof(Assessments))]
    public void A_statement_is_denied_where_the_gate_is_not_met_and_warned_of_where_something_remains(string name, string failOn)
    {
        using var statement = JsonDocument.Parse(Statement(name, failOn));
        var predicate = statement.RootElement.GetProperty("predicate");
        var met = BuildGate.Judge(Of(name), LeastOf(failOn)).Code is ExitCode.Met;

        Assert.Equal(!met, Denies(predicate));
        Assert.Equal(predicate.GetProperty("result").GetString(), Denies(predicate) ? "FAILED" : Warns(predicate) ? "WARNED" : "PASSED");
        Assert.Equal("popipeline", predicate.GetProperty("configuration")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void What_is_sound_is_neither_denied_nor_warned_of()
    {
        using var statement = JsonDocument.Parse(Statement("fine", "low"));

        Assert.False(Denies(statement.RootElement.GetProperty("predicate")));
        Assert.False(Warns(statement.RootElement.GetProperty("predicate")));
    }

    [Fact]
    public void A_statement_is_about_the_image_that_is_named()
    {
        using var statement = JsonDocument.Parse(Statement("every", "low"));

        Assert.Contains($"sha256:{Digest}", statement.RootElement.GetProperty("subject").EnumerateArray().SelectMany(subject => subject.GetProperty("digest").EnumerateObject()).Select(digest => $"{digest.Name}:{digest.Value.GetString()}"));
    }

    [Theory]
    [MemberData(nameof(Assessments))]
    public async Task A_predicate_alone_is_that_of_the_statement(string name, string failOn)
    {
        using var statement = JsonDocument.Parse(Statement(name, failOn));
        var predicate = Encoding.UTF8.GetString(StatementWriter.WritePredicate(TestResultStatement.Of(Of(name), LeastOf(failOn))));

        Assert.Equal(statement.RootElement.GetProperty("predicate").GetRawText(), predicate);
        Assert.Empty((await Statements).Definitions["predicate"].Validate(predicate));
    }

    [Theory]
    [InlineData("every")]
    [InlineData("hostile")]
    [InlineData("recorded")]
    [InlineData("tampered")]
    [InlineData("fine")]
    [InlineData("nothing")]
    public async Task The_result_of_a_task_has_what_is_read_of_it(string name)
    {
        var written = Samples.Write("test-output", Of(name));
        using var output = JsonDocument.Parse(written);

        Assert.Empty((await TestOutputs).Validate(written));

        // Both count, the word and the number.
        var isFailed = output.RootElement.GetProperty("result").GetString() is "FAILURE" or "ERROR";
        Assert.True(isFailed || output.RootElement.GetProperty("failures").GetInt32() == 0);
    }

    [Theory]
    [MemberData(nameof(Assessments))]
    public void The_result_of_a_task_comes_to_the_same_as_the_statement(string name, string failOn)
    {
        using var statement = JsonDocument.Parse(Statement(name, failOn));
        using var stream = new MemoryStream();
        new TestOutputReport().Write(Of(name), new ReportOptions { Folder = ".", FailOn = LeastOf(failOn) }, stream);
        using var output = JsonDocument.Parse(stream.ToArray());

        Assert.Equal(
            statement.RootElement.GetProperty("predicate").GetProperty("result").GetString(),
            output.RootElement.GetProperty("result").GetString() switch { "SUCCESS" => "PASSED", "WARNING" => "WARNED", "FAILURE" or "ERROR" => "FAILED", var other => other });
    }

    [Fact]
    public void Where_nothing_was_judged_the_result_of_a_task_is_no_pass_is_not_denied_and_says_so()
    {
        var assessment = Sound(Samples.Every());
        var nothing = assessment with { Judgements = [.. assessment.Judgements.Select(judgement => judgement with { Verdict = Verdict.NotApplicable("There is nothing.") })] };
        using var output = JsonDocument.Parse(Samples.Write("test-output", nothing));

        Assert.Equal("WARNING", output.RootElement.GetProperty("result").GetString());
        Assert.Contains("No rule had anything to judge.", output.RootElement.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Equal((0, 0), (output.RootElement.GetProperty("failures").GetInt32(), output.RootElement.GetProperty("successes").GetInt32()));
        Assert.DoesNotContain("No rule had", Samples.Write("test-output", assessment), StringComparison.Ordinal);
    }

    // The rules with the word or the number, as 'no_failed_tests' and 'no_test_warnings' have it.
    private static bool Denies(JsonElement predicate) => predicate.GetProperty("result").GetString() is "FAILED" || predicate.GetProperty("failures").GetInt32() > 0;

    private static bool Warns(JsonElement predicate) => predicate.GetProperty("result").GetString() is "WARNED" || predicate.GetProperty("warnings").GetInt32() > 0;

    private static byte[] Statement(string name, string failOn) => StatementWriter.Write(
        [
            new Resource("git+https://github.com/acme/app", Uri: null, ImmutableSortedDictionary<string, string>.Empty.Add("gitCommit", new string('a', 40))),
            new Resource("registry.example/app", Uri: null, ImmutableSortedDictionary<string, string>.Empty.Add("sha256", Digest)),
        ],
        TestResultStatement.Of(Of(name), LeastOf(failOn)));

    private static Severity? LeastOf(string word) => word is "none" ? null : Enum.Parse<Severity>(word, ignoreCase: true);

    private static Assessment Of(string name) => name switch
    {
        "every" => Samples.Every(),
        "hostile" => Samples.OfOthers(),
        "recorded" => Samples.Recorded(tampered: false),
        "tampered" => Samples.Recorded(),
        "nothing" => Samples.Every() with { Judgements = [] },
        _ => Sound(Samples.Every()),
    };

    private static Assessment Sound(Assessment all) => all with { Judgements = [.. all.Judgements.Where(judgement => judgement.Passes)] };

    private static Task<JsonSchema> Schema(string name) =>
        JsonSchema.FromFileAsync(Path.Combine(TestPaths.Repository, "tests", "PoPipeline.Tests", "Outputs", "Conforma", $"{name}.schema.json"));
}
