using System.Collections.Immutable;
using System.Text;
using PoPipeline.Forges;
using PoPipeline.Tests.Doubles;

namespace PoPipeline.Tests.Decisions.Trackers;

/// <summary>A ledger on a branch of GitHub.</summary>
public sealed class GitHubLedgerTests(GitHubFixture fixture) : IClassFixture<GitHubFixture>, IAsyncLifetime
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private GitHubDouble Server => fixture.Server;

    public async ValueTask InitializeAsync() => await fixture.ResetAsync();

    public async ValueTask DisposeAsync() => await Server.AssertNoViolations();

    [Fact]
    public async Task It_is_published_and_fetched_byte_by_byte()
    {
        using var here = Folder(("checkpoint", "popipeline\n3\n"), ("tile/0/000.p/3", "\0\u0001\u0002binary"), ("tile/entries/000.p/3", "\0\u0005hello"));
        using var there = Folder(("tile/entries/000.p/2", "old"), (".lock", ""));
        var (one, _) = await fixture.OpenAsync();
        var (two, _) = await fixture.OpenAsync(fixture.Options("ghs_job"));

        Assert.True(await one.Ledger!.PublishAsync(here.Path, Stop));
        await two.Ledger!.FetchAsync(there.Path, Stop);

        Assert.Equal(Files(here), Files(there).Remove(".lock"));
        Assert.True(File.Exists(Path.Combine(there.Path, ".lock")));
        one.Dispose();
        two.Dispose();
    }

    [Fact]
    public async Task What_was_never_published_is_taken_back_without_a_trace_of_a_ledger()
    {
        using var here = Folder((".lock", ""), ("checkpoint", "1"), ("tile/0/000.p/1", "a"), ("tile/entries/000.p/1", "b"));
        var (one, _) = await fixture.OpenAsync();

        await one.Ledger!.FetchAsync(here.Path, Stop);

        Assert.Equal([Path.Combine(here.Path, ".lock")], Directory.GetFileSystemEntries(here.Path));
        one.Dispose();
    }

    [Fact]
    public async Task What_did_not_change_is_neither_sent_nor_fetched_again()
    {
        using var here = Folder(("checkpoint", "1"), ("tile/0/000.p/1", "a"), ("tile/entries/000", "full"));
        using var there = new TemporaryFolder();
        var (one, _) = await fixture.OpenAsync();
        var (two, _) = await fixture.OpenAsync();
        Assert.True(await one.Ledger!.PublishAsync(here.Path, Stop));
        await two.Ledger!.FetchAsync(there.Path, Stop);
        var (blobs, reads) = (await Count("POST", "blobs"), await Count("GET", "blobs"));

        Write(there, "checkpoint", "2");
        File.Delete(Path.Combine(there.Path, "tile/0/000.p/1"));
        Write(there, "tile/0/000.p/2", "ab");
        Assert.True(await two.Ledger.PublishAsync(there.Path, Stop));
        Assert.True(await two.Ledger.PublishAsync(there.Path, Stop));
        Assert.Equal(blobs + 2, await Count("POST", "blobs"));
        await one.Ledger.FetchAsync(here.Path, Stop);
        Assert.Equal(reads + 2, await Count("GET", "blobs"));

        Assert.Equal(Files(there), Files(here));
        one.Dispose();
        two.Dispose();
    }

    [Fact]
    public async Task Of_two_that_publish_at_once_one_has_to_begin_again()
    {
        using var a = Folder(("checkpoint", "a"));
        using var b = Folder(("checkpoint", "b"));
        var (one, _) = await fixture.OpenAsync();
        var (two, _) = await fixture.OpenAsync();
        using var empty = new TemporaryFolder();
        await one.Ledger!.FetchAsync(empty.Path, Stop);
        await two.Ledger!.FetchAsync(empty.Path, Stop);

        Assert.True(await one.Ledger.PublishAsync(a.Path, Stop));
        Assert.False(await two.Ledger.PublishAsync(b.Path, Stop));
        await two.Ledger.FetchAsync(b.Path, Stop);
        Assert.Equal(Files(a), Files(b));
        Write(b, "checkpoint", "c");
        Write(a, "checkpoint", "d");
        Assert.True(await two.Ledger.PublishAsync(b.Path, Stop));
        Assert.False(await one.Ledger.PublishAsync(a.Path, Stop));
        one.Dispose();
        two.Dispose();
    }

    [Fact]
    public async Task A_store_without_a_branch_empties_the_folder()
    {
        using var here = Folder(("checkpoint", "a"), ("tile/0/000", "x"));
        var (tracker, _) = await fixture.OpenAsync();

        await tracker.Ledger!.FetchAsync(here.Path, Stop);

        Assert.Empty(Files(here));
        tracker.Dispose();
    }

    [Fact]
    public async Task Names_that_no_ledger_has_are_never_written()
    {
        using var here = new TemporaryFolder();
        var (tracker, _) = await fixture.OpenAsync();
        await Server.Control("files", new
        {
            repo = "acme/app",
            branch = "popipeline/ledger-77",
            @as = "bob",
            files = new Dictionary<string, string> { ["checkpoint"] = "a", [".git/hooks/pre-commit"] = "evil", ["tile/../../x"] = "evil", [".lock"] = "evil", ["tile/0/x"] = "evil" },
        });

        await tracker.Ledger!.FetchAsync(here.Path, Stop);

        Assert.Equal(["checkpoint"], Files(here).Keys);
        tracker.Dispose();
    }

    [Fact]
    public async Task A_refusal_names_what_is_missing()
    {
        using var here = Folder(("checkpoint", "a"));
        var (tracker, _) = await fixture.OpenAsync(fixture.Options("ghs_reader"));

        var refusal = await Assert.ThrowsAsync<ForgeException>(() => tracker.Ledger!.PublishAsync(here.Path, Stop));

        Assert.Contains("the token lacks the permission 'contents: write'", refusal.Message, StringComparison.Ordinal);
        tracker.Dispose();
    }

    [Theory]
    [InlineData("POST", "/repos/acme/app/git/refs", "cut")]
    [InlineData("POST", "/repos/acme/app/git/refs", "reset")]
    [InlineData("POST", "/repos/acme/app/git/blobs", "cut")]
    [InlineData("POST", "/repos/acme/app/git/commits", "cut")]
    public async Task A_connection_that_breaks_while_it_is_published_does_no_harm(string method, string path, string mode)
    {
        using var here = Folder(("checkpoint", "a"));
        var (tracker, _) = await fixture.OpenAsync();
        await Server.Control("fail", new { method, path, mode });

        Assert.True(await tracker.Ledger!.PublishAsync(here.Path, Stop));

        tracker.Dispose();
    }

    private async Task<int> Count(string method, string kind) =>
        (await Server.Log()).Count(entry => entry!["method"]!.GetValue<string>() == method && entry["path"]!.GetValue<string>().Contains($"/git/{kind}", StringComparison.Ordinal));

    private static TemporaryFolder Folder(params (string Name, string Content)[] files)
    {
        var folder = new TemporaryFolder();
        foreach (var (name, content) in files)
        {
            Write(folder, name, content);
        }

        return folder;
    }

    private static void Write(TemporaryFolder folder, string name, string content)
    {
        var path = Path.Combine(folder.Path, name);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    private static ImmutableSortedDictionary<string, string> Files(TemporaryFolder folder) =>
        Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .ToImmutableSortedDictionary(path => Path.GetRelativePath(folder.Path, path), path => Convert.ToHexString(File.ReadAllBytes(path)), StringComparer.Ordinal);
}
