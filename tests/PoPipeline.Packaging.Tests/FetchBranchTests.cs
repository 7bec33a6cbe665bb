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

    [Theory]
    [InlineData("app", "")]
    [InlineData("app/service", "")]
    [InlineData("app", "origin")]
    [InlineData("app", "elsewhere")]
    public async Task The_repository_that_holds_what_is_checked_is_the_one_that_is_fetched_into(string path, string remote)
    {
        var (checkout, expected) = await Checkout(shallow: true);
        var workspace = Directory.CreateDirectory(Path.Combine(home, "workspace")).FullName;
        var app = Path.Combine(workspace, "app");
        Directory.Move(checkout, app);
        Directory.CreateDirectory(Path.Combine(app, "service"));
        if (remote.Length > 0)
        {
            await SourceCopy.Git(app, "config", "remote.origin.url", remote is "origin" ? $"git@example.com:{Origin}.git" : "git@example.com:acme/other.git");
        }

        var (exitCode, error) = await Fetch(workspace, "refs/heads/trunk", Path.Combine(workspace, path));

        Assert.True(exitCode == 0, error);
        Assert.Equal([], hostile.Canaries);
        Assert.Equal(remote is "elsewhere", error.Contains("another repository", StringComparison.Ordinal));
        var trusted = Path.Combine(app, ".git", "refs", "remotes", "origin", "trunk");
        Assert.Equal(remote is "elsewhere" ? null : expected, File.Exists(trusted) ? (await File.ReadAllTextAsync(trusted, Cancelled)).Trim() : null);
    }

    [Theory]
    [InlineData("above")]
    [InlineData("link")]
    [InlineData("file")]
    [InlineData("outside")]
    [InlineData("refs")]
    [InlineData("objects")]
    public async Task Nothing_outside_of_the_workspace_is_written(string how)
    {
        var (checkout, _) = await Checkout(shallow: true);
        var workspace = Directory.CreateDirectory(how is "above" ? Path.Combine(checkout, "workspace") : Path.Combine(home, "workspace")).FullName;
        var app = how is "outside" ? checkout : Directory.CreateDirectory(Path.Combine(workspace, "app")).FullName;
        var git = Path.Combine(app, ".git");
        switch (how)
        {
            case "link":
                File.CreateSymbolicLink(git, Path.Combine(checkout, ".git"));
                break;
            case "file":
                await File.WriteAllTextAsync(git, $"gitdir: {Path.Combine(checkout, ".git")}\n", Cancelled);
                break;
            case "refs" or "objects":
                await SourceCopy.Git(app, "init", "--quiet");
                Directory.Delete(Path.Combine(git, how), recursive: true);
                File.CreateSymbolicLink(Path.Combine(git, how), Path.Combine(checkout, ".git", how));
                break;
        }

        var before = Files(checkout);

        var (exitCode, error) = await Fetch(workspace, "trunk", app);

        Assert.True(exitCode == 0, error);
        Assert.Equal([], hostile.Canaries);
        Assert.Equal(before, Files(checkout));
    }

    private static string[] Files(string checkout) => [.. Directory.EnumerateFiles(Path.Combine(checkout, ".git"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

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

    private async Task<(int ExitCode, string Error)> Fetch(string checkout, string branch, string? path = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(home, $"work-{Guid.NewGuid():n}")).FullName;
        var environment = new Dictionary<string, string?>(hostile.Variables, StringComparer.Ordinal)
        {
            ["PATH"] = $".:{checkout}::{Environment.GetEnvironmentVariable("PATH")}",
            ["PO_REMOTE"] = "file://" + Origin,
            ["PO_REMOTE_HEADER"] = "AUTHORIZATION: basic c2VjcmV0",
        };
        var (exitCode, _, error) = await ChildProcess.RunAsync("/bin/sh", [Path.Combine(TestPaths.Repository, "packaging", "fetch-branch.sh"), checkout, branch, folder, .. path is null ? Array.Empty<string>() : [path]], checkout, environment);
        return (exitCode, error);
    }
}
