using System.Text.Json.Nodes;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Tests.Outputs;
using PoPipeline.Tool;

namespace PoPipeline.Frosting.Tests.Story;

/// <summary>
/// An exception, from the first failure to the rejection that is kept, told once for each tracker. Every line that a user types is one
/// that <c>po</c> runs here, and the ledger is verified after each of them.
/// </summary>
public sealed class StoryTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("popipeline-story-");
    private readonly StoryTime time = new(Start);
    private readonly List<string> reports = [];
    private IReadOnlyDictionary<string, string> variables = new Dictionary<string, string>(StringComparer.Ordinal);

    private string Tree => Path.Combine(folder.FullName, "tree");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("folder", false)]
    [InlineData("github", true)]
    [InlineData("gitlab", true)]
    public async Task An_exception_is_asked_for_decided_on_verified_and_kept(string tracker, bool validated)
    {
        await using var stage = tracker switch
        {
            "github" => await GitHubStage.OpenAsync(Start),
            "gitlab" => await GitLabStage.OpenAsync(Start),
            _ => (IStage)new FolderStage(),
        };
        variables = stage.Variables;
        WriteTree(stage.Policy);
        await stage.StartAsync(Tree);
        var ledger = tracker is "folder" ? Path.Combine(Tree, ".popipeline", "ledger") : Path.Combine(folder.FullName, "reports", "ledger");

        // A check fails, and says how to ask.
        var failure = Po(ExitCode.Failed, "check", Tree, "--records");
        Assert.Contains("PO3204", failure, StringComparison.Ordinal);

        // Alice asks.
        var asked = Po(ExitCode.Met, "request", "PO3204", "--root", Tree, "--reason", "the vendor signs no commits yet", "--until", "2027-01-31");
        await Next(stage, ledger);
        var (digest, issue) = Latest();
        Assert.Contains(digest, asked, StringComparison.Ordinal);

        // Somebody approves who may not: it is refused, and they are told.
        await stage.DecideAsync("mallory", issue, $"/po approve {digest} until 2027-01-31 reason: looks fine to me");
        _ = Po(ExitCode.Failed, "check", Tree, "--records");
        await Next(stage, ledger);
        Assert.Contains("is not among those who may decide", Po(ExitCode.Met, "records", "show", digest, "--root", Tree) + await stage.SaidAsync(), StringComparison.Ordinal);

        // Carol may: the check passes, and the evidence says who, why and until when.
        await stage.DecideAsync("carol", issue, $"/po approve {digest} until 2027-01-31 reason: the vendor is on the list of OPS-812");
        _ = Po(ExitCode.Met, "check", Tree, "--records");
        await Next(stage, ledger);
        var suppression = Suppression();
        Assert.Equal("external", (string?)suppression["kind"]);
        Assert.Equal("accepted", (string?)suppression["status"]);
        Assert.Equal("the vendor is on the list of OPS-812", (string?)suppression["justification"]);
        Assert.StartsWith("2027-02-01T00:00:00", (string?)suppression["properties"]?["expiryUtc"], StringComparison.Ordinal);
        Assert.Contains("carol", await File.ReadAllTextAsync(Path.Combine(folder.FullName, "reports", "summary.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        // What she wrote is changed by another: the exception is off, and the check says that something was tampered with.
        await stage.EditLastDecisionAsync("mallory");
        Assert.Contains("was edited after it counted", Po(ExitCode.Tampering, "check", Tree, "--records"), StringComparison.Ordinal);
        await Next(stage, ledger);
        _ = Po(ExitCode.Tampering, "records", "verify", Tree);

        // Alice asks anew, and Dave approves.
        _ = Po(ExitCode.Met, "request", "PO3204", "--root", Tree, "--reason", "as before; the first approval was tampered with");
        await Next(stage, ledger);
        (digest, issue) = Latest();
        await stage.DecideAsync("dave", issue, $"/po approve {digest} until 2026-12-24 reason: still on the list");
        _ = Po(ExitCode.Met, "check", Tree, "--records");
        await Next(stage, ledger);

        // The last day passes.
        await Advance(stage, TimeSpan.FromDays(40));
        _ = Po(ExitCode.Failed, "check", Tree, "--records");
        await Next(stage, ledger);
        Assert.Contains("expired", Po(ExitCode.Met, "records", "list", Tree), StringComparison.Ordinal);

        // A third request is rejected, and the rejection is kept.
        _ = Po(ExitCode.Met, "request", "PO3204", "--root", Tree, "--reason", "once more");
        await Next(stage, ledger);
        (digest, issue) = Latest();
        await stage.DecideAsync("carol", issue, $"/po reject {digest} reason: pin it now");
        _ = Po(ExitCode.Failed, "check", Tree, "--records");
        await Next(stage, ledger);
        Assert.Equal("rejected", (string?)Suppression()["status"]);
        Assert.Matches(@"rejected.*\n(.*\n)*.*expired|expired.*\n(.*\n)*.*rejected", Po(ExitCode.Met, "records", "list", Tree));

        Assert.Equal(3, await stage.IssuesAsync());
        await stage.AssertSoundAsync();
        if (validated)
        {
            // It takes half a second for each, so those that say the same of the exception are one to it.
            Assert.Empty(await SarifValidator.Judge([.. reports.Select(File.ReadAllText).DistinctBy(Said)]));
        }
    }

    private static string Said(string report) => string.Join(' ', JsonNode.Parse(report)?["runs"]?[0]?["results"]?.AsArray()
        .SelectMany(result => result?["suppressions"]?.AsArray() ?? [])
        .Select(suppression => $"{suppression?["kind"]} {suppression?["status"]} {suppression?["properties"]?["state"]}") ?? []);

    private void WriteTree(string policy)
    {
        var workflows = Directory.CreateDirectory(Path.Combine(Tree, ".github", "workflows"));
        File.WriteAllText(Path.Combine(Tree, ".popipeline.yml"), policy + "\n");
        File.WriteAllText(Path.Combine(Tree, "CODEOWNERS"), "* @acme/maintainers\n");
        File.WriteAllText(Path.Combine(workflows.FullName, "ci.yml"), """
            name: CI
            on: push
            permissions: {}
            jobs:
              build:
                runs-on: ubuntu-24.04
                timeout-minutes: 10
                steps:
                  - uses: acme/build@v1

            """);
    }

    private string Po(ExitCode expected, params string[] words)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var folderOfReports = Path.Combine(folder.FullName, "reports");
        string[] all = [.. words, "--output", folderOfReports];
        var code = Application.Run(all, new PoPipelineTerminal
        {
            Output = new TerminalWriter(output),
            Error = new TerminalWriter(output),
            Interactive = false,
            Time = time,
            Variable = name => variables.GetValueOrDefault(name),
            Cancellation = TestContext.Current.CancellationToken,
        });
        Assert.True((int)expected == code, $"'po {string.Join(' ', words)}' ended with {code}, not {(int)expected}:\n{output}");
        if (words[0] is "check")
        {
            var kept = Path.Combine(folder.FullName, $"{reports.Count}.sarif");
            File.Copy(Path.Combine(folderOfReports, "popipeline.sarif"), kept);
            reports.Add(kept);
        }

        return output.ToString();
    }

    // What was written is kept, and the ledger holds.
    private static async Task Next(IStage stage, string ledger)
    {
        await stage.KeepAsync();
        using var output = new StringWriter();
        var code = Application.Run(["ledger", "verify", ledger], new PoPipelineTerminal { Output = new TerminalWriter(output), Error = new TerminalWriter(output), Variable = _ => null });
        Assert.True(code == 0, output.ToString());
    }

    private async Task Advance(IStage stage, TimeSpan by)
    {
        time.Now += by;
        await stage.AdvanceAsync(by);
    }

    private (string Digest, string Issue) Latest()
    {
        var records = JsonNode.Parse(Po(ExitCode.Met, "records", "list", Tree, "--json"))?["decisions"]?.AsArray() ?? [];
        var latest = records.MaxBy(record => (int?)record?["round"]) ?? throw new InvalidOperationException("Nothing is on record.");
        return (((string?)latest["digest"] ?? "")[..8], (string?)latest["issue"] ?? "");
    }

    private JsonNode Suppression()
    {
        var log = JsonNode.Parse(File.ReadAllText(reports[^1]));
        var result = log?["runs"]?[0]?["results"]?.AsArray().Single(result => (string?)result?["ruleId"] == "PO3204" && (string?)result?["kind"] is null or "fail");
        return Assert.Single(result?["suppressions"]?.AsArray() ?? []) ?? throw new InvalidOperationException("The suppression is null.");
    }
}
