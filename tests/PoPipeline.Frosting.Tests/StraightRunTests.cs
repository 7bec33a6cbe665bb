using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using PoPipeline.Decisions.Commands;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Tests;
using PoPipeline.Tool;

namespace PoPipeline.Frosting.Tests;

/// <summary>A verb that runs by itself does what the task does that a build would run.</summary>
public sealed partial class StraightRunTests : IDisposable
{
    private const string Tree = "tree";

    // What each verb is given, behind its name; DIGEST is that of the request on record.
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["check"] = "tree --show-all",
        ["fix"] = "tree --apply",
        ["collect"] = "tree",
        ["org"] = "github:http://127.0.0.1:9/acme --root tree --wait 0",
        ["doctor"] = "gitlab:http://127.0.0.1:9/acme/app --wait 0",
        ["diff"] = "kept.json kept.json",
        ["merge"] = "kept.json",
        ["init"] = "tree --owner @acme/team",
        ["request"] = "PO3205 --root tree --until 2027-01-31 --reason later",
        ["records list"] = "tree",
        ["records show"] = "DIGEST --root tree",
        ["records sync"] = "tree",
        ["records verify"] = "tree",
        ["approve"] = "DIGEST --root tree --until 2027-01-31 --reason fine",
        ["reject"] = "DIGEST --root tree --reason no",
        ["revoke"] = "DIGEST --root tree --reason no",
        ["withdraw"] = "DIGEST --root tree",
        ["review code-owners"] = "tree",
        ["review organization-owners"] = "github:http://127.0.0.1:9/acme --root tree --wait 0",
        ["review keep"] = "e1 --root tree",
        ["review remove"] = "e1 --root tree",
        ["rules"] = "--matrix",
        ["explain"] = "3204",
        ["schema"] = "",
        ["toolchain"] = "tree",
        ["reproducible"] = "tree",
        ["owners"] = "src/a.cs no/such --root tree",
        ["attest"] = "tree",
        ["verify in-toto"] = "--layout tree/root.layout --key tree/key.pub",
        ["verify attestation"] = "tree/a.jsonl --key tree/key.pub",
        ["ledger verify"] = "tree/.popipeline/ledger",
        ["ledger sign"] = "tree/.popipeline/ledger",
        ["audit collect"] = "github:http://127.0.0.1:9/acme --store tree/audit --wait 0",
        ["audit import"] = "tree/log.json --source github:acme --store tree/audit",
        ["audit verify"] = "--store tree/none",
        ["audit list"] = "--store tree/none",
        ["audit export"] = "--store tree/none",
        ["audit status"] = "--store tree/none",
        ["audit alerts"] = "--store tree/none",
        ["audit anchor"] = "https://example.org/ --store tree/none",
        ["audit prune"] = "--store tree/none",
        ["audit sign"] = "--store tree/none",
    };

    private readonly TempTree folder = new();

    public static TheoryData<string> Verbs() => [.. Usage.Verbs.Select(verb => verb.Name)];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_verb_ends_says_and_writes_the_same_whether_a_build_runs_it_or_not(string verb)
    {
        Assert.Contains(verb, Words);
        Make();
        var words = WordsOf(verb);
        folder.Run("cp", "-a", Tree, "as-it-was");

        var straight = Run(Who(verb), words);
        Restore();
        var hosted = Run(Who(verb), [.. words, "--verbosity", "diagnostic"]);

        Assert.Equal(hosted.ExitCode, straight.ExitCode);
        Assert.Equal(hosted.Output, straight.Output);
        Assert.Equal(hosted.Files, straight.Files);

        // At length, a reason has the name of its exception before it.
        Assert.All(straight.Error.Split("po: ", StringSplitOptions.RemoveEmptyEntries), said => Assert.Contains(said.TrimEnd('\n'), hosted.Error, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_verb_whose_answer_cannot_be_written_ends_the_same_and_not_like_a_gate_that_failed(string verb)
    {
        Make();
        var words = WordsOf(verb);
        folder.Run("cp", "-a", Tree, "as-it-was");

        var straight = Po.Refused(Who(verb), words);
        Restore();
        var hosted = Po.Refused(Who(verb), [.. words, "--verbosity", "diagnostic"]);

        Assert.Equal(hosted.ExitCode, straight.ExitCode);
        if (straight.Error.Contains(RefusingWriter.Reason, StringComparison.Ordinal))
        {
            Assert.Equal((int)ExitCode.Usage, straight.ExitCode);
        }
    }

    [Fact]
    public async Task Whatever_breaks_a_step_of_a_run_it_ends_as_a_run_ends()
    {
        Make();
        var steps = typeof(PoPipelineRun).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Where(method => !method.IsSpecialName).ToList();
        Assert.True(steps.Count > 20);

        var settings = new PoPipelineSettings { Path = folder.PathOf(Tree), Output = folder.PathOf("out"), Id = "PO3204", OwnedPaths = ["src/a.cs"], Digest = "12345678" };
        foreach (var step in steps)
        {
            var run = new PoPipelineRun(settings, new PoPipelineTerminal { Output = new TerminalWriter(new RefusingWriter()), Error = new TerminalWriter(TextWriter.Null) }, NullLogger.Instance);
            var ended = await Record.ExceptionAsync(async () => await (step.Invoke(run, BindingFlags.DoNotWrapExceptions, binder: null, [.. step.GetParameters().Select(ArgumentOf)], culture: null) as Task ?? Task.CompletedTask));

            Assert.True(ended is null or RunException { Code: not ExitCode.Failed }, $"{step.Name}: {ended}");
        }

        static object ArgumentOf(ParameterInfo parameter) => parameter.ParameterType == typeof(string) ? "PO.3.2" : CommandVerb.Approve;
    }

    [Fact]
    public void Only_what_is_told_at_length_tells_of_tasks()
    {
        Make();

        Assert.DoesNotContain("PoPipeline-Gate", Po.Run("check", folder.PathOf(Tree), "--output", folder.PathOf("out"), "--verbosity", "verbose").Error, StringComparison.Ordinal);
        Assert.Contains("PoPipeline-Gate", Po.Run("check", folder.PathOf(Tree), "--output", folder.PathOf("out"), "--verbosity", "diagnostic").Error, StringComparison.Ordinal);
    }

    private void Make()
    {
        folder.Write("tree/.github/workflows/ci.yml", "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: somebody/something@main\n      - run: echo ${{ github.event.issue.title }}\n")
            .Write("tree/CODEOWNERS", "* @acme/team\n/src/ @acme/security\n").Write("tree/src/a.cs")
            .Write("tree/log.json", """[{"@timestamp":1795000000000,"_document_id":"a","action":"repo.create","actor":"alice","created_at":1795000000000,"org":"acme"}]""")
            .Write("tree/.popipeline.yml", "exceptions:\n  approvers: [carol@example.org]\n");
        folder.Git("init", Tree).Git("-C", Tree, "add", ".").Git("-C", Tree, "commit", "-m", "start");
        Assert.Equal(0, Po.As("alice", "request", "PO3204", "--root", folder.PathOf(Tree), "--until", "2027-01-31", "--reason", "soon").ExitCode);
        Assert.Equal(0, Po.As("alice", "review", "code-owners", folder.PathOf(Tree)).ExitCode);
        folder.Git("-C", Tree, "add", ".").Git("-C", Tree, "commit", "-m", "ask");
    }

    private string[] WordsOf(string verb)
    {
        var digest = Po.As("carol", "records", "list", folder.PathOf(Tree)).Output.Split('\n')[1].Split(' ')[0];
        return
        [
            .. verb.Split(' '),
            .. Words[verb].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word == Tree || word.StartsWith($"{Tree}/", StringComparison.Ordinal) ? folder.PathOf(word) : word is "DIGEST" ? digest : word),
            .. Usage.Verbs.Single(known => known.Name == verb).Options.Any(option => option.Name is "output") ? ["--output", folder.PathOf("out")] : Array.Empty<string>(),
        ];
    }

    private static string Who(string verb) => verb is "withdraw" ? "alice" : "carol";

    private void Restore()
    {
        folder.Run("rm", "-r", Tree);
        folder.Run("rm", "-rf", "out");
        folder.Run("cp", "-a", "as-it-was", Tree);
    }

    private (int ExitCode, string Output, string Error, string[] Files) Run(string who, string[] words)
    {
        var (exitCode, output, error) = Po.As(who, words);
        var files = new[] { Tree, "out" }.Select(folder.PathOf).Where(Directory.Exists)
            .SelectMany(path => Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
            .Select(file => (Path: Path.GetRelativePath(folder.Root, file), File: file))
            .Where(file => !file.Path.StartsWith(Path.Combine(Tree, ".git") + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .Select(file => Unnamed($"{file.Path}\n{File.ReadAllText(file.File)}"))
            .Order(StringComparer.Ordinal);
        return (exitCode, Unnamed(output), error, [.. files]);
    }

    // The name of a decision's file ends in random digits.
    private static string Unnamed(string text) => DecisionName().Replace(text, "-${verb}.md");

    [GeneratedRegex(@"-(?<verb>approve|reject|keep|remove|withdraw)-[0-9a-f]{8}\.md", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex DecisionName();
}
