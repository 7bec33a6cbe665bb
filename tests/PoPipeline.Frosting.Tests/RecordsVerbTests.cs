using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

public sealed class RecordsVerbTests
{
    [Fact]
    public void A_request_says_what_to_do_with_it_where_decisions_are_commits()
    {
        using var folder = Repository();

        var (exitCode, output, error) = Ask(folder, "Replaced soon", "2027-01-31");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("Commit '.popipeline', so that others see it. To decide: po approve ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("before", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Asking_again_says_that_the_request_stays_as_it_was()
    {
        using var folder = Repository();
        Ask(folder, "Replaced soon", "2027-01-31");

        var (exitCode, output, _) = Ask(folder, "Another reason", "2027-02-28");

        Assert.Equal(0, exitCode);
        Assert.Contains("It was on record before, with the reason 'Replaced soon', and stays as it is", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_last_day_that_is_over_is_refused_at_once()
    {
        using var folder = Repository();

        Assert.Equal((2, "po: The last day, 2026-11-21, is over.\n"), Refused(Ask(folder, "Late", "2026-11-21")));
        Ask(folder, "Today", "2026-11-22");
        var digest = Po.Run("records", "list", folder.Path).Output.Split('\n')[1].Split(' ')[0];

        Assert.Equal((2, "po: The last day, 2026-11-21, is over.\n"), Refused(Po.As("carol", "approve", digest, "--root", folder.Path, "--until", "2026-11-21", "--reason", "Late")));
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, ".popipeline", "records"), "*approve*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Messages_name_the_options_of_the_tool() =>
        Assert.Equal((2, "po: '2027-13-01' is no day; write '--until=2027-01-31'.\n"), Refused(Po.Run("request", "PO3204", "--reason", "x", "--until", "2027-13-01")));

    [Fact]
    public void Only_whoever_asked_is_told_to_commit_what_withdraws()
    {
        using var folder = Repository();
        Ask(folder, "Replaced soon", "2027-01-31");
        var digest = Po.Run("records", "list", folder.Path).Output.Split('\n')[1].Split(' ')[0];

        var (_, output, _) = Po.Run("withdraw", digest, "--root", folder.Path);

        Assert.Contains("It counts once it is committed on 'main', by whoever asked:\n  git -C ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_review_is_something_on_record()
    {
        using var folder = Repository();

        var (exitCode, output, _) = Po.Run("review", "code-owners", folder.Path);

        Assert.Equal(0, exitCode);
        Assert.DoesNotContain("Nothing is on record", output, StringComparison.Ordinal);
        Assert.Contains("0 of 1 row decided", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sync")]
    [InlineData("verify")]
    public void A_ledger_in_which_git_left_a_conflict_is_exit_code_4_and_says_the_way_out(string verb)
    {
        using var folder = Repository();
        Ask(folder, "Replaced soon", "2027-01-31");
        var checkpoint = Path.Combine(folder.Path, ".popipeline", "ledger", "checkpoint");
        File.WriteAllText(checkpoint, $"<<<<<<< HEAD\n{File.ReadAllText(checkpoint)}=======\n>>>>>>> b\n");

        var (exitCode, output, _) = Po.Run("records", verb, folder.Path);

        Assert.Equal(4, exitCode);
        Assert.Contains("git left a conflict in it", output, StringComparison.Ordinal);
    }

    private static (int ExitCode, string Error) Refused((int ExitCode, string Output, string Error) run) => (run.ExitCode, run.Error);

    private static (int ExitCode, string Output, string Error) Ask(TempFolder folder, string reason, string until) =>
        Po.Run("request", "PO3204", "--root", folder.Path, "--reason", reason, "--until", until);

    private static TempFolder Repository()
    {
        Components.Program("git", "run `apt-get install git`");
        var folder = new TempFolder();
        folder.Write(".popipeline.yml", "forge: github\nexceptions:\n  approvers: [carol@example.org]\n");
        folder.Write(".github/CODEOWNERS", "* @acme/security\n");
        folder.Write(".github/workflows/ci.yml", """
            on: push
            permissions: {}
            jobs:
              build:
                runs-on: ubuntu-24.04
                steps:
                  - uses: acme/legacy@v1
            """);
        Git(folder.Path, "init", "--quiet", "--initial-branch=main");
        Git(folder.Path, "config", "user.name", "Alice");
        Git(folder.Path, "config", "user.email", "alice@example.org");
        Git(folder.Path, "add", "--all");
        Git(folder.Path, "-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "Begin");
        return folder;
    }

    private static void Git(string folder, params string[] words) => ChildProcess.Demand("git", words, folder);
}
