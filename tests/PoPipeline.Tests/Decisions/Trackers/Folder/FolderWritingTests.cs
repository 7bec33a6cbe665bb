using System.Collections.Immutable;
using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Decisions.Trackers.Folder;
using PoPipeline.Forges;
using PoPipeline.Rules.Model.Policies;
using static PoPipeline.Tests.Decisions.Trackers.Folder.RecordsRepository;

namespace PoPipeline.Tests.Decisions.Trackers.Folder;

public sealed class FolderWritingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_many_runs_at_once_one_files_the_request_and_all_return_it()
    {
        using var repository = new RecordsRepository();
        using var start = new Barrier(10);
        var runs = Enumerable.Range(0, 10).Select(run => Task.Factory.StartNew(
            () =>
            {
                using var tracker = repository.Open();
                start.SignalAndWait(Cancellation);
                return tracker.FileAsync(Draft(Request() with { Reason = $"run {run}" }), Cancellation).GetAwaiter().GetResult();
            },
            Cancellation,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));

        var issues = await Task.WhenAll(runs);

        Assert.Single(issues.Select(issue => issue.Body).Distinct(StringComparer.Ordinal));
        Assert.Equal([issues[0].Id + "/request.md"], Files(repository));
    }

    [Fact]
    public async Task A_request_is_filed_again_only_where_it_is_another_one()
    {
        using var repository = new RecordsRepository();
        var first = await repository.File();
        using var tracker = repository.Open();
        var again = await tracker.FileAsync(Draft(Request() with { Reason = "asked once more" }), Cancellation);
        var next = await repository.File(request: Request() with { Round = 2 });
        var other = await repository.File(request: Request("beef"));

        Assert.Equal(first.Id, again.Id);
        Assert.Equal(first.Body, again.Body);
        Assert.Equal(3, new[] { first.Id, next.Id, other.Id }.Distinct(StringComparer.Ordinal).Count());
        using var later = repository.Open();
        Assert.Equal([first.Id, next.Id, other.Id], (await later.ReadAsync([], Cancellation)).Issues.Select(issue => issue.Id));
    }

    [Fact]
    public async Task What_a_run_that_died_has_left_is_never_read_and_swept_away_later()
    {
        using var repository = new RecordsRepository();
        var records = Path.Combine(repository.Root, ".popipeline", "records");
        foreach (var left in new[] { ".tmp-old", ".tmp-new", ".tmp-strange" })
        {
            repository.Write($".popipeline/records/{left}/request.md", "half");
        }

        repository.Write(".popipeline/records/.tmp-strange/of-somebody", "x");
        Directory.CreateDirectory(Path.Combine(records, "PO3204-" + Request().Key[..16] + "-1"));
        Directory.SetLastWriteTimeUtc(Path.Combine(records, ".tmp-old"), repository.Now.UtcDateTime.AddHours(-2));
        Directory.SetLastWriteTimeUtc(Path.Combine(records, ".tmp-strange"), repository.Now.UtcDateTime.AddHours(-2));
        using var tracker = repository.Open();

        var issue = await tracker.FileAsync(Draft(), Cancellation);
        repository.Write($"{issue.Id}/.tmp-0001-approve-00000000.md", "/po appr");

        Assert.Equal(issue.Id, Assert.Single((await tracker.ReadAsync([], Cancellation)).Issues).Id);
        Assert.False(Directory.Exists(Path.Combine(records, ".tmp-old")));
        Assert.True(Directory.Exists(Path.Combine(records, ".tmp-new")));
        Assert.True(File.Exists(Path.Combine(records, ".tmp-strange", "of-somebody")));
    }

    [Fact]
    public async Task A_folder_that_holds_something_else_is_not_taken_for_the_request()
    {
        using var repository = new RecordsRepository();
        var filed = await repository.File();
        using var tracker = repository.Open();
        repository.Write($"{filed.Id}/request.md", "# x\n\ny").Commit(Mallory);
        Assert.Contains("no request with the key", (await Assert.ThrowsAsync<ForgeException>(() => tracker.FileAsync(Draft(), Cancellation))).Message, StringComparison.Ordinal);

        repository.Approve(filed);
        repository.Git("rm", "--quiet", "--force", $"{filed.Id}/request.md");
        repository.Commit(Mallory);
        using var later = repository.Open();
        Assert.Contains("without its 'request.md'", (await Assert.ThrowsAsync<ForgeException>(() => later.FileAsync(Draft(), Cancellation))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_refused()
    {
        using var repository = new RecordsRepository();
        using var tracker = repository.Open();

        var refused = await Assert.ThrowsAsync<ForgeException>(() => tracker.FileAsync(Draft(Request() with { Reason = new string('ü', 40_000) }), Cancellation));

        Assert.Contains("64 KiB", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Files(repository));
    }

    [Fact]
    public async Task A_title_stays_one_line()
    {
        using var repository = new RecordsRepository();
        using var tracker = repository.Open();

        var issue = await tracker.FileAsync(Draft() with { Title = " a\r\n# b\u2028 " }, Cancellation);

        Assert.Equal("a  # b", issue.Title);
        Assert.Equal(Draft().Body, issue.Body);
    }

    [Fact]
    public async Task A_decision_is_one_command_in_a_file_of_its_own()
    {
        using var repository = new RecordsRepository();
        var filed = await repository.File();
        Command[] commands =
        [
            Approval(),
            new(CommandVerb.Reject, "0123456789", null, "no"),
            new(CommandVerb.Revoke, "0123456789", null, "no"),
            new(CommandVerb.Withdraw, "0123456789", null, ""),
            new(CommandVerb.Keep, "e1", null, ""),
            new(CommandVerb.Remove, "e2", null, ""),
        ];

        var paths = commands.Select(command => FolderDecisions.Write(repository.Root, repository.Policy, filed.Name, command)).ToList();

        Assert.Equal(
            ["0001-approve", "0002-reject", "0003-revoke", "0004-withdraw", "0005-keep", "0006-remove"],
            paths.Select(path => Path.GetFileName(path)[..^12]));
        Assert.Equal(commands, paths.Select(path => CommandReader.Read(File.ReadAllText(Path.Combine(repository.Root, path)), out _)));
        Assert.Equal(7, Files(repository).Length);
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("")]
    [InlineData(" ")]
    public async Task A_decision_that_could_not_be_read_back_is_not_written(string reason)
    {
        using var repository = new RecordsRepository();
        var filed = await repository.File();

        Assert.Throws<ForgeException>(() => repository.Approve(filed, reason));
        Assert.Single(Files(repository));
    }

    [Fact]
    public async Task Nothing_is_written_through_a_link()
    {
        using var repository = new RecordsRepository();
        using var elsewhere = new TempTree();
        File.CreateSymbolicLink(Path.Combine(repository.Root, ".popipeline"), elsewhere.Root);
        using var tracker = repository.Open();

        var refused = await Assert.ThrowsAsync<ForgeException>(() => tracker.FileAsync(Draft(), Cancellation));

        Assert.Contains("symbolic link", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ForgeException>(() => FolderDecisions.Write(repository.Root, repository.Policy, "PO3204-1-1", Approval()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere.Root));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("/etc")]
    public void A_decision_is_written_for_nothing_but_a_folder_of_the_records(string name)
    {
        using var repository = new RecordsRepository();

        Assert.Throws<ForgeException>(() => FolderDecisions.Write(repository.Root, repository.Policy, name, Approval()));
    }

    [Theory]
    [InlineData("../out")]
    [InlineData(".git")]
    [InlineData("a/../../b")]
    public async Task A_folder_outside_of_the_repository_or_in_git_is_no_folder_of_records(string folder)
    {
        using var repository = new RecordsRepository();
        using var tracker = repository.Open(policy: new RecordsPolicy { Folder = folder });

        await Assert.ThrowsAsync<ForgeException>(() => tracker.FileAsync(Draft(), Cancellation));
    }

    private static TrackedIssue Issue(string name) => new()
    {
        Id = name,
        Name = name,
        Order = 0,
        Title = "",
        Body = "",
        Author = new Account("", "", AccountKind.Person),
        CreatedAt = default,
        LastEdit = default,
        IsOpen = true,
    };

    private static ImmutableArray<string> Files(RecordsRepository repository)
    {
        var records = Path.Combine(repository.Root, ".popipeline");
        return Directory.Exists(records)
            ? [.. Directory.EnumerateFiles(records, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(repository.Root, file))]
            : [];
    }
}
