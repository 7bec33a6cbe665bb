using System.Text.Json.Nodes;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Tests;
using PoPipeline.Tool;

namespace PoPipeline.Frosting.Tests.Story;

/// <summary>A review of owners in issues, from the verb that opens it to the check of the organisation that reads it.</summary>
public sealed class OwnersReviewStoryTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly TempTree folder = new();
    private readonly StoryTime time = new(Start);
    private IReadOnlyDictionary<string, string> variables = new Dictionary<string, string>(StringComparer.Ordinal);

    private string Tree => folder.PathOf("tree");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("github", "github", "github", 2)]
    [InlineData("gitlab", "gitlab", "diaspora", 1)]
    [InlineData("gitlab", "github", "github", 2)]
    public async Task Owners_are_kept_in_comments_and_the_organization_is_judged_by_them(string tracker, string kind, string organization, int owners)
    {
        await using var stage = tracker is "github" ? await GitHubStage.OpenAsync(Start) : (IStage)await GitLabStage.OpenAsync(Start);
        using var forge = new AnswerServer(kind);
        var target = $"{kind}:{forge.Address}/{organization}";
        variables = stage.Variables;
        folder.Write("tree/.popipeline.yml", stage.Policy);
        await stage.StartAsync(Tree);
        Assert.Equal("fail", Judge(ExitCode.Failed, target, "--records"));

        var opened = Po(ExitCode.Met, "review", "organization-owners", target, "--root", Tree);
        _ = Po(ExitCode.Met, "review", "organization-owners", target, "--root", Tree);
        Assert.Contains($"0 of {owners} row", opened, StringComparison.Ordinal);
        Assert.Contains("due on 2026-12-06", opened, StringComparison.Ordinal);
        Assert.Equal(1, await stage.IssuesAsync());

        await stage.DecideAsync("mallory", "#1", "/po keep e1");
        Assert.Equal("fail", Judge(ExitCode.Failed, target, "--records"));
        for (var row = 1; row <= owners; row++)
        {
            await stage.DecideAsync("carol", "#1", $"/po keep e{row}");
        }

        // Whoever only reads says nothing in the issue.
        Assert.Equal("pass", Judge(ExitCode.Met, target, "--records"));
        Assert.DoesNotContain("is not among those who may decide", await stage.SaidAsync(), StringComparison.Ordinal);
        Assert.Equal("open", Judge(ExitCode.Met, target));

        Assert.Contains("done on 2026-11-22", Po(ExitCode.Met, "records", "sync", Tree), StringComparison.Ordinal);
        Assert.Contains("is not among those who may decide", await stage.SaidAsync(), StringComparison.Ordinal);
        Assert.Equal("pass", Judge(ExitCode.Met, target, "--records"));

        time.Now += TimeSpan.FromDays(366);
        await stage.AdvanceAsync(TimeSpan.FromDays(366));
        Assert.Equal("fail", Judge(ExitCode.Failed, target, "--records"));
        _ = Po(ExitCode.Met, "review", "organization-owners", target, "--root", Tree);
        Assert.Equal(2, await stage.IssuesAsync());
        await stage.AssertSoundAsync();
    }

    // What the rule says, in the words of SARIF.
    private string Judge(ExitCode expected, string target, params string[] more)
    {
        _ = Po(expected, ["org", target, "--root", Tree, "--rule", "PO4205", "--fail-on", "low", .. more]);
        var results = JsonNode.Parse(File.ReadAllText(folder.PathOf("reports/popipeline.sarif")))!["runs"]![0]!["results"]!.AsArray();
        return Assert.Single(results.Select(result => result!["kind"]?.ToString() ?? "fail").Distinct());
    }

    private string Po(ExitCode expected, params string[] words)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var code = Application.Run([.. words, "--output", folder.PathOf("reports")], new PoPipelineTerminal
        {
            Output = new TerminalWriter(output),
            Error = new TerminalWriter(output),
            Interactive = false,
            Time = time,
            Variable = name => variables.GetValueOrDefault(name),
            Cancellation = TestContext.Current.CancellationToken,
        });
        Assert.True((int)expected == code, $"'po {string.Join(' ', words)}' ended with {code}, not {(int)expected}:\n{output}");
        return output.ToString();
    }
}
