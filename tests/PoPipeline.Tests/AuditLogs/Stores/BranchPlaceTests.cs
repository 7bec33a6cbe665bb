using System.Net;
using System.Text;
using PoPipeline.AuditLogs.Stores;

namespace PoPipeline.Tests.AuditLogs.Stores;

/// <summary>An audit log on a branch, with the machine's own git and a repository on its disk.</summary>
public sealed class BranchPlaceTests : IDisposable
{
    private readonly TempTree tree = new();

    public BranchPlaceTests()
    {
        tree.Git("init", "--quiet", "--bare", "remote.git");
        if (!OperatingSystem.IsWindows())
        {
            tree.Run("chmod", "700", "remote.git");
        }
    }

    public void Dispose() => tree.Dispose();

    [Fact]
    public void What_a_run_wrote_is_a_commit_and_the_branch_is_made_where_there_is_none()
    {
        StoreStage.Run(Place(), 3);
        StoreStage.Run(Place(), 2);

        Assert.Equal(5, StoreStage.Verified(Place()));
        Assert.Equal(["ledger/checkpoint", "ledger/tile/0/000.p/5", "ledger/tile/entries/000.p/5"], Lines("ls-tree", "-r", "--name-only", "audit"));
        Assert.Equal(["Write", "Write"], Lines("log", "--format=%s", "audit"));
        Assert.Contains("5 entries, root hash ", string.Join('\n', Lines("log", "-1", "--format=%b", "audit")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_wrote_nothing_makes_no_commit()
    {
        using var place = Fetched();

        place.Publish("Write");

        Assert.Empty(Lines("for-each-ref"));
    }

    [Fact]
    public void What_else_people_keep_on_the_branch_stays_there()
    {
        tree.Write("begin/README.md", "About").Write("begin/.gitattributes", "* text eol=crlf filter=evil ident export-ignore\n").Write("begin/ledger/checkpoint.txt", "no")
            .Git("init", "--quiet", "begin").Git("-C", "begin", "add", ".").Git("-C", "begin", "commit", "--quiet", "-m", "Begin").Git("-C", "begin", "push", "--quiet", tree.PathOf("remote.git"), "HEAD:audit");

        StoreStage.Run(Place(), 300);

        Assert.Equal(300, StoreStage.Verified(Place()));
        Assert.Equal(["Write", "Begin"], Lines("log", "--format=%s", "audit"));
        Assert.Contains("README.md", Lines("ls-tree", "-r", "--name-only", "audit"));
    }

    [Fact]
    public void Of_two_runs_at_once_the_slower_one_is_told_and_spoils_nothing()
    {
        StoreStage.Run(Place(), 3);
        using var slow = Fetched();
        using var fast = Fetched();
        StoreStage.Write(slow, 2, days: 100);
        StoreStage.Write(fast, 2, days: 200);

        fast.Publish("Write");

        Assert.Contains("Run again", Assert.Throws<StoreConflictException>(() => slow.Publish("Write")).Message, StringComparison.Ordinal);
        Assert.Equal(5, StoreStage.Verified(Place()));
        slow.Fetch(TestContext.Current.CancellationToken);
        StoreStage.Write(slow, 1);
        slow.Publish("Write");
        Assert.Equal(6, StoreStage.Verified(Place()));
    }

    [Fact]
    public void Of_two_runs_that_begin_the_branch_at_once_one_does()
    {
        using var slow = Fetched();
        using var fast = Fetched();
        StoreStage.Write(slow, 1);
        StoreStage.Write(fast, 2);

        fast.Publish("Write");

        Assert.Throws<StoreConflictException>(() => slow.Publish("Write"));
        Assert.Equal(2, StoreStage.Verified(Place()));
    }

    [Fact]
    public void A_run_that_is_killed_before_it_pushes_has_written_nothing()
    {
        StoreStage.Run(Place(), 3);
        using (var killed = Fetched())
        {
            StoreStage.Write(killed, 2, days: 100);
        }

        Assert.Equal(3, StoreStage.Verified(Place()));
        StoreStage.Run(Place(), 2);
        Assert.Equal(5, StoreStage.Verified(Place()));
    }

    [Fact]
    public void No_hook_is_run_whoever_put_it_there()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Hooks are scripts of a POSIX shell here.");
        var script = $"#!/bin/sh\ntouch '{tree.PathOf("ran")}'\n";
        foreach (var hook in new[] { "pre-receive", "update", "post-receive", "post-update", "reference-transaction", "pre-push", "pre-commit", "post-commit", "prepare-commit-msg", "post-index-change", "post-checkout" })
        {
            tree.Write($"remote.git/hooks/{hook}", script).Write($"hooks/{hook}", script).Write($"template/hooks/{hook}", script);
        }

        tree.Write("evil", script);
        tree.Run("chmod", "-R", "u+x", "remote.git/hooks", "hooks", "template", "evil");
        tree.Write("config", $"[core]\n\thooksPath = {tree.PathOf("hooks")}\n\tfsmonitor = {tree.PathOf("evil")}\n[init]\n\ttemplateDir = {tree.PathOf("template")}\n[commit]\n\tgpgSign = true\n[gpg]\n\tprogram = {tree.PathOf("evil")}\n[push]\n\tgpgSign = if-asked\n");

        StoreStage.Run(Place(), 3);
        StoreStage.Run(Place(), 3);

        Assert.False(File.Exists(tree.PathOf("ran")));
        Assert.Equal(6, StoreStage.Verified(Place()));
    }

    [Fact]
    public void A_program_of_the_name_in_the_current_folder_or_by_a_relative_path_is_not_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a script of a POSIX shell here.");
        var current = Directory.GetCurrentDirectory();
        var planted = Path.Combine(current, "po-planted-program");
        File.WriteAllText(planted, "#!/bin/sh\nexit 0\n");
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(planted, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            foreach (var path in new[] { "", ".", ":", "relative:./bin" })
            {
                Assert.Throws<StoreException>(() => new ClientProgram("po-planted-program", "Install it.", _ => path).File);
            }

            Assert.Equal(planted, new ClientProgram("po-planted-program", "Install it.", _ => current).File);
        }
        finally
        {
            File.Delete(planted);
        }
    }

    [Fact]
    public void A_link_in_place_of_a_file_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links take a right of their own there.");
        tree.Write("secret", "x").Git("init", "--quiet", "begin").Link("begin/ledger/checkpoint", tree.PathOf("secret"))
            .Git("-C", "begin", "add", ".").Git("-C", "begin", "commit", "--quiet", "-m", "Begin").Git("-C", "begin", "push", "--quiet", tree.PathOf("remote.git"), "HEAD:audit");
        using var place = Place();

        Assert.Contains("is no file", Assert.Throws<PoPipeline.Ledger.LedgerDamagedException>(() => place.Fetch(TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_longer_than_any_of_an_audit_log_is_refused()
    {
        tree.Write("begin/ledger/checkpoint", new string('x', 1 << 17)).Git("init", "--quiet", "begin")
            .Git("-C", "begin", "add", ".").Git("-C", "begin", "commit", "--quiet", "-m", "Begin").Git("-C", "begin", "push", "--quiet", tree.PathOf("remote.git"), "HEAD:audit");
        using var place = Place();

        Assert.Contains("at most 65536", Assert.Throws<StoreException>(() => place.Fetch(TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_else_can_read_a_repository_on_this_machine_is_told_and_of_another_that_git_does_not_tell()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Rights are not modes there.");
        using var place = Place();
        Assert.Null(place.Look(onlyAccess: false, TestContext.Current.CancellationToken).Exposure);
        tree.Run("chmod", "755", "remote.git");

        Assert.Equal("others can read it", place.Look(onlyAccess: false, TestContext.Current.CancellationToken).Exposure);
        using var elsewhere = StorePlaces.Make(StoreAddress.Parse("git:https://example.org/acme/audit#audit").Value!, _ => null, TimeProvider.System);
        Assert.Equal(2, elsewhere.Look(onlyAccess: false, TestContext.Current.CancellationToken).Unseen.Length);
    }

    [Fact]
    public void A_repository_that_is_not_there_is_told()
    {
        using var place = StorePlaces.Make(StoreAddress.Parse($"git:{tree.PathOf("nothing")}#audit").Value!, Variable, TimeProvider.System);

        var refused = Assert.Throws<StoreException>(() => place.Fetch(TestContext.Current.CancellationToken));

        Assert.True(refused.IsForGood);
        Assert.Contains("there is no such repository", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_goes_to_its_server_and_is_shown_to_nobody()
    {
        using var listener = new HttpListener();
        var port = FreePort();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        var seen = new List<string>();
        var serving = Task.Run(
            async () =>
            {
                while (listener.IsListening)
                {
                    var context = await listener.GetContextAsync();
                    seen.Add(context.Request.Headers["Authorization"] ?? "");
                    context.Response.StatusCode = 401;
                    context.Response.AddHeader("WWW-Authenticate", "Basic realm=\"x\"");
                    context.Response.Close();
                }
            },
            TestContext.Current.CancellationToken);
        var address = StoreAddress.Parse($"git:http://olivia:not-to-be-seen@127.0.0.1:{port}/acme.git#audit").Value!;
        using var place = StorePlaces.Make(address, Variable, TimeProvider.System);

        var refused = Assert.Throws<StoreException>(() => place.Fetch(TestContext.Current.CancellationToken));
        listener.Stop();

        Assert.True(refused.IsForGood);
        Assert.Contains($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("olivia:not-to-be-seen"))}", seen);
        Assert.DoesNotContain("not-to-be-seen", $"{refused} {address} {place.Name}", StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => serving);
    }

    [Fact]
    public void A_user_of_the_address_is_whom_a_helper_of_git_is_asked_for_and_on_no_command_line()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The double is a script of a POSIX shell.");
        tree.Write("bin/git", $"#!/bin/sh\nprintf '%s\\n' \"$*\" >> '{tree.PathOf("seen")}'\nprintf 'protocol=https\\nhost=example.org\\n\\n' | exec '{Components.Program("git", "install git")}' -c 'credential.helper=!f() {{ cat > {tree.PathOf("asked")}; }}; f' credential fill\n");
        tree.Run("chmod", "+x", "bin/git");
        using var place = StorePlaces.Make(StoreAddress.Parse("git:https://glpat-of-a-robot-0001@example.org/acme#audit").Value!, name => name is "PATH" ? $"{tree.PathOf("bin")}:{Environment.GetEnvironmentVariable("PATH")}" : Variable(name), TimeProvider.System);

        var refused = Assert.Throws<StoreException>(() => place.Fetch(TestContext.Current.CancellationToken));

        Assert.Contains("username=glpat-of-a-robot-0001", File.ReadAllLines(tree.PathOf("asked")));
        Assert.DoesNotContain("glpat-of-a-robot-0001", $"{refused} {place.Name} {File.ReadAllText(tree.PathOf("seen"))}", StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_program_of_git_leaves_behind_is_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The double is a script of a POSIX shell.");
        tree.Write("bin/git", $"#!/bin/sh\nsleep 600 &\necho $! > '{tree.PathOf("left")}'\necho 'fatal: no' >&2\nexit 9\n");
        tree.Run("chmod", "+x", "bin/git");
        using var place = StorePlaces.Make(StoreAddress.Parse("git:https://example.org/acme#audit").Value!, name => name is "PATH" ? $"{tree.PathOf("bin")}:{Environment.GetEnvironmentVariable("PATH")}" : null, TimeProvider.System);

        var refused = Assert.Throws<StoreException>(() => place.Fetch(TestContext.Current.CancellationToken));
        tree.Run("kill", File.ReadAllText(tree.PathOf("left")).Trim());

        Assert.Contains("fatal: no", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_pruned_and_is_still_on_the_branch_is_taken_from_it_without_another_entry()
    {
        StoreStage.Run(Place(), 600);
        using (var place = Fetched())
        {
            File.Delete(Path.Combine(place.Folder, "ledger/tile/entries/000"));
            place.Publish("Nothing");
            place.Publish("Prune", isPruning: true);
        }

        using var later = Fetched();
        Assert.False(File.Exists(Path.Combine(later.Folder, "ledger/tile/entries/000")));
        Assert.Equal(["Prune", "Write"], Lines("log", "--format=%s", "audit"));
    }

    [Fact]
    public void A_token_of_the_environment_goes_nowhere_but_over_https()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The double is a script of a POSIX shell.");
        tree.Write("bin/git", $"#!/bin/sh\nprintf '%s\\n' \"$PO_STORE_USER $PO_STORE_PASSWORD $POPIPELINE_TOKEN $*\" >> '{tree.PathOf("seen")}'\nexit 9\n");
        tree.Run("chmod", "+x", "bin/git");
        foreach (var remote in new[] { "https://example.org/acme", "ssh://git@example.org/acme", "http://127.0.0.1:9/acme", tree.PathOf("remote.git") })
        {
            using var place = StorePlaces.Make(StoreAddress.Parse($"git:{remote}#audit").Value!, name => name switch { "PATH" => tree.PathOf("bin"), "POPIPELINE_STORE_TOKEN" => "from-the-environment", _ => null }, TimeProvider.System);
            Assert.Throws<StoreException>(() => place.Fetch(TestContext.Current.CancellationToken));
        }

        var seen = File.ReadAllLines(tree.PathOf("seen"));
        Assert.Equal(4, seen.Length);
        Assert.StartsWith("x-access-token from-the-environment ", seen[0], StringComparison.Ordinal);
        Assert.All(seen[1..], line => Assert.DoesNotContain("from-the-environment", line, StringComparison.Ordinal));
        Assert.DoesNotContain("from-the-environment", seen[0]["x-access-token from-the-environment ".Length..], StringComparison.Ordinal);
    }

    private IStorePlace Fetched()
    {
        var place = Place();
        place.Fetch(TestContext.Current.CancellationToken);
        return place;
    }

    private IStorePlace Place() => StorePlaces.Make(StoreAddress.Parse($"git:{tree.PathOf("remote.git")}#audit").Value!, Variable, TimeProvider.System);

    private string? Variable(string name) => name is "GIT_CONFIG_GLOBAL" ? File.Exists(tree.PathOf("config")) ? tree.PathOf("config") : "/dev/null" : null;

    private string[] Lines(params string[] arguments)
    {
        var (_, output, _) = ChildProcess.Run("git", ["-C", tree.PathOf("remote.git"), .. arguments], tree.Root);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
