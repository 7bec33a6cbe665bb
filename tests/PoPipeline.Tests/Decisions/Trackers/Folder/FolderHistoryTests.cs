using System.Globalization;
using System.Text;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Decisions.Trust;
using PoPipeline.Forges;
using PoPipeline.Rules.Model.Policies;
using static PoPipeline.Tests.Decisions.Trackers.Folder.RecordsRepository;

namespace PoPipeline.Tests.Decisions.Trackers.Folder;

public sealed class FolderHistoryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_merge_is_not_the_author_of_what_it_brings()
    {
        using var repository = new RecordsRepository();
        var filed = await repository.File();
        repository.Git("switch", "--quiet", "--create", "decide");
        repository.Approve(filed);
        repository.Commit(Alice);
        repository.Git("switch", "--quiet", "main");
        repository.Write("other", "x").Commit(Bob);
        repository.As(Mallory, "merge", "--quiet", "--no-ff", "--message=m", "decide");

        var comment = await repository.OnlyComment();

        Assert.Equal(Alice, comment.Author.Id);
        Assert.Null(comment.LastEdit.Value);
    }

    [Fact]
    public async Task A_merge_is_the_author_of_what_none_of_its_parents_has()
    {
        using var repository = new RecordsRepository();
        var filed = await repository.File();
        repository.Git("switch", "--quiet", "--create", "side");
        repository.Write("side", "x").Commit(Alice);
        repository.Git("switch", "--quiet", "main");
        repository.Write("other", "x").Commit(Bob);
        repository.Git("merge", "--quiet", "--no-ff", "--no-commit", "side");
        repository.Approve(filed);
        repository.Commit(Mallory);

        Assert.Equal(Mallory, (await repository.OnlyComment()).Author.Id);
    }

    [Fact]
    public async Task A_merge_that_changes_what_its_parents_have_is_an_edit()
    {
        using var repository = new RecordsRepository();
        var path = repository.Approve(await repository.File());
        repository.Commit(Alice);
        repository.Git("switch", "--quiet", "--create", "side");
        repository.Write("side", "x").Commit(Bob);
        repository.Git("switch", "--quiet", "main");
        repository.Git("merge", "--quiet", "--no-ff", "--no-commit", "side");
        repository.Write(path, Approval(reason: "for ever").ToString()).Commit(Mallory);

        var comment = await repository.OnlyComment();

        Assert.Equal(Alice, comment.Author.Id);
        Assert.Equal(Mallory, comment.LastEdit.Value?.Editor?.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_merge_that_brings_back_what_was_deleted_is_an_edit_whichever_parent_comes_first(bool isOldFirst)
    {
        using var repository = new RecordsRepository();
        var path = repository.Approve(await repository.File());
        repository.Commit(Alice);
        repository.Git("branch", "old");
        repository.Git("rm", "--quiet", path);
        repository.Commit(Alice);
        repository.Git("switch", "--quiet", "old");
        repository.Write("old", "x").Commit(Mallory);
        repository.Git("switch", "--quiet", isOldFirst ? "old" : "main");
        repository.As(Mallory, "merge", "--quiet", "--no-ff", "--no-commit", isOldFirst ? "main" : "old");
        repository.Git("checkout", "old", "--", path);
        repository.Commit(Mallory);
        repository.Git("switch", "--quiet", "-C", "main");

        var comment = await repository.OnlyComment();

        Assert.Equal(Alice, comment.Author.Id);
        Assert.Equal(Mallory, comment.LastEdit.Value?.Editor?.Id);
    }

    [Fact]
    public async Task Many_branches_that_begin_before_a_decision_and_end_after_it_change_nothing()
    {
        using var repository = new RecordsRepository();
        var filed = await repository.File();
        foreach (var branch in Enumerable.Range(0, 5))
        {
            repository.Git("switch", "--quiet", "--create", $"b{branch}", "main");
            repository.Write($"b{branch}", "x").Commit(Bob);
        }

        repository.Git("switch", "--quiet", "main");
        repository.Approve(filed);
        repository.Commit(Alice);
        foreach (var branch in Enumerable.Range(0, 5))
        {
            repository.As(Bob, "merge", "--quiet", "--no-ff", "--message=m", $"b{branch}");
        }

        var comment = await repository.OnlyComment();

        Assert.Equal(Alice, comment.Author.Id);
        Assert.Null(comment.LastEdit.Value);
    }

    [Fact]
    public async Task The_order_is_that_of_the_branch_whatever_dates_commits_claim()
    {
        using var repository = new RecordsRepository();
        var filed = await repository.File();
        var late = repository.Approve(filed, "first");
        repository.Git("add", "--all");
        repository.As(Alice, "commit", "--quiet", "--message=m");
        var raw = repository.Git("cat-file", "commit", "HEAD");
        Replace(repository, raw, stamp => stamp + (20L * 365 * 86400));
        repository.Git("switch", "--quiet", "--create", "side");
        var early = repository.Approve(filed, "second");
        repository.Commit(Alice);
        Replace(repository, repository.Git("cat-file", "commit", "HEAD"), _ => 86400);
        repository.Git("switch", "--quiet", "main");
        repository.As(Bob, "merge", "--quiet", "--no-ff", "--message=m", "side");

        var comments = (await repository.Only()).Comments;

        Assert.Equal([late, early], comments.Select(comment => comment.Id));
        Assert.True(comments[0].Order < comments[1].Order && comments[1].Order < 1L << 53);
        Assert.Equal(1970, comments[1].CreatedAt.Year);
    }

    [Theory]
    [InlineData("99999999999999")]
    [InlineData("-5")]
    [InlineData("9223372036854775807")]
    [InlineData("x")]
    public async Task A_date_that_is_none_stops_nothing(string stamp)
    {
        using var repository = new RecordsRepository();
        repository.Approve(await repository.File());
        repository.Commit(Alice);
        var raw = string.Join('\n', repository.Git("cat-file", "commit", "HEAD").Split('\n')
            .Select(line => line.StartsWith("author ", StringComparison.Ordinal) || line.StartsWith("committer ", StringComparison.Ordinal) ? line[..(line.IndexOf('>', StringComparison.Ordinal) + 2)] + stamp + " +9999" : line));
        Commit(repository, raw);

        using var tracker = repository.Open();
        try
        {
            var reading = await tracker.ReadAsync([], Cancellation);
            Assert.Single(Assert.Single(reading.Issues).Comments);
        }
        catch (ForgeException exception)
        {
            Assert.Contains("git fsck", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_clone_that_is_cut_off_is_refused_with_what_to_do()
    {
        using var origin = new RecordsRepository();
        origin.Approve(await origin.File());
        origin.Commit(Alice);
        using var clone = FolderTrackerTests.Clone(origin, "--depth=1");
        using var tracker = clone.Open();

        var context = await tracker.OpenAsync(Cancellation);
        Assert.Equal(("main", ""), (context.Branch, context.Scope.Repository));
        await Assert.ThrowsAsync<ForgeException>(() => tracker.FileAsync(new IssueDraft(RecordsRepository.Request(), "title", "body"), Cancellation));
        var refused = await Assert.ThrowsAsync<ForgeException>(() => tracker.ReadAsync([], Cancellation));
        await Assert.ThrowsAsync<ForgeException>(() => tracker.AuthorsOfAsync("README.md", Cancellation));

        Assert.Contains("fetch-depth: 0", refused.Message, StringComparison.Ordinal);
        Assert.Contains("GIT_DEPTH: 0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkout_of_a_pipeline_takes_the_branch_that_it_is_told_and_guesses_none()
    {
        using var origin = new RecordsRepository();
        origin.Approve(await origin.File());
        origin.Commit(Alice);
        using var clone = Checkout(origin, "+refs/heads/*:refs/remotes/origin/*");
        using var told = clone.Open(hint: new BranchHint(Given: null, Told: "main"));
        using var given = clone.Open(hint: new BranchHint(Given: "main", Told: "trunk"));
        using var guessing = clone.Open();

        Assert.Equal("main", (await told.OpenAsync(Cancellation)).Branch);
        Assert.Equal("main", (await given.OpenAsync(Cancellation)).Branch);
        var refused = await Assert.ThrowsAsync<ForgeException>(() => guessing.OpenAsync(Cancellation));
        Assert.Contains("--trusted-branch", refused.Message, StringComparison.Ordinal);
        Assert.Contains("CI_DEFAULT_BRANCH", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_and_a_clone_that_say_different_things_are_both_not_believed()
    {
        using var origin = new RecordsRepository();
        origin.Git("branch", "evil");
        using var clone = FolderTrackerTests.Clone(origin);
        using var told = clone.Open(hint: new BranchHint(Given: null, Told: "evil"));

        Assert.Contains("--trusted-branch", (await Assert.ThrowsAsync<ForgeException>(() => told.OpenAsync(Cancellation))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkout_without_the_branch_is_refused_with_what_to_do()
    {
        using var origin = new RecordsRepository();
        await origin.File();
        using var clone = Checkout(origin, "+refs/heads/main:refs/pipelines/1");
        using var unknown = clone.Open();
        using var named = clone.Open(policy: new RecordsPolicy { Branch = "release" });
        using var strange = clone.Open(policy: new RecordsPolicy { Branch = "../../../etc/passwd" });

        Assert.Contains("git remote set-head origin --auto", (await Assert.ThrowsAsync<ForgeException>(() => unknown.OpenAsync(Cancellation))).Message, StringComparison.Ordinal);
        Assert.Contains("git fetch origin release:refs/remotes/origin/release", (await Assert.ThrowsAsync<ForgeException>(() => named.OpenAsync(Cancellation))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ForgeException>(() => strange.OpenAsync(Cancellation));
    }

    [Fact]
    public async Task The_branch_is_the_one_of_the_policy_else_the_default_of_the_remote()
    {
        using var origin = new RecordsRepository();
        origin.Git("branch", "release");
        origin.Git("switch", "--quiet", "--create", "develop");
        origin.Write("x", "x").Commit(Bob);
        using var clone = FolderTrackerTests.Clone(origin);
        using var byDefault = clone.Open();
        using var named = clone.Open(policy: new RecordsPolicy { Branch = "release" });

        Assert.Equal("develop", (await byDefault.OpenAsync(Cancellation)).Branch);
        Assert.Equal("release", (await named.OpenAsync(Cancellation)).Branch);
        clone.Git("remote", "rename", "origin", "upstream");
        using var renamed = clone.Open(policy: new RecordsPolicy { Branch = "release" });
        Assert.Equal("release", (await renamed.OpenAsync(Cancellation)).Branch);
        clone.Git("remote", "add", "other", "https://example.org/x");
        using var several = clone.Open();
        Assert.Contains("several remotes", (await Assert.ThrowsAsync<ForgeException>(() => several.OpenAsync(Cancellation))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_git_and_a_repository_without_a_commit_are_refused()
    {
        using var bare = new TempTree();
        using var none = new PoPipeline.Decisions.Trackers.Folder.FolderTracker(bare.Root, new RecordsPolicy(), TimeProvider.System, _ => null, BranchHint.None);
        Assert.Contains("no git repository", (await Assert.ThrowsAsync<ForgeException>(() => none.OpenAsync(Cancellation))).Message, StringComparison.Ordinal);

        bare.Git("init");
        using var empty = new PoPipeline.Decisions.Trackers.Folder.FolderTracker(bare.Root, new RecordsPolicy(), TimeProvider.System, _ => null, BranchHint.None);
        Assert.Contains("no commit yet", (await Assert.ThrowsAsync<ForgeException>(() => empty.OpenAsync(Cancellation))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_root_below_the_top_of_a_repository_has_records_of_its_own()
    {
        using var repository = new RecordsRepository();
        repository.Write("service/main", "x").Commit(Alice);
        var service = new RecordsRepository(repository.Tree, "service");
        service.Approve(await service.File());
        service.Commit(Alice);
        using var tracker = service.Open();

        var comment = await service.OnlyComment();

        Assert.StartsWith(".popipeline/records/", comment.Id, StringComparison.Ordinal);
        Assert.Equal(Alice, comment.Author.Id);
        Assert.Equal("x", await tracker.ReadTrustedAsync("main", Cancellation));
        Assert.Equal([Alice], await tracker.AuthorsOfAsync("main", Cancellation));
        Assert.Null(await tracker.ReadTrustedAsync("README.md", Cancellation));
    }

    [Fact]
    public async Task Names_and_kinds_of_files_that_are_no_records_are_left_alone()
    {
        using var repository = new RecordsRepository();
        var filed = await repository.File();
        foreach (var name in new[] { "records/README.md", "records/.hidden/request.md", "records/-x/request.md", $"records/{filed.Name}/note.txt", $"records/{filed.Name}/a b.md", $"records/{filed.Name}/deep/x.md", "records/empty/0001-approve-0.md" })
        {
            repository.Write(".popipeline/" + name, "/po approve");
        }

        File.CreateSymbolicLink(Path.Combine(repository.Root, filed.Id, "0001-approve-link.md"), "../../../README.md");
        File.CreateSymbolicLink(Path.Combine(repository.Root, ".popipeline", "records", "linked"), filed.Name);
        var large = $"{filed.Id}/0002-approve-large.md";
        repository.Write(large, new string('x', 70_000));
        var latin = $"{filed.Id}/0003-approve-latin.md";
        File.WriteAllBytes(Path.Combine(repository.Root, latin), [.. "/po approve "u8, 0xE9]);

        foreach (var isCommitted in new[] { false, true })
        {
            if (isCommitted)
            {
                repository.Commit(Alice);
            }

            var issue = await repository.Only();
            Assert.Equal([large, latin], issue.Comments.Select(comment => comment.Id));
            Assert.Equal(["It is larger than 64 KiB", "It is not valid UTF-8"], issue.Comments.Select(comment => comment.Unproven));
        }
    }

    [Fact]
    public async Task Records_behind_a_link_are_not_read()
    {
        using var origin = new RecordsRepository();
        origin.Approve(await origin.File());
        origin.Commit(Alice);
        Directory.Move(Path.Combine(origin.Root, ".popipeline"), Path.Combine(origin.Root, "elsewhere"));
        File.CreateSymbolicLink(Path.Combine(origin.Root, ".popipeline"), "elsewhere");

        using var tracker = origin.Open();
        Assert.Contains("symbolic link", (await Assert.ThrowsAsync<ForgeException>(() => tracker.ReadAsync([], Cancellation))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_byte_that_rots_in_the_objects_of_git_is_a_crash_or_a_wait(bool isPacked)
    {
        using var repository = new RecordsRepository();
        repository.Approve(await repository.File());
        repository.Commit(Alice);
        if (isPacked)
        {
            repository.Git("gc", "--quiet");
        }

        var whole = await repository.OnlyComment();
        var objects = Directory.EnumerateFiles(Path.Combine(repository.Root, ".git", "objects"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var seen = 0;
        foreach (var path in objects)
        {
            var bytes = File.ReadAllBytes(path);
            var offsets = Enumerable.Range(0, 12).Select(part => part * (bytes.Length - 1) / 11).ToList();
            foreach (var damaged in offsets.Select(at => bytes[..at]).Concat(offsets.Select(at => Flipped(bytes, at))).Append(null))
            {
                // Git makes them read-only.
                File.Delete(path);
                if (damaged is not null)
                {
                    File.WriteAllBytes(path, damaged);
                }

                try
                {
                    Assert.Equal(whole.Author, (await Task.Run(() => repository.OnlyComment()).WaitAsync(TimeSpan.FromMinutes(1), Cancellation)).Author);
                }
                catch (ForgeException exception)
                {
                    seen++;
                    Assert.Contains("repository", exception.Message, StringComparison.Ordinal);
                }
            }

            File.WriteAllBytes(path, bytes);
        }

        Assert.True(seen > 10);
        Assert.Equal(whole.Author, (await repository.OnlyComment()).Author);
    }

    [Fact]
    public async Task A_clone_that_borrows_its_objects_reads_them_and_minds_their_damage()
    {
        using var origin = new RecordsRepository();
        origin.Approve(await origin.File());
        origin.Commit(Alice);
        using var clone = new RecordsRepository(new TempTree());
        origin.Git("clone", "--quiet", "--shared", origin.Root, clone.Root);
        Assert.Equal(Alice, (await clone.OnlyComment()).Author.Id);

        var tip = origin.Git("rev-parse", "HEAD");
        var file = Path.Combine(origin.Root, ".git", "objects", tip[..2], tip[2..]);
        var bytes = File.ReadAllBytes(file);
        File.Delete(file);
        File.WriteAllBytes(file, bytes[..^6]);

        Assert.Contains($"The object {tip} of the repository is damaged", (await Assert.ThrowsAsync<ForgeException>(() => clone.OnlyComment())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_thousand_commits_and_two_hundred_decisions_are_walked_in_one_go()
    {
        using var repository = new RecordsRepository();
        var filed = await repository.File();
        Import(repository, filed.Id, commits: 2000, every: 10);

        var issue = await repository.Only();

        Assert.Equal(200, issue.Comments.Length);
        Assert.All(issue.Comments, comment => Assert.Equal(Alice, comment.Author.Id));
        Assert.Equal(Bob, issue.Author.Id);
    }

    private static byte[] Flipped(byte[] bytes, int at)
    {
        var copy = bytes.ToArray();
        copy[at] ^= 0x41;
        return copy;
    }

    private static RecordsRepository Checkout(RecordsRepository origin, string fetched)
    {
        var clone = new RecordsRepository(new TempTree());
        clone.Git("init", "--quiet", "--initial-branch=none");
        clone.Git("remote", "add", "origin", "file://" + origin.Root);
        clone.Git("config", "--unset-all", "remote.origin.fetch");
        clone.Git("fetch", "--quiet", "origin", fetched);
        clone.Git("checkout", "--quiet", "--detach", origin.Git("rev-parse", "main"));
        return clone;
    }

    private static void Replace(RecordsRepository repository, string raw, Func<long, long> stamp) => Commit(repository, string.Join('\n', raw.Split('\n').Select(line =>
    {
        var parts = line.Split(' ');
        return parts[0] is "author" or "committer"
            ? string.Join(' ', [.. parts[..^2], stamp(long.Parse(parts[^2], CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture), parts[^1]])
            : line;
    })));

    private static void Commit(RecordsRepository repository, string raw)
    {
        repository.Write(".git/raw", raw + "\n");
        var name = repository.Git("hash-object", "-t", "commit", "-w", "--literally", ".git/raw");
        repository.Write($".git/{repository.Git("symbolic-ref", "HEAD")}", name + "\n");
    }

    private static void Import(RecordsRepository repository, string folder, int commits, int every)
    {
        var stream = new StringBuilder();
        var parent = "refs/heads/main^0";
        foreach (var commit in Enumerable.Range(1, commits))
        {
            var path = commit % every == 0 ? $"{folder}/{commit / every:0000}-approve-0.md" : "src/file";
            var text = $"/po approve 0123456789 until 2026-12-01 reason: {commit}\n";
            _ = stream.Append(CultureInfo.InvariantCulture, $"commit refs/heads/main\nmark :{commit}\ncommitter Alice <{Alice}> {1793520000 + commit} +0000\ndata 1\nm\nfrom {parent}\nM 644 inline {path}\ndata {Encoding.UTF8.GetByteCount(text)}\n{text}\n");
            parent = $":{commit}";
        }

        var file = Path.Combine(repository.Root, ".git", "import");
        File.WriteAllText(file, stream.ToString());
        repository.Git("-c", $"alias.import=!git fast-import --quiet < '{file}'", "import");
        repository.Git("reset", "--quiet", "--hard");
    }
}
