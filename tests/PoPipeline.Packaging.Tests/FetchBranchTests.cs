using PoPipeline.Tests;

namespace PoPipeline.Packaging.Tests;

/// <summary>The branch whose policy is trusted, brought into a checkout that has only the change.</summary>
public sealed class FetchBranchTests : IDisposable
{
    private readonly HostileCheckout hostile = new();
    private readonly string home = Directory.CreateTempSubdirectory("popipeline-fetch-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Origin => Path.Combine(home, "origin");

    public void Dispose()
    {
        hostile.Dispose();
        Directory.Delete(home, recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_branch_is_there_and_nothing_that_the_checkout_configures_is_obeyed(bool shallow)
    {
        var (checkout, expected) = await Checkout(shallow);
        var history = await SourceCopy.Git(checkout, "rev-list", "HEAD");

        var (exitCode, error) = await Fetch(checkout, "trunk");

        Assert.True(exitCode == 0, error);
        Assert.Equal("", error);
        Assert.Equal([], hostile.Canaries);
        Assert.Equal(expected, (await SourceCopy.Git(checkout, "rev-parse", "refs/remotes/origin/trunk")).Trim());
        Assert.Equal("trusted\n", await SourceCopy.Git(checkout, "show", "refs/remotes/origin/trunk:.popipeline.yml"));
        Assert.Equal(history, await SourceCopy.Git(checkout, "rev-list", "HEAD"));
        Assert.Equal(shallow ? 1 : 2, (await SourceCopy.Git(checkout, "rev-list", "refs/remotes/origin/trunk")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        await SourceCopy.Git(checkout, "fsck", "--connectivity-only");
    }

    [Fact]
    public async Task A_branch_that_has_moved_since_is_fetched_again_and_who_asks_is_not_written_down()
    {
        var (checkout, before) = await Checkout(shallow: true);
        await Fetch(checkout, "trunk");
        await SourceCopy.Git(Origin, "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--allow-empty", "--message", "Third");

        var (exitCode, error) = await Fetch(checkout, "trunk");

        Assert.True(exitCode == 0, error);
        Assert.NotEqual(before, (await SourceCopy.Git(checkout, "rev-parse", "refs/remotes/origin/trunk")).Trim());
        Assert.DoesNotContain(
            Directory.EnumerateFiles(home, "*", SearchOption.AllDirectories),
            file => File.ReadAllText(file).Contains("c2VjcmV0", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--upload-pack=touch pwned")]
    [InlineData("../../config")]
    [InlineData("a..b")]
    [InlineData("a b")]
    [InlineData("nowhere")]
    [InlineData("")]
    public async Task What_cannot_be_fetched_is_left_alone(string branch)
    {
        var (checkout, _) = await Checkout(shallow: true);
        var config = await File.ReadAllTextAsync(Path.Combine(checkout, ".git", "config"), Cancelled);

        var (exitCode, error) = await Fetch(checkout, branch);

        Assert.True(exitCode == 0, error);
        Assert.Equal([], hostile.Canaries);
        Assert.Equal(config, await File.ReadAllTextAsync(Path.Combine(checkout, ".git", "config"), Cancelled));
        Assert.False(Directory.Exists(Path.Combine(checkout, ".git", "refs", "remotes", "origin")));
    }

    private async Task<(string Checkout, string Trusted)> Checkout(bool shallow)
    {
        Directory.Move(await SourceCopy.Repository(new Dictionary<string, string>(StringComparer.Ordinal) { ["README.md"] = "first" }), Origin);
        string[] commit = ["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message", "Next"];
        await SourceCopy.Git(Origin, "branch", "--move", "trunk");
        await File.WriteAllTextAsync(Path.Combine(Origin, ".popipeline.yml"), "trusted\n", Cancelled);
        await SourceCopy.Git(Origin, "add", "--all");
        await SourceCopy.Git(Origin, commit);
        await SourceCopy.Git(Origin, "checkout", "--quiet", "-b", "change");
        await File.WriteAllTextAsync(Path.Combine(Origin, ".popipeline.yml"), "loosened\n", Cancelled);
        await SourceCopy.Git(Origin, "add", "--all");
        await SourceCopy.Git(Origin, commit);
        await SourceCopy.Git(Origin, "checkout", "--quiet", "trunk");
        var checkout = Path.Combine(home, "checkout");
        await SourceCopy.Git(home, "init", "--quiet", "checkout");
        await SourceCopy.Git(checkout, ["fetch", "--quiet", "--no-tags", .. shallow ? ["--depth", "1"] : Array.Empty<string>(), "file://" + Origin, "change"]);
        await SourceCopy.Git(checkout, "checkout", "--quiet", "--detach", "FETCH_HEAD");
        await hostile.Make();
        foreach (var line in (await SourceCopy.Git(hostile.Folder, "config", "--local", "--list")).Split('\n'))
        {
            if (line.Split('=', 2) is [var key, var value] && (value.Contains(hostile.Folder, StringComparison.Ordinal) || key.StartsWith("url.", StringComparison.Ordinal)))
            {
                await SourceCopy.Git(checkout, "config", key, value);
            }
        }

        foreach (var program in new[] { "git", "env", "sed", "mkdir" })
        {
            File.Copy(Path.Combine(hostile.Folder, program), Path.Combine(checkout, program));
        }

        return (checkout, (await SourceCopy.Git(Origin, "rev-parse", "trunk")).Trim());
    }

    private async Task<(int ExitCode, string Error)> Fetch(string checkout, string branch)
    {
        var folder = Directory.CreateDirectory(Path.Combine(home, $"work-{Guid.NewGuid():n}")).FullName;
        var environment = new Dictionary<string, string?>(hostile.Variables, StringComparer.Ordinal)
        {
            ["PATH"] = $".:{checkout}::{Environment.GetEnvironmentVariable("PATH")}",
            ["PO_REMOTE"] = "file://" + Origin,
            ["PO_REMOTE_HEADER"] = "AUTHORIZATION: basic c2VjcmV0",
        };
        var (exitCode, _, error) = await Components.Run("/bin/sh", [Path.Combine(TestPaths.Repository, "packaging", "fetch-branch.sh"), checkout, branch, folder], checkout, environment);
        return (exitCode, error);
    }
}
