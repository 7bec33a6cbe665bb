using PoPipeline.Forges.Http;

namespace PoPipeline.Tests.Forges;

/// <summary>The folder of answers is one that others may write to.</summary>
public sealed class AnswerFolderTests : IDisposable
{
    private const string Question = "https://git.example/api/v3/repos/acme/app";

    private static readonly KeptAnswer Answer = new("\"one\"", "application/json", Link: null, "{}"u8.ToArray()) { At = CaseTree.ObservedAt, Kept = CaseTree.ObservedAt };

    private readonly TemporaryFolder temporary = new();

    private string Folder => Path.Combine(temporary.Path, "answers");

    private string Elsewhere => Path.Combine(temporary.Path, "elsewhere");

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void What_is_kept_is_found_until_it_is_forgotten()
    {
        var answers = Make();
        answers.Keep(Question, Answer);
        answers.Keep(Question, Answer with { Tag = "\"two\"" });

        Assert.Equal("\"two\"", answers.Find(Question)?.Tag);
        _ = Assert.Single(Directory.EnumerateFileSystemEntries(Folder));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Kept()));
        }

        answers.Forget(Question);

        Assert.Null(answers.Find(Question));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("mkfifo {0}")]
    [InlineData("mkdir {0}")]
    [InlineData("ln -s /dev/zero {0}")]
    [InlineData("ln -s {1} {0}")]
    [InlineData("ln -s {0} {0}")]
    [InlineData("truncate -s 100M {0}")]
    public async Task What_is_no_file_of_ours_is_neither_waited_for_nor_followed(string make)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        var answers = Make();
        answers.Keep(Question, Answer);
        var path = Kept();
        File.Delete(path);
        await File.WriteAllTextAsync(Elsewhere, "theirs", TestContext.Current.CancellationToken);
        Run(make.Replace("{0}", path, StringComparison.Ordinal).Replace("{1}", Elsewhere, StringComparison.Ordinal));

        var mark = new ScanMark(answers, new FixedTime(CaseTree.ObservedAt));
        var found = await Task.Run(
            () =>
            {
                mark.Begin("acme");
                answers.Keep(Question, Answer with { Tag = "\"two\"" });
                return answers.Find(Question);
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(make.StartsWith("mkdir", StringComparison.Ordinal) ? null : "\"two\"", found?.Tag);
        Assert.Equal("theirs", await File.ReadAllTextAsync(Elsewhere, TestContext.Current.CancellationToken));
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(Folder).Count());
    }

    [Fact(Timeout = 30_000)]
    public async Task A_mark_that_is_a_pipe_is_none()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        var answers = Make();
        new ScanMark(answers, new FixedTime(CaseTree.ObservedAt)).Begin("acme");
        var path = Kept();
        File.Delete(path);
        Run($"mkfifo {path}");

        var mark = new ScanMark(answers, new FixedTime(CaseTree.ObservedAt));
        await Task.Run(() => mark.Begin("acme"), TestContext.Current.CancellationToken);

        Assert.True(mark.HasBegun);
        Assert.False(mark.IsResumed);
    }

    [Fact]
    public void Nothing_is_written_where_a_link_leads_in_place_of_the_folder()
    {
        _ = Directory.CreateDirectory(Elsewhere);
        _ = Directory.CreateSymbolicLink(Folder, Elsewhere);

        Make().Keep(Question, Answer);

        Assert.Empty(Directory.EnumerateFileSystemEntries(Elsewhere));
    }

    [Fact]
    public void Nothing_is_deleted_where_a_link_leads_in_place_of_the_folder()
    {
        new AnswerFolder(Elsewhere, new Secret("token")).Keep(Question, Answer);
        _ = Directory.CreateSymbolicLink(Folder, Elsewhere);

        Make().Forget(Question);

        _ = Assert.Single(Directory.EnumerateFileSystemEntries(Elsewhere));
    }

    [Fact]
    public void Nothing_is_written_behind_a_link_of_somebody_else()
    {
        _ = Directory.CreateDirectory(Elsewhere);
        var link = Path.Combine(temporary.Path, "link");
        _ = Directory.CreateSymbolicLink(link, Elsewhere);
        var answers = new AnswerFolder(Path.Combine(link, "answers"), new Secret("token"));

        answers.Keep(Question, Answer);
        Assert.NotNull(answers.Find(Question));

        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only an administrator can give a link away, and only Linux tells whose it is.");
        Run($"chown -h 65534 {link}");
        answers.Keep(Question, Answer with { Tag = "\"two\"" });
        answers.Forget(Question);

        Assert.Equal("\"one\"", answers.Find(Question)?.Tag);
    }

    private static void Run(string command) => ChildProcess.Demand("/bin/sh", ["-c", command]);

    private AnswerFolder Make() => new(Folder, new Secret("token"));

    private string Kept() => Directory.EnumerateFiles(Folder).Single();
}
