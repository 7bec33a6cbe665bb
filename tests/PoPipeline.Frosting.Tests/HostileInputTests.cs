using System.Text;
using CsCheck;
using PoPipeline.Tests.Outputs;

namespace PoPipeline.Frosting.Tests;

/// <summary>Whatever others write that a verb reads: nothing of it is a command of a runner, or moves what a person sees, on either stream.</summary>
public sealed class HostileInputTests
{
    // A key that GitHub's runner would carry out, if a line began with it.
    private const string Command = "\n::stop-commands::x\n::error::forged\r::add-mask::a\e]8;;https://evil.example\a ##[add-mask]b \u202E##vso[task.complete]";

    public static TheoryData<string> Inputs => [.. Reaches.Keys];

    // What each input is, as the words that reach it after it was planted in a folder.
    private static Dictionary<string, Func<TempFolder, string, string[][]>> Reaches { get; } = new(StringComparer.Ordinal)
    {
        ["a key of the policy"] = (folder, text) => Policy(folder, $"{Yaml(text)}: 1\n{Yaml(text + "2")}: 1\n"),
        ["a value of the policy"] = (folder, text) => Policy(folder, $"exceptions: {Yaml(text)}\nrules: [{Yaml(text)}]\nlimits: {{{Yaml(text)}: {Yaml(text)}}}\n"),
        ["a policy that is extended"] = (folder, text) => Policy(folder, $"extends: {Yaml(text)}\n"),
        ["a policy that is no YAML"] = (folder, text) => Policy(folder, $"a: {text}\n\t- [{text}"),
        ["an approver"] = (folder, text) => Policy(folder, $"exceptions:\n  approvers: [{Yaml(text)}]\n"),
        ["a project of records"] = (folder, text) => Policy(folder, $"exceptions:\n  approvers: ['@a/b']\n  records: {{tracker: github, project: {Yaml(text)}}}\n"),
        ["the name of a file"] = (folder, text) =>
        {
            _ = folder.Write($".github/workflows/{text}.yml", "on: push\njobs: {a: {runs-on: x, steps: [{uses: a/b@main}]}}\n");
            return [["check", folder.Path], ["check", folder.Path, "--console", "json"], ["check", folder.Path, "--console", "github"], ["check", folder.Path, "--console", "sarif"], ["collect", folder.Path]];
        },
        ["a workflow"] = (folder, text) =>
        {
            _ = folder.Write(".github/workflows/a.yml", $"name: {Yaml(text)}\non: push\njobs: {{a: {{runs-on: {Yaml(text)}, steps: [{{name: {Yaml(text)}, uses: {Yaml("a/b@" + text)}}}, {{run: {Yaml("echo ${{ github.event.issue.title }} # po: ignore PO3204 until " + text)}}}]}}}}\n");
            return [["check", folder.Path, "--pedantic"], ["check", folder.Path, "--console", "json"], ["check", folder.Path, "--console", "github"], ["request", "PO3204", "--root", folder.Path, "--reason", "x", "--until", "2026-12-01", "--subject", text]];
        },
        ["code owners"] = (folder, text) =>
        {
            _ = folder.Write("CODEOWNERS", $"* @a {text}\n[{text}\n{text} @b\n");
            return [["check", folder.Path], ["owners", "--root", folder.Path, Word(text)], ["owners", "--root", folder.Path, "--json", "a", Word(text)], ["review", "code-owners", folder.Path], ["init", folder.Path, "--dry-run"]];
        },
        ["a template"] = (folder, text) =>
        {
            _ = folder.Write(".github/ISSUE_TEMPLATE/a.yml", $"name: {Yaml(text)}\nbody: [{{type: {Yaml(text)}}}]\n");
            return [["check", folder.Path]];
        },
        ["a branch and a remote"] = (folder, text) =>
        {
            _ = folder.Write(".git/HEAD", $"ref: refs/heads/{text}\n");
            _ = folder.Write(".git/config", $"[core]\n\trepositoryformatversion = 0\n[remote \"origin\"]\n\turl = \"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"\n[{text}\n");
            Directory.CreateDirectory(Path.Combine(folder.Path, ".git", "objects"));
            Directory.CreateDirectory(Path.Combine(folder.Path, ".git", "refs"));
            return [["check", folder.Path], ["init", folder.Path, "--dry-run"], ["records", "list", folder.Path]];
        },
        ["a record"] = (folder, text) =>
        {
            _ = folder.Write(".popipeline.yml", "exceptions:\n  approvers: ['a@b.example']\n");
            _ = folder.Write($".popipeline/requests/{text}.md", text);
            _ = folder.Write($".popipeline/{text}/{text}", text);
            return [["check", folder.Path, "--records", "--read-only"], ["records", "list", folder.Path], ["records", "verify", folder.Path, "--json"], ["approve", "12345678" + Word(text), "--root", folder.Path, "--reason", "x"]];
        },
        ["a ledger"] = (folder, text) =>
        {
            _ = folder.Write($"ledger/{text}", text);
            _ = folder.Write("ledger/checkpoint", $"{text}\n1\nAAAA\n");
            _ = folder.Write($"ledger/entries/{text}.json", text);
            return [["ledger", "verify", Path.Combine(folder.Path, "ledger")], ["ledger", "verify", Path.Combine(folder.Path, "ledger"), "--json"], ["ledger", "sign", Path.Combine(folder.Path, "ledger")], ["ledger", "verify", Path.Combine(folder.Path, "ledger"), "--key", Word(text), "--anchor", Word(text)]];
        },
        ["a snapshot"] = (folder, text) =>
        {
            var snapshot = folder.Write("snapshot.json", $"{{\"schema\": {System.Text.Json.JsonSerializer.Serialize(text)}}}");
            var damaged = folder.Write("damaged.json", $"{{\"schema\": \"popipeline-snapshot/2\", {System.Text.Json.JsonSerializer.Serialize(text)}: 1, \"repository\": {System.Text.Json.JsonSerializer.Serialize(text)}}}");
            return [["check", "--snapshot", snapshot], ["check", "--snapshot", damaged], ["check", "--snapshot", Path.Combine(folder.Path, text)]];
        },
        ["a word of the command line"] = (folder, text) =>
        [
            [Word(text)], ["check", $"--{text}"], ["check", folder.Path, Word(text)], ["check", Path.Combine(folder.Path, text)], ["records", Word(text)], ["help", Word(text)],
            .. new[] { "--fail-on", "--rule", "--task", "--format", "--console", "--profile", "--output", "--config", "--ledger", "--key", "--snapshot", "--wait", "--verbosity", "--records" }.Select(option => (string[])["check", folder.Path, $"{option}={text}"]),
            ["explain", Word(text)], ["request", "PO3204", "--root", folder.Path, $"--until={text}", "--reason=x"], ["approve", Word(text), "--root", folder.Path], ["owners", "--root", folder.Path, Word(text)],
            ["init", folder.Path, "--dry-run", $"--owner={text}", $"--revision={text}"], ["init", folder.Path, "--dry-run", $"--image={text}"], ["init", folder.Path, $"--forge={text}"], ["ledger", "verify", Word(text)],
        ],
        ["the environment"] = (folder, text) =>
        {
            _ = folder.Write(".popipeline.yml", "exceptions:\n  approvers: ['@a/b']\n  records: {tracker: gitlab}\n");
            return [["check", folder.Path], ["check", folder.Path, "--records"], ["init", folder.Path, "--dry-run"], ["ledger", "sign", folder.Path]];
        },
    };

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Nothing_that_others_wrote_is_a_command(string input) => AssertHarmless(input, Command);

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Nothing_that_others_wrote_is_a_command_whatever_it_is(string input) =>
        HostileText.Name.Sample(text => AssertHarmless(input, text), iter: 2, threads: 1);

    // On a slash and a NUL no file can be named, and no word is empty.
    private static void AssertHarmless(string input, string text)
    {
        text = text.Replace("/", "", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal).Trim('.', ' ');
        text = text.Length == 0 ? ":" : text;
        using var folder = new TempFolder();
        using var reports = new TempFolder();
        string? Variable(string name) => input is "the environment" && name is not ("HOME" or "PATH") ? text : null;
        foreach (var words in Reaches[input](folder, text))
        {
            string[] all = words[0] is "check" or "collect" && !words.Any(word => word.StartsWith("--output", StringComparison.Ordinal)) ? [.. words, "--output", Path.Combine(reports.Path, "out")] : words;

            // At length, it is the host of a build that says how it ended.
            string[][] ways = words.Any(word => word.StartsWith("--verbosity", StringComparison.Ordinal)) ? [all] : [all, [.. all, "--verbosity", "diagnostic"]];
            foreach (var way in ways)
            {
                var (_, output, error) = Po.Run("", Variable, TestContext.Current.CancellationToken, way);
                var isAnnotated = words.Contains("github", StringComparer.Ordinal);
                Assert.True(Runner.Fault(output, isAnnotated) is null, $"{string.Join(' ', way)}\n{Runner.Fault(output, isAnnotated)}");
                Assert.True(Runner.Fault(error) is null, $"{string.Join(' ', way)}\n{Runner.Fault(error)}");
            }
        }
    }

    private static string[][] Policy(TempFolder folder, string yaml)
    {
        var file = folder.Write(".popipeline.yml", yaml);
        return [["check", folder.Path], ["check", folder.Path, "--config", file], ["check", folder.Path, "--records", "--read-only"], ["records", "list", folder.Path]];
    }

    // A word that begins with a dash is an option, and is tried as one.
    private static string Word(string text) => text.TrimStart('-') is { Length: > 0 } word ? word : ":";

    private static string Yaml(string text)
    {
        var yaml = new StringBuilder("\"");
        foreach (var character in text)
        {
            _ = char.IsAsciiLetterOrDigit(character) || character is ' ' or ':' or '#' or '[' or ']' ? yaml.Append(character) : yaml.Append($"\\u{(int)character:X4}");
        }

        return yaml.Append('"').ToString();
    }
}
