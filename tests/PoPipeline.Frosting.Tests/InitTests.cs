using System.Text.Json.Nodes;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Tests;
using PoPipeline.Tool;

namespace PoPipeline.Frosting.Tests;

/// <summary><c>po init</c>: what it writes is judged well, and nothing that is there is lost.</summary>
public sealed class InitTests
{
    private const string Revision = "0123456789abcdef0123456789abcdef01234567";

    private const string Image = "registry.example.com/po@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("github", "github", ".popipeline.yml|.github/CODEOWNERS|.github/pull_request_template.md|.github/ISSUE_TEMPLATE/work-item.yml|.github/ISSUE_TEMPLATE/popipeline-exception.yml|.github/workflows/popipeline.yml")]
    [InlineData("gitlab", "gitlab", ".popipeline.yml|CODEOWNERS|.gitlab/merge_request_templates/Default.md|.gitlab/issue_templates/Default.md|.gitlab/issue_templates/popipeline-exception.md|.gitlab/popipeline.gitlab-ci.yml|.gitlab-ci.yml")]
    [InlineData("github", "tekton", ".popipeline.yml|.github/CODEOWNERS|.github/pull_request_template.md|.github/ISSUE_TEMPLATE/work-item.yml|.github/ISSUE_TEMPLATE/popipeline-exception.yml|.tekton/po-check.yaml")]
    public void What_it_writes_meets_every_rule_but_for_the_review_that_people_owe_and_is_the_same_the_second_time(string forge, string platform, string files)
    {
        using var folder = new TempFolder();
        folder.Write("README.md", "hello");
        string[] words = ["init", folder.Path, "--forge", forge, "--platform", platform, "--revision", Revision, "--image", Image];

        var (exitCode, output, error) = Po.Run([.. words, "--owner", "@acme/security"]);
        var before = Contents(folder);
        var again = Po.Run(words);
        var after = Contents(folder);
        var check = Po.Run("check", folder.Path, "--pedantic", "--console", "json", "--output", Path.Combine(folder.Path, "po-report"));

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(files.Split('|').Select(file => $"writes   {file}"), output.TrimEnd('\n').Split('\n'));
        Assert.Equal((0, ""), (again.ExitCode, again.Error));
        Assert.Equal(files.Split('|').Select(file => $"has      {file}"), again.Output.TrimEnd('\n').Split('\n'));
        Assert.Equal(before, after);
        Assert.True(check.ExitCode is 0, check.Output + check.Error);

        // Nobody has reviewed the owners yet, which no program can do for them.
        var found = JsonNode.Parse(check.Output)?["findings"]?.AsArray().Select(finding => (string?)finding?["rule"]) ?? [];
        Assert.All(found, rule => Assert.Equal("PO2107", rule));
    }

    [Fact]
    public void A_file_that_is_there_is_kept_unless_it_is_forced()
    {
        using var folder = new TempFolder();
        folder.Write(".github/CODEOWNERS", "* @acme/others\n");
        folder.Write("docs/Pull_Request_Template.md", "Mine\n");
        string[] words = ["init", folder.Path, "--revision", Revision, "--owner", "@acme/security"];

        var kept = Po.Run(words);
        var check = Po.Run("check", folder.Path, "--output", Path.Combine(folder.Path, "po-report"));

        Assert.Equal((0, ""), (kept.ExitCode, kept.Error));
        Assert.Contains("keeps    .github/CODEOWNERS: it is there and differs; --force replaces it", kept.Output, StringComparison.Ordinal);
        Assert.Contains("keeps    docs/Pull_Request_Template.md", kept.Output, StringComparison.Ordinal);
        Assert.Equal("* @acme/others\n", File.ReadAllText(Path.Combine(folder.Path, ".github", "CODEOWNERS")));
        Assert.True(check.ExitCode is 0, check.Output);

        var forced = Po.Run([.. words, "--force"]);

        Assert.Contains("replaces .github/CODEOWNERS", forced.Output, StringComparison.Ordinal);
        Assert.Contains("@acme/security", File.ReadAllText(Path.Combine(folder.Path, ".github", "CODEOWNERS")), StringComparison.Ordinal);
        Assert.Contains("- [ ]", File.ReadAllText(Path.Combine(folder.Path, "docs", "Pull_Request_Template.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_kept_says_what_was_not_set_and_the_lines_that_set_it()
    {
        using var folder = new TempFolder();
        folder.Write(".github/CODEOWNERS", "/docs/ @acme/writers\n");
        var policy = folder.Write(".popipeline.yml", "version: 1\nforge: github\nexceptions:\n  maximum-days: 90\n");
        string[] words = ["init", folder.Path, "--revision", Revision, "--owner", "@acme/security", "--owner", "@acme/web"];

        var (_, output, _) = Po.Run(words);

        Assert.Contains("keeps    .github/CODEOWNERS: it is there and differs; --force replaces it. Not set: who owns the files that it does not name. Add as its first line: * @acme/security @acme/web\n", output, StringComparison.Ordinal);
        Assert.Contains("keeps    .popipeline.yml: it is there and differs; --force replaces it. Not set, for you to add: under 'templates': require: [change, issue]; under 'exceptions': approvers: ['@acme/security', '@acme/web']; under 'exceptions': records: {tracker: github}\n", output, StringComparison.Ordinal);

        // What it says to add is all that it takes.
        folder.Write(".github/CODEOWNERS", "* @acme/security @acme/web\n/docs/ @acme/writers\n");
        File.WriteAllText(policy, "version: 1\nforge: github\ntemplates:\n  require: [change, issue]\nexceptions:\n  maximum-days: 90\n  approvers: ['@acme/security', '@acme/web']\n  records: {tracker: github}\n");
        var (exitCode, again, _) = Po.Run([.. words, "--force"]);

        Assert.Equal(0, exitCode);
        Assert.Contains("keeps    .github/CODEOWNERS: its line '*' names @acme/security @acme/web\n", again, StringComparison.Ordinal);
        Assert.Contains("keeps    .popipeline.yml: it says what this would\n", again, StringComparison.Ordinal);
        Assert.Contains("/docs/ @acme/writers", File.ReadAllText(Path.Combine(folder.Path, ".github", "CODEOWNERS")), StringComparison.Ordinal);
        Assert.Contains("maximum-days: 90", File.ReadAllText(policy), StringComparison.Ordinal);

        var (_, other, _) = Po.Run("init", folder.Path, "--revision", Revision, "--owner", "@acme/other");

        Assert.Contains("Not set: @acme/other. To make them owners of every file, add them to its line '*', which names @acme/security @acme/web\n", other, StringComparison.Ordinal);
        Assert.Contains("under 'exceptions': approvers: ['@acme/security', '@acme/web', '@acme/other']\n", other, StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_at_a_terminal_is_asked_for_the_owner_and_before_anything_is_replaced()
    {
        using var folder = new TempFolder();
        folder.Write(".github/pull_request_template.md", "Mine\n");
        folder.Write(".github/ISSUE_TEMPLATE/work-item.yml", "Mine\n");

        var (exitCode, output, _) = Ask("@acme/security\ny\n\n", "init", folder.Path, "--revision", Revision);

        Assert.Equal(0, exitCode);
        Assert.Contains("Who owns the files?", output, StringComparison.Ordinal);
        Assert.Contains("'.github/pull_request_template.md' is there and differs. Replace it? [y/N]", output, StringComparison.Ordinal);
        Assert.Contains("* @acme/security", File.ReadAllText(Path.Combine(folder.Path, ".github", "CODEOWNERS")), StringComparison.Ordinal);
        Assert.NotEqual("Mine\n", File.ReadAllText(Path.Combine(folder.Path, ".github", "pull_request_template.md")));
        Assert.Equal("Mine\n", File.ReadAllText(Path.Combine(folder.Path, ".github", "ISSUE_TEMPLATE", "work-item.yml")));
    }

    [Fact]
    public void What_is_not_known_is_left_out_and_said_so()
    {
        using var folder = new TempFolder();

        var (exitCode, output, _) = Po.Run("init", folder.Path, "--forge", "github", "--platform", "tekton", "--revision", Revision);

        Assert.Equal(0, exitCode);
        Assert.Contains("omits    .github/CODEOWNERS: nobody is known who owns the files; name a group with --owner", output, StringComparison.Ordinal);
        Assert.Contains("omits    .tekton/po-check.yaml: no image of po is published", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Path, ".github", "CODEOWNERS")));
        Assert.DoesNotContain("approvers", File.ReadAllText(Path.Combine(folder.Path, ".popipeline.yml")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_shows_the_files_and_writes_none()
    {
        using var folder = new TempFolder();

        var (exitCode, output, _) = Po.Run("init", folder.Path, "--forge", "github", "--revision", Revision, "--owner", "@acme/security", "--dry-run");

        Assert.Equal(0, exitCode);
        Assert.Contains("would write .github/CODEOWNERS\n", output, StringComparison.Ordinal);
        Assert.Contains("    * @acme/security\n", output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void The_pipeline_of_a_GitLab_project_is_never_replaced_and_is_told_what_to_include()
    {
        using var folder = new TempFolder();
        var main = folder.Write(".gitlab-ci.yml", "build:\n  script: make\n");
        string[] words = ["init", folder.Path, "--revision", Revision, "--owner", "@acme/security", "--force"];

        var (_, output, _) = Po.Run(words);

        Assert.Contains("keeps    .gitlab-ci.yml: add to it: include: [{local: .gitlab/popipeline.gitlab-ci.yml}]", output, StringComparison.Ordinal);
        Assert.Equal("build:\n  script: make\n", File.ReadAllText(main));

        File.AppendAllText(main, "include: [{local: .gitlab/popipeline.gitlab-ci.yml}]\n");

        Assert.Contains("has      .gitlab-ci.yml", Po.Run(words).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("build:\n  script: make\n", null)]
    [InlineData("stages: [build, test]\n", null)]
    [InlineData("stages: []\n", null)]
    [InlineData("stages: [cache, build, checks, hooks, deploy]\n", "checks")]
    [InlineData("stages:\n  - build\n  - unit tests\n  - deploy\n", "unit tests")]
    [InlineData("stages: [build, 'it''s', deploy]\n", "build")]
    [InlineData("stages: ['it''s: #1', deploy]\n", "it''s: #1")]
    [InlineData("stages: ['$[[ inputs.stage ]]', deploy]\n", ".pre")]
    [InlineData("stages: !reference [.stages, all]\n", ".pre")]
    [InlineData("include: [{remote: 'https://ci.example.com/all.yml'}]\n", ".pre")]
    [InlineData("include: [{project: acme/ci, file: all.yml}]\nstages: [lint, deploy]\n", "lint")]
    [InlineData("include: ['/ci/stages.yml', {local: ci/other.yml}]\n", "verify")]
    [InlineData("include: {local: ci/other.yml}\n", null)]
    [InlineData("include: {local: 'ci/*.yml'}\n", ".pre")]
    [InlineData("include: [{local: .gitlab/popipeline.gitlab-ci.yml}]\n", null)]
    [InlineData("stages: [\n", null)]
    public void The_check_of_a_GitLab_project_runs_in_a_stage_that_the_project_has(string main, string? stage)
    {
        using var folder = new TempFolder();
        _ = folder.Write(".gitlab-ci.yml", main);
        _ = folder.Write("ci/stages.yml", "stages: [build, verify]\n");
        _ = folder.Write("ci/other.yml", "build:\n  script: make\n");
        string[] words = ["init", folder.Path, "--revision", Revision, "--owner", "@acme/security"];
        var (exitCode, _, error) = Po.Run(words);

        Assert.True(exitCode == 0, error);
        var written = File.ReadAllText(Path.Combine(folder.Path, ".gitlab/popipeline.gitlab-ci.yml"));
        var lines = written.Split('\n');
        Assert.Equal(stage is null ? [] : [$"      stage: '{stage}'"], lines.Where(line => line.Contains("stage:", StringComparison.Ordinal)).Select(line => line.Split(" # this")[0]));
        Assert.EndsWith("\n", written, StringComparison.Ordinal);
        Assert.DoesNotContain('%', written);

        File.AppendAllText(Path.Combine(folder.Path, ".gitlab-ci.yml"), "# include: .gitlab/popipeline.gitlab-ci.yml\n");
        Assert.Contains("has      .gitlab/popipeline.gitlab-ci.yml", Po.Run(words).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_written_through_a_link()
    {
        using var folder = new TempFolder();
        using var elsewhere = new TempFolder();
        folder.Write("README.md", "hello");
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, ".github"), elsewhere.Path);

        var (exitCode, output, error) = Po.Run("init", folder.Path, "--forge", "github", "--revision", Revision, "--owner", "@acme/security", "--force");

        Assert.Equal(2, exitCode);
        Assert.Contains("refuses  .github/CODEOWNERS: '.github' is a symbolic link", output, StringComparison.Ordinal);
        Assert.Contains("5 of 6 files cannot be written", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere.Path));
    }

    [Theory]
    [InlineData("--owner", "acme security", "is no owner")]
    [InlineData("--revision", "v1", "is no full hash")]
    [InlineData("--image", "registry.example.com/po:latest", "does not name an image by its digest")]
    [InlineData("--platform", "gitlab", "runs no pipelines")]
    public void What_looks_valid_and_is_not_is_wrong_usage(string option, string value, string message)
    {
        using var folder = new TempFolder();

        var (exitCode, _, error) = Po.Run("init", folder.Path, "--forge", "github", option, value);

        Assert.Equal(2, exitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_folder_that_does_not_tell_its_forge_is_asked_for_it()
    {
        using var folder = new TempFolder();

        var (exitCode, _, error) = Po.Run("init", folder.Path);

        Assert.Equal(2, exitCode);
        Assert.Contains("--forge github", error, StringComparison.Ordinal);
    }

    private static string[] Contents(TempFolder folder) =>
        [.. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{file}\n{File.ReadAllText(file)}")];

    private static (int ExitCode, string Output, string Error) Ask(string input, params string[] words)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var reader = new StringReader(input);
        var exitCode = Application.Run(words, new PoPipelineTerminal { Output = new TerminalWriter(output), Error = new TerminalWriter(error), Input = reader, Answers = true, Time = new FixedTime(DateTimeOffset.UnixEpoch) });
        return (exitCode, output.ToString(), error.ToString());
    }
}
