using System.Text.RegularExpressions;
using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

/// <summary>Two people, each with a clone of one repository, who have never decided on anything: what they are told is enough to go on.</summary>
public sealed partial class NewcomerTests : IDisposable
{
    private const string Pipeline = "on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: acme/legacy@v1\n";

    private readonly TempTree remote = new();
    private readonly TempTree alice = new();
    private readonly TempTree carol = new();
    private readonly TempTree reports = new();

    public NewcomerTests()
    {
        Components.Program("git", "run `apt-get install git`");
        remote.Git("init", "--quiet", "--bare", "--initial-branch=main");
        alice.Git("clone", "--quiet", "file://" + remote.Root, ".");
        alice.Write(".popipeline.yml", "forge: github\nexceptions:\n  approvers: [carol@example.org, dave@example.org]\n  limits: { medium: { days: 60 } }\n").Write(".github/workflows/ci.yml", Pipeline);
        alice.Write(".github/CODEOWNERS", "* @acme/security @acme/platform\n");
        Commit(alice, "alice");
        alice.Git("push", "--quiet", "origin", "main").Git("remote", "set-head", "origin", "main");
        carol.Git("clone", "--quiet", "file://" + remote.Root, ".");
    }

    public void Dispose()
    {
        remote.Dispose();
        alice.Dispose();
        carol.Dispose();
        reports.Dispose();
    }

    [Fact]
    public void An_approval_that_the_deciding_branch_has_not_got_is_told_where_it_lies_and_what_is_missing()
    {
        var digest = Asked();
        var approved = Run(carol, "carol", "approve", digest, "--until", "2026-12-31", "--reason", "fine");
        Assert.Contains($"It counts once it is committed on 'origin/main', by somebody who may decide: carol@example.org, dave@example.org:\n  git -C {carol.Root} add .popipeline\n", approved.Output, StringComparison.Ordinal);

        // Written, committed, and committed on another branch: each time it is said what is missing, wherever somebody looks.
        AssertWaiting(digest, "It is not committed: `git add .popipeline`, `git commit`, and then `git push origin main`; 'origin/main' decides");
        Type(carol, "carol", approved.Output, "commit");
        AssertWaiting(digest, "It is committed on 'main' and not on 'origin/main', which decides: `git push origin main`");
        carol.Git("branch", "decision").Git("reset", "--quiet", "--hard", "origin/main");
        AssertWaiting(digest, "It is committed on 'decision' and not on 'origin/main', which decides: `git push origin decision`, merge it into 'main' there, and `git fetch origin`");
        carol.Git("merge", "--quiet", "decision");
        Type(carol, "carol", approved.Output, "push");

        var counted = Run(carol, "carol", "check", "--rule", "PO3204");
        Assert.True(counted.ExitCode == 0, counted.Output);
        Assert.DoesNotContain("does not count", counted.Output + Run(carol, "carol", "records", "list").Output, StringComparison.Ordinal);
        alice.Git("pull", "--quiet");
        Assert.Equal(0, Run(alice, "alice", "check", "--rule", "PO3204").ExitCode);
    }

    [Theory]
    [InlineData("carol", "2027-01-22", "2027-01-22 is 61 days away; the policy allows 60 for a finding of severity medium, which is until 2027-01-21.")]
    [InlineData("carol", null, "Name the last day: --until 2026-12-31 is what was asked for; the policy allows no later one than 2027-01-21.")]
    [InlineData("carol", "2026-11-21", "The last day, 2026-11-21, is over.")]
    [InlineData("mallory", "2026-12-31", "'mallory' is not among those who may decide: carol@example.org, dave@example.org. By the settings of git, you are 'mallory@example.org'.")]
    public void What_the_policy_refuses_is_refused_at_once_and_not_written(string who, string? until, string expected)
    {
        var digest = Asked();

        var (exitCode, output, error) = Run(carol, who, ["approve", digest, "--reason", "fine", .. until is null ? (string[])[] : ["--until", until]]);

        Assert.True(exitCode == 2, output + error);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(carol.PathOf(".popipeline/records"), "*approve*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Whoever_asked_or_wrote_the_change_is_warned_at_once_that_their_approval_does_not_count()
    {
        alice.Write(".popipeline.yml", "forge: github\nexceptions:\n  approvers: [alice@example.org, carol@example.org]\n");
        Commit(alice, "alice");
        var asked = Run(alice, "carol", "request", "PO3204", "--reason", "soon").Output.Split("po approve ")[1][..8];
        Commit(alice, "carol");
        alice.Git("push", "--quiet", "origin", "main");

        Assert.Contains("po: It does not count as things are. Whoever asks does not decide. Another approver has to. By the settings of git, you are 'carol@example.org'.\n", Run(alice, "carol", "approve", asked, "--until", "2026-12-01", "--reason", "x").Error, StringComparison.Ordinal);
        File.Delete(Directory.GetFiles(alice.PathOf(".popipeline/records"), "*approve*", SearchOption.AllDirectories).Single());
        Assert.Contains("Whoever wrote the change does not decide about it.", Run(alice, "alice", "approve", asked, "--until", "2026-12-01", "--reason", "x").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_decided_already_is_told_where_that_waits()
    {
        var digest = Asked();
        Run(carol, "carol", "approve", digest, "--until", "2026-12-31", "--reason", "fine");

        var (exitCode, _, error) = Run(carol, "carol", "approve", digest, "--until", "2026-12-30", "--reason", "fine");

        Assert.Equal(2, exitCode);
        Assert.Matches("'carol' has decided so already, in '.popipeline/records/PO3204-.*/0001-approve-.*.md', which does not count yet. It is not committed: ", error);
    }

    [Fact]
    public void A_record_is_found_by_every_name_that_a_list_prints_for_it()
    {
        var digest = Asked();
        Run(carol, "carol", "approve", digest, "--until", "2026-12-31", "--reason", "fine");
        Push(carol, "carol");
        Assert.Equal(0, Run(carol, "carol", "review", "code-owners").ExitCode);
        Push(carol, "carol");
        foreach (var file in Directory.GetFiles(carol.PathOf(".popipeline/records"), "*approve*", SearchOption.AllDirectories))
        {
            File.AppendAllText(file, "And longer.\n");
        }

        Run(carol, "carol", "records", "sync");
        Push(carol, "mallory");
        var list = Run(carol, "carol", "records", "list").Output;
        var json = Run(carol, "carol", "records", "list", "--json").Output;
        string[] names =
        [
            .. Digests().Matches(list).Select(match => match.Groups["name"].Value),
            .. Subjects().Matches(list).Select(match => match.Groups["name"].Value),
            .. Members().Matches(json).Select(match => match.Groups["name"].Value),
            .. Rows().Matches(list).Select(match => match.Groups["name"].Value),
        ];

        Assert.True(names.Length >= 10, list + json);
        Assert.Contains(names, name => name is "e1");
        Assert.Contains(names, name => name.EndsWith("decision of 'carol'", StringComparison.Ordinal));
        Assert.All(names, name =>
        {
            var shown = Run(carol, "carol", "records", "show", name);
            Assert.True(shown.ExitCode == 0, $"{name}: {shown.Error}");
            Assert.Equal(0, Run(carol, "carol", "records", "show", name, "--json").ExitCode);
        });
        Assert.All(names, name => Assert.All<string[]>([["approve", name, "--until", "2026-12-01"], ["reject", name], ["revoke", name]], words =>
        {
            var (exitCode, _, error) = Run(carol, "dave", [.. words, "--reason", "x"]);
            Assert.True(exitCode == 2 && (error.Contains("there is nothing to", StringComparison.Ordinal) || error.Contains("'po review keep e1'", StringComparison.Ordinal)), $"{words[0]} {name}: {error}");
        }));
    }

    [Fact]
    public void A_review_shows_its_rows_by_the_names_that_decide_on_them()
    {
        var opened = Run(carol, "alice", "review", "code-owners").Output;
        Push(carol, "alice");

        Assert.Contains("\n  e1  @acme/platform: not decided\n  e2  @acme/security: not decided\nTo decide on a row: po review keep e1, or po review remove e1\n", "\n" + opened[opened.IndexOf('\n', StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Equal(0, Run(carol, "carol", "review", "keep", "e1").ExitCode);
        Assert.Contains("'/po keep e1' of", Run(carol, "carol", "records", "list").Output, StringComparison.Ordinal);
        Push(carol, "carol");
        Assert.Contains("  e1  @acme/platform: keep, by carol\n", Run(carol, "carol", "records", "list").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_in_a_folder_speaks_of_commits_and_only_of_what_was_said()
    {
        Asked();

        var text = File.ReadAllText(Directory.GetFiles(carol.PathOf(".popipeline/records"), "request.md", SearchOption.AllDirectories).Single());

        Assert.Contains("po approve ", text, StringComparison.Ordinal);
        Assert.All(["comment whose", "Labels", "/po approve", "makes the risk", "Until then", "none given"], word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_edited_says_whose_decision_it_was_who_changed_which_file_and_the_way_out()
    {
        var digest = Asked();
        Run(carol, "carol", "approve", digest, "--until", "2026-12-31", "--reason", "fine");
        Push(carol, "carol");
        Assert.Equal(0, Run(carol, "carol", "records", "sync").ExitCode);
        Push(carol, "carol");
        var file = Directory.GetFiles(carol.PathOf(".popipeline/records"), "*approve*", SearchOption.AllDirectories).Single();
        File.AppendAllText(file, "And longer.\n");
        Push(carol, "mallory");

        var (exitCode, output, error) = Run(carol, "carol", "check", "--rule", "PO3204");

        Assert.Equal(4, exitCode);
        var told = Blanks().Replace(output + error, " ");
        Assert.Matches("decision of 'carol' tampered with the decision was edited after it counted: 'mallory' changed '.popipeline/records/PO3204-[^']*-approve-[^']*' in commit [0-9a-f]{12} of ", told);
        Assert.Contains("ask anew with `po request PO3204 --subject '.github/workflows/ci.yml#build/acme/legacy'", told, StringComparison.Ordinal);

        // The way out is one.
        Asked();
        var again = Run(carol, "carol", "records", "list").Output.Split('\n').First(line => line.Contains("requested", StringComparison.Ordinal))[..8];
        Assert.Equal(0, Run(carol, "carol", "approve", again, "--until", "2026-12-31", "--reason", "still fine").ExitCode);
        Push(carol, "carol");
        Assert.Equal(0, Run(carol, "carol", "check", "--rule", "PO3204").ExitCode);
    }

    [Fact]
    public void The_folder_of_reports_is_nothing_that_git_lists_and_no_file_of_the_repository_is_changed_for_it()
    {
        Assert.Equal(1, Po.Run("check", alice.Root, "--output", alice.PathOf("po-report")).ExitCode);
        Assert.Equal(1, Po.Run("check", alice.Root, "--output", alice.PathOf("po-report")).ExitCode);
        Assert.Equal(0, Po.Run("collect", alice.Root, "--output", alice.PathOf("build/reports")).ExitCode);

        Assert.Equal("", StatusOf(alice));
        Assert.True(File.Exists(alice.PathOf("po-report/summary.md")));

        // One that is not ours is a stranger like every other, and outside of git nothing is hidden.
        alice.Write("po-report/.gitignore", "*.log\n");
        Assert.Equal(2, Po.Run("check", alice.Root, "--output", alice.PathOf("po-report")).ExitCode);
        Assert.Equal(1, Po.Run("check", alice.Root, "--output", reports.PathOf("r")).ExitCode);
        Assert.False(File.Exists(reports.PathOf("r/.gitignore")));
    }

    [Fact]
    public void A_check_says_where_its_reports_are() =>
        Assert.Contains($" Reports in '{reports.PathOf("r")}': snapshot.json, popipeline.sarif, summary.md ", Blanks().Replace(Po.Run("check", alice.Root, "--output", reports.PathOf("r")).Output, " "), StringComparison.Ordinal);

    private void AssertWaiting(string digest, string expected)
    {
        Assert.All<string[]>([["check", "--rule", "PO3204"], ["records", "list"], ["records", "show", digest]], words =>
        {
            var told = Blanks().Replace(Run(carol, "carol", words).Output, " ");
            Assert.True(told.Contains(expected, StringComparison.Ordinal), $"{words[0]} {words[1]}: {told}");
        });
    }

    private string Asked()
    {
        alice.Git("pull", "--quiet");
        var (exitCode, output, error) = Run(alice, "alice", "request", "PO3204", "--reason", "replaced soon", "--until", "2026-12-31");
        Assert.True(exitCode == 0, error);
        Push(alice, "alice");
        carol.Git("pull", "--quiet");
        return output.Split("po approve ")[1][..8];
    }

    // What somebody is told to type, typed as it stands.
    private static void Type(TempTree tree, string who, string output, string untilVerb)
    {
        foreach (var line in output.Split('\n').Where(line => line.StartsWith("  git -C ", StringComparison.Ordinal)))
        {
            var isLast = line.Contains($" {untilVerb} ", StringComparison.Ordinal);
            if (untilVerb is not "push" || isLast)
            {
                tree.Run("sh", "-c", $"GIT_AUTHOR_NAME={who} GIT_AUTHOR_EMAIL={who}@example.org GIT_COMMITTER_NAME={who} GIT_COMMITTER_EMAIL={who}@example.org; export GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL; {line}");
            }

            if (isLast)
            {
                return;
            }
        }

        Assert.Fail($"Nothing says how to {untilVerb}: {output}");
    }

    private static string StatusOf(TempTree tree)
    {
        tree.Run("sh", "-c", "git status --porcelain > .git/status");
        return File.ReadAllText(tree.PathOf(".git/status"));
    }

    private (int ExitCode, string Output, string Error) Run(TempTree tree, string who, params string[] words) => Po.As(who,
    [
        .. words,
        .. words[0] is "check" || words is ["records", "list" or "sync", ..] or ["review", "code-owners", ..] ? [tree.Root] : (string[])["--root", tree.Root],
        "--output",
        reports.PathOf("r"),
    ]);

    private static void Push(TempTree tree, string who)
    {
        Commit(tree, who);
        tree.Git("push", "--quiet", "origin", "main");
    }

    private static void Commit(TempTree tree, string who) =>
        tree.Git("add", "--all").Git("-c", $"user.name={who}", "-c", $"user.email={who}@example.org", "commit", "--quiet", "--allow-empty", "--message=m");

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^(?<name>[0-9a-f]{8})  ", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Digests();

    [GeneratedRegex(@"^Tampering: (?<name>[^:]+):", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Subjects();

    [GeneratedRegex("\"(?:digest|key|issue|fingerprint)\": \"(?<name>[^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Members();

    [GeneratedRegex(@"^  (?<name>e\d+)  ", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Rows();
}
