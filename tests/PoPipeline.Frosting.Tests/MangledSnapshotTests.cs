using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

/// <summary>A snapshot is a file that anybody may have written: whatever it says, it is judged or refused, and is no fault of PoPipeline's own.</summary>
public sealed partial class MangledSnapshotTests : IDisposable
{
    private const string Pipeline = """
        name: CI
        on: issue_comment
        permissions: {}
        jobs:
          build:
            runs-on: ubuntu-24.04
            environment: production
            steps:
              - uses: acme/build@v1
                with: { token: "${{ secrets.DEPLOY }}" }
              - run: echo "${{ github.event.comment.body }}" # po: ignore PO3205 until 2027-10-01 -- nobody comments
              - run: curl http://example.org/x | sh # zizmor: ignore[artipacked]
        """;

    private static readonly string[] Shown = ["r/popipeline.sarif", "r/summary.md"];

    private static readonly string Long = new('a', 100_000);

    private readonly TempTree tree = new();
    private readonly TempTree reports = new();

    public void Dispose()
    {
        tree.Dispose();
        reports.Dispose();
    }

    [Fact]
    public void Whatever_a_member_of_a_snapshot_says_it_is_judged_or_refused()
    {
        var text = File.ReadAllText(Collect());
        Assert.Equal((int)ExitCode.Failed, Judge(text).Code);
        var failures = new List<string>();
        var members = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Leaves(JsonNode.Parse(text)!, "$").Where(path => members.Add(Index().Replace(path, "[]"))).ToList())
        {
            foreach (var (name, value) in Values())
            {
                var (code, said) = Judge(With(text, path, value));
                if (code is < (int)ExitCode.Met or > (int)ExitCode.Incomplete || said.Contains("itself failed", StringComparison.Ordinal) || said.Contains("the rule threw", StringComparison.Ordinal))
                {
                    failures.Add($"{path} = {name}: {code} {said[..Math.Min(said.Length, 300)]}");
                }
            }
        }

        Assert.InRange(members.Count, 100, 1000);
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("0123456789012345678901234567890123456789\n")]
    public void A_commit_that_is_none_is_refused(string commit)
    {
        var (code, said) = Judge(With(File.ReadAllText(Collect()), "$.trust.commit", commit));

        Assert.Equal((int)ExitCode.Usage, code);
        Assert.Contains("damaged", said, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Name, JsonNode? Value)> Values() => [("''", ""), ("abc", "abc"), ("long", Long), ("null", null), ("a control", "\u001B[31m\u0000\u2028"), ("half a pair", "\uD800")];

    private (int Code, string Said) Judge(string snapshot)
    {
        var file = reports.Write("mangled.json", snapshot).PathOf("mangled.json");
        var (code, output, error) = Po.Run("check", "--snapshot", file, "--pedantic", "--format", "sarif,summary,gitlab-codequality,gitlab-sast,test-output,outcome", "--output", reports.PathOf("r"));
        var unseen = Shown.Select(reports.PathOf).Where(File.Exists).Select(File.ReadAllText);
        return (code, error + string.Concat(unseen.Where(text => text.Contains("the rule threw", StringComparison.Ordinal)).Select(_ => "the rule threw ")) + output);
    }

    private static string With(string text, string path, JsonNode? value)
    {
        var root = JsonNode.Parse(text)!;
        var (parent, last) = (root, "");
        foreach (Match step in Step().Matches(path))
        {
            parent = last.Length == 0 ? parent : Of(parent, last);
            last = step.Value;
        }

        if (last[0] is '[')
        {
            parent[int.Parse(last[1..^1], CultureInfo.InvariantCulture)] = value?.DeepClone();
        }
        else
        {
            parent[last[1..]] = value?.DeepClone();
        }

        return root.ToJsonString();
    }

    private static JsonNode Of(JsonNode parent, string step) => (step[0] is '[' ? parent[int.Parse(step[1..^1], CultureInfo.InvariantCulture)] : parent[step[1..]])!;

    private static IEnumerable<string> Leaves(JsonNode? node, string path) => node switch
    {
        JsonObject members => members.SelectMany(member => Leaves(member.Value, $"{path}.{member.Key}")),
        JsonArray items => items.SelectMany((item, index) => Leaves(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"))),
        JsonValue value when value.TryGetValue<string>(out _) => [path],
        _ => [],
    };

    // With all that a snapshot can hold: a branch that vouches for the policy, records, evidence.
    private string Collect()
    {
        Components.Program("git", "run `apt-get install git`");
        tree.Write(".github/workflows/ci.yml", Pipeline)
            .Write(".gitlab-ci.yml", "image: alpine\nbuild:\n  script: [make]\n  rules: [{ if: $A }]\n")
            .Write(".github/CODEOWNERS", "* @alice\n/src/ @bob @acme/team\n")
            .Write(".github/ISSUE_TEMPLATE/bug.yml", "name: Bug\ndescription: A bug\nbody:\n  - type: checkboxes\n    attributes:\n      label: Security\n      options: [{ label: threat model }]\n")
            .Write("src/main.c", "int main;\n")
            .Write(".popipeline.yml", "required: [PO.3.2]\nexceptions:\n  approvers: [carol@example.org]\nrules:\n  disable: [{ rule: PO2109, reason: none }]\n");
        tree.Git("init", "--quiet", "--initial-branch=main").Git("config", "user.email", "alice@example.org").Git("config", "remote.origin.url", "https://github.com/acme/app.git");
        Commit("alice");
        var asked = Po.Run("request", "PO3204", "--reason", "no release yet", "--root", tree.Root, "--trusted-branch", "main", "--output", reports.Root);
        Assert.True(asked.ExitCode == 0, asked.Error);
        Commit("alice");
        var digest = asked.Output.Split("po approve ")[1][..8];
        Assert.Equal(0, Po.As("carol", "approve", digest, "--until", "2026-12-20", "--reason", "fine", "--root", tree.Root, "--trusted-branch", "main", "--output", reports.Root).ExitCode);
        Commit("carol");
        Assert.Equal(0, Po.Run("review", "code-owners", tree.Root, "--trusted-branch", "main", "--output", reports.Root).ExitCode);
        Commit("alice");
        tree.Write(".popipeline.yml", "exceptions:\n  approvers: [carol@example.org, mallory@example.org]\n").Write(".github/workflows/broken.yml", "on: [\n");
        tree.Git("add", "--all");
        var (code, output, error) = Po.Run("check", tree.Root, "--trusted-branch", "main", "--pedantic", "--output", reports.PathOf("s"));
        Assert.True(code == (int)ExitCode.Failed, output + error);
        var snapshot = Assert.Single(Directory.GetFiles(reports.PathOf("s"), "*snapshot*.json"));
        Assert.All(["\"commit\"", "\"digest\"", "\"evidenceTexts\"", "\"suppressions\"", "\"inlineExceptions\"", "\"principal\"", "\"trustedValue\"", "\"problems\""], name => Assert.Contains(name, File.ReadAllText(snapshot), StringComparison.Ordinal));
        return snapshot;
    }

    private void Commit(string who) =>
        tree.Git("add", "--all").Git("-c", $"user.name={who}", "-c", $"user.email={who}@example.org", "commit", "--quiet", "--allow-empty", "--message=m").Git("update-ref", "refs/remotes/origin/main", "main");

    [GeneratedRegex(@"\[\d+\]", RegexOptions.CultureInvariant)]
    private static partial Regex Index();

    [GeneratedRegex(@"\.[^.\[]+|\[\d+\]", RegexOptions.CultureInvariant)]
    private static partial Regex Step();
}
