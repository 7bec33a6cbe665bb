using System.Text.Json.Nodes;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Doubles.GitLab.Control;
using PoPipeline.Forges;
using static PoPipeline.Tests.Decisions.GitLab.GitLabWorld;

namespace PoPipeline.Tests.Decisions.GitLab;

public class GitLabLedgerStoreTests
{
    [Fact]
    public async Task A_ledger_comes_back_as_it_was_published()
    {
        await using var world = await StartAsync();
        using var here = new TemporaryFolder();
        using var there = new TemporaryFolder();
        var ledger = Ledger(world);
        await ledger.FetchAsync(here.Path, Cancellation);
        Write(here, "checkpoint", "one");
        Write(here, "tile/0/000.p/1", "\0\u0001 bytes");
        Write(here, "tile/entries/000.p/1", "entry");
        Write(here, ".lock", "not part of it");
        Assert.True(await ledger.PublishAsync(here.Path, Cancellation));

        Write(there, "tile/0/999", "stale");
        Write(there, ".lock", "mine");
        await Ledger(world).FetchAsync(there.Path, Cancellation);

        Assert.Equal([".lock", "checkpoint", "tile/0/000.p/1", "tile/entries/000.p/1"], Files(there));
        Assert.Equal("\0\u0001 bytes", File.ReadAllText(Path.Combine(there.Path, "tile/0/000.p/1")));
        Assert.Equal("mine", File.ReadAllText(Path.Combine(there.Path, ".lock")));
    }

    [Fact]
    public async Task What_was_never_published_is_taken_back_without_a_trace_of_a_ledger()
    {
        await using var world = await StartAsync();
        using var here = new TemporaryFolder();
        Write(here, "checkpoint", "one");
        Write(here, "tile/entries/000.p/1", "entry");
        Write(here, ".lock", "");

        await Ledger(world).FetchAsync(here.Path, Cancellation);

        Assert.Equal([Path.Combine(here.Path, ".lock")], Directory.GetFileSystemEntries(here.Path));
    }

    [Fact]
    public async Task Only_what_changed_is_sent_and_fetched()
    {
        await using var world = await StartAsync();
        using var folder = new TemporaryFolder();
        var ledger = Ledger(world);
        await ledger.FetchAsync(folder.Path, Cancellation);
        Write(folder, "checkpoint", "one");
        Write(folder, "tile/0/000.p/1", "1");
        Assert.True(await ledger.PublishAsync(folder.Path, Cancellation));

        Write(folder, "checkpoint", "two");
        Write(folder, "tile/0/000.p/2", "2");
        File.Delete(Path.Combine(folder.Path, "tile/0/000.p/1"));
        Assert.True(await ledger.PublishAsync(folder.Path, Cancellation));
        Assert.True(await ledger.PublishAsync(folder.Path, Cancellation));

        Assert.Equal(2, world.Count("POST", "/repository/commits"));
        await Ledger(world).FetchAsync(folder.Path, Cancellation);
        Assert.Equal(0, world.Count("GET", "/.popipeline-ledger/501/checkpoint/raw"));
        Assert.Equal(["checkpoint", "tile/0/000.p/2"], Files(folder));
    }

    [Fact]
    public async Task Of_two_runs_that_publish_the_second_has_to_begin_again()
    {
        await using var world = await StartAsync();
        using var one = new TemporaryFolder();
        using var two = new TemporaryFolder();
        foreach (var round in Enumerable.Range(1, 3))
        {
            var first = Ledger(world);
            var second = Ledger(world);
            await first.FetchAsync(one.Path, Cancellation);
            await second.FetchAsync(two.Path, Cancellation);
            Write(one, "checkpoint", $"one {round}");
            Write(two, "checkpoint", $"two {round}");

            Assert.True(await first.PublishAsync(one.Path, Cancellation));
            Assert.False(await second.PublishAsync(two.Path, Cancellation));

            await second.FetchAsync(two.Path, Cancellation);
            Assert.Equal($"one {round}", File.ReadAllText(Path.Combine(two.Path, "checkpoint")));
            Write(two, "checkpoint", $"two {round}");
            Assert.True(await second.PublishAsync(two.Path, Cancellation));
        }
    }

    [Fact]
    public async Task Of_ten_runs_that_publish_at_once_one_does()
    {
        await using var world = await StartAsync();
        var runs = new List<(TemporaryFolder Folder, ILedgerStore Ledger)>();
        foreach (var number in Enumerable.Range(0, 10))
        {
            var run = (Folder: new TemporaryFolder(), Ledger: Ledger(world));
            await run.Ledger.FetchAsync(run.Folder.Path, Cancellation);
            Write(run.Folder, "checkpoint", $"run {number}");
            runs.Add(run);
        }

        var published = await Task.WhenAll(runs.Select(run => Task.Run(() => run.Ledger.PublishAsync(run.Folder.Path, Cancellation))));

        Assert.Single(published, isPublished => isPublished);
        runs.ForEach(run => run.Folder.Dispose());
    }

    [Fact]
    public async Task A_branch_that_the_token_may_not_push_to_is_told()
    {
        await using var world = await StartAsync();
        using var folder = new TemporaryFolder();
        var ledger = world.Tracker("glpat-dave").Ledger!;
        await ledger.FetchAsync(folder.Path, Cancellation);
        Write(folder, "checkpoint", "one");

        var error = await Assert.ThrowsAsync<ForgeException>(() => ledger.PublishAsync(folder.Path, Cancellation));

        Assert.Contains("popipeline/ledger-501", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_are_none_of_a_ledger_are_left_where_they_are()
    {
        await using var world = await StartAsync();
        using var folder = new TemporaryFolder();
        var ledger = Ledger(world);
        await ledger.FetchAsync(folder.Path, Cancellation);
        Write(folder, "checkpoint", "one");
        Assert.True(await ledger.PublishAsync(folder.Path, Cancellation));
        foreach (var name in new[] { "evil.sh", "tile/0/passwd", "head/zzz" })
        {
            world.Act("pushFile", "mallory", new JsonObject { ["branch"] = "popipeline/ledger-501", ["path"] = $".popipeline-ledger/501/{name}", ["content"] = "x" });
        }

        await Ledger(world).FetchAsync(folder.Path, Cancellation);

        Assert.Equal(["checkpoint"], Files(folder));
    }

    [Fact]
    public async Task Nothing_is_written_through_a_link()
    {
        await using var world = await StartAsync();
        using var folder = new TemporaryFolder();
        using var elsewhere = new TemporaryFolder();
        var ledger = Ledger(world);
        await ledger.FetchAsync(folder.Path, Cancellation);
        Write(folder, "tile/0/000", "hashes");
        Assert.True(await ledger.PublishAsync(folder.Path, Cancellation));
        Directory.Delete(Path.Combine(folder.Path, "tile"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "tile"), elsewhere.Path);

        await Assert.ThrowsAsync<ForgeException>(() => Ledger(world).FetchAsync(folder.Path, Cancellation));

        Assert.Empty(Files(elsewhere));
    }

    [Fact]
    public async Task A_ledger_that_was_never_published_is_empty()
    {
        await using var world = await StartAsync();
        using var folder = new TemporaryFolder();
        Write(folder, "checkpoint", "left over");

        await Ledger(world).FetchAsync(folder.Path, Cancellation);

        Assert.Empty(Files(folder));
    }

    [Fact]
    public async Task A_publication_whose_answer_was_lost_is_seen_when_the_run_begins_again()
    {
        await using var world = await StartAsync();
        using var folder = new TemporaryFolder();
        world.Server.Plan(new Fault { Kind = FaultKind.Cut, Method = "POST", Path = "/repository/commits" });
        var ledger = Ledger(world);
        await ledger.FetchAsync(folder.Path, Cancellation);
        Write(folder, "checkpoint", "one");

        var error = await Assert.ThrowsAsync<ForgeException>(() => ledger.PublishAsync(folder.Path, Cancellation));
        var isPublished = await ledger.PublishAsync(folder.Path, Cancellation);
        await ledger.FetchAsync(folder.Path, Cancellation);

        Assert.True(error.IsOutage);
        Assert.False(isPublished);
        Assert.Equal("one", File.ReadAllText(Path.Combine(folder.Path, "checkpoint")));
        Assert.True(await ledger.PublishAsync(folder.Path, Cancellation));
    }

    private static ILedgerStore Ledger(GitLabWorld world) => world.Tracker().Ledger!;

    private static void Write(TemporaryFolder folder, string name, string text)
    {
        var path = Path.Combine(folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static string[] Files(TemporaryFolder folder) =>
        [.. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder.Path, path)).Order(StringComparer.Ordinal)];
}
