using System.Text;
using PoPipeline.Rules.Model;
using PoPipeline.Sources;

namespace PoPipeline.Tests.Sources;

public sealed class WorkingTreeTests : IDisposable
{
    private readonly TempTree tree = new();

    public void Dispose() => tree.Dispose();

    [Fact]
    public void What_no_source_needs_is_kept_within_bounds_and_read_anew_beyond_them()
    {
        var large = Encoding.UTF8.GetBytes(new string('a', WorkingTree.MaximumBytes));
        var most = (int)(WorkingTree.MostKept / large.Length);
        var opened = 0;
        var files = new WorkingTree(tree.Root, useGit: false) { Opened = _ => opened++ };
        tree.Write("later.txt", "b");

        Assert.All(Enumerable.Range(0, most), index => Assert.NotNull(files.Keep($"{index}.txt", large)));
        Assert.Null(files.Keep("one-more.txt", large));
        Assert.Equal(("b", "b", 2), (files.Read("later.txt").Text, files.Read("later.txt").Text, opened));
        Assert.Equal(WorkingTree.MostKept, files.Kept);

        files.Forget("0.txt");
        Assert.Equal(("b", "b", 3), (files.Read("later.txt").Text, files.Read("later.txt").Text, opened));
    }

    [Fact]
    public void What_a_source_needs_is_read_once_however_much_is_kept()
    {
        var opened = 0;
        var files = new WorkingTree(tree.Root, useGit: false) { Opened = _ => opened++ };
        tree.Write("ci.yml", "on: push");
        files.Need(["ci.yml"]);
        Assert.All(Enumerable.Range(0, (int)(WorkingTree.MostKept / WorkingTree.MaximumBytes)), index => Assert.NotNull(files.Keep($"{index}.txt", new byte[WorkingTree.MaximumBytes].Select(_ => (byte)'a').ToArray())));

        Assert.Equal(("on: push", "on: push", 1), (files.Read("ci.yml").Text, files.Read("ci.yml").Text, opened));
    }

    [Fact]
    public void What_sources_need_is_kept_within_bounds_too_and_read_anew_beyond_them()
    {
        var large = new string('a', WorkingTree.MaximumBytes);
        string[] paths = [.. Enumerable.Range(0, (int)(WorkingTree.MostHeld / large.Length) + 3).Select(number => $"{number}.yml")];
        Assert.All(paths, path => tree.Write(path, large));
        var opened = 0;
        var files = new WorkingTree(tree.Root, useGit: false) { Opened = _ => opened++ };
        files.Need(paths);

        Assert.All(paths, path => Assert.Equal(large.Length, files.Read(path).Text.Length));
        Assert.All(paths, path => Assert.Equal(large.Length, files.Read(path).Text.Length));

        Assert.Equal(WorkingTree.MostHeld, files.Held);
        Assert.Equal(paths.Length + 3, opened);
    }

    [Fact]
    public void What_is_too_large_to_be_read_takes_no_room_from_what_is_kept()
    {
        using (var file = File.Create(tree.PathOf("large.bin")))
        {
            file.SetLength(WorkingTree.MostHeld * 2);
        }

        tree.Write("a.txt", "b");
        var opened = 0;
        var files = new WorkingTree(tree.Root, useGit: false) { Opened = _ => opened++ };

        Assert.NotNull(files.Read("large.bin").Fault);
        Assert.Equal(("b", "b", 2), (files.Read("a.txt").Text, files.Read("a.txt").Text, opened));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("4")]
    public void Tracked_files_are_listed_whatever_the_version_of_the_index(string version)
    {
        var names = Enumerable.Range(0, 50).Select(number => $"src/{new string('x', number)}/file-{number}.cs").Append("a b/ä.txt").Append("README.md").ToList();
        names.ForEach(name => tree.Write(name));
        tree.Git("init").Git("config", "index.version", version).Git("add", ".");
        if (version == "3")
        {
            tree.Write("later.txt").Git("add", "--intent-to-add", "later.txt");
            names.Add("later.txt");
        }

        tree.Git("update-index", "--index-version", version).Write("untracked.txt");

        var repository = Describe();

        Assert.Empty(repository.Gaps);
        Assert.Equal(names.Select(name => name.Replace("//", "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal), repository.Files);
    }

    [Fact]
    public void Tracked_files_of_a_repository_with_long_hashes_are_listed()
    {
        tree.Write("a").Write("b/c").Git("init", "--object-format=sha256").Git("add", ".").Git("commit", "-m", "x");

        Assert.Equal(["a", "b/c"], Describe().Files);
        Assert.Equal(64, Describe().Revision?.Length);
    }

    [Fact]
    public void A_split_index_is_a_gap_and_every_file_is_listed()
    {
        tree.Write("a").Git("init").Git("add", ".").Git("update-index", "--split-index").Write("b").Git("add", "b");

        var repository = Describe();

        Assert.Equal(["a", "b"], repository.Files);
        Assert.Equal("untracked files are listed too, because git's index could not be used: it is split in two; `git update-index --no-split-index` joins it", Assert.Single(repository.Gaps));
    }

    [Fact]
    public void A_damaged_index_is_a_gap_and_every_file_is_listed()
    {
        tree.Write("a").Git("init").Git("add", ".");
        var index = File.ReadAllBytes(tree.PathOf(".git/index"));
        for (var length = 0; length < index.Length; length++)
        {
            File.WriteAllBytes(tree.PathOf(".git/index"), index[..length]);
            Assert.Equal(["a"], Describe().Files);
        }
    }

    [Fact]
    public void A_worktree_and_a_submodule_are_read_through_their_git_file()
    {
        tree.Write("main/a").Write("lib/b");
        tree.Git("-C", "lib", "init").Git("-C", "lib", "add", ".").Git("-C", "lib", "commit", "-m", "x");
        tree.Git("-C", "main", "init").Git("-C", "main", "submodule", "add", tree.PathOf("lib"), "sub").Git("-C", "main", "add", ".").Git("-C", "main", "commit", "-m", "x");
        tree.Git("-C", "main", "remote", "add", "origin", "git@github.com:acme/main.git");
        tree.Git("-C", "main", "worktree", "add", "-b", "side", "../work");

        var main = Describe("main");
        var work = Describe("work");

        Assert.Equal([".gitmodules", "a"], main.Files);
        Assert.Equal([".gitmodules", "a"], work.Files);
        Assert.Equal(["b"], Describe("main/sub").Files);
        Assert.Equal(["sub"], main.Submodules);
        Assert.Equal(["sub"], work.Submodules);
        Assert.Empty(Describe("main/sub").Submodules);
        Assert.Equal("side", work.Branch);
        Assert.Equal(main.Revision, work.Revision);
        Assert.Equal("acme", work.Owner);
    }

    [Fact]
    public void A_submodule_that_is_not_checked_out_is_told_below_its_folder_and_is_no_file()
    {
        tree.Write("a").Write("dir/b").Git("init").Git("add", ".");
        foreach (var path in new[] { "lib", "dir/deep/lib" })
        {
            tree.Git("update-index", "--add", "--cacheinfo", $"160000,1111111111111111111111111111111111111111,{path}");
        }

        Assert.Equal(["a", "dir/b"], Describe().Files);
        Assert.Equal(["dir/deep/lib", "lib"], Describe().Submodules);
        Assert.Equal(["deep/lib"], Describe("dir").Submodules);
    }

    [Fact]
    public void A_folder_of_a_repository_is_the_root_of_its_own_paths()
    {
        tree.Write("a").Write("sub/dir/b").Write("sub/dir2/c").Git("init").Git("add", ".");

        Assert.Equal(["b"], Describe("sub/dir").Files);
    }

    [Fact]
    public void A_folder_that_a_repository_around_it_does_not_track_is_a_tree_of_its_own()
    {
        tree.Write("a").Git("init").Git("add", ".").Write("other/b");

        Assert.Equal(["b"], Describe("other").Files);
    }

    [Fact]
    public void Branch_and_commit_are_read_from_loose_and_packed_references()
    {
        tree.Write("a").Git("init").Git("add", ".").Git("commit", "-m", "x");
        var loose = Describe();
        tree.Git("pack-refs", "--all");
        var packed = Describe();
        tree.Git("checkout", "--detach");
        var detached = Describe();

        Assert.Equal("main", loose.Branch);
        Assert.Equal(40, loose.Revision?.Length);
        Assert.Equal((loose.Branch, loose.Revision), (packed.Branch, packed.Revision));
        Assert.Equal((null, loose.Revision), (detached.Branch, detached.Revision));
    }

    [Theory]
    [InlineData("https://github.com/acme/app.git", Forge.GitHub, "https://github.com/acme/app", "acme", "app")]
    [InlineData("https://user:s3cret@github.com/acme/app?x=1#y", Forge.GitHub, "https://github.com/acme/app", "acme", "app")]
    [InlineData("git@github.com:acme/app.git", Forge.GitHub, "https://github.com/acme/app", "acme", "app")]
    [InlineData("ssh://git@ssh.github.com:443/acme/app.git", Forge.GitHub, "https://github.com/acme/app", "acme", "app")]
    [InlineData("git@gitlab.com:group/sub/app.git", Forge.GitLab, "https://gitlab.com/group/sub/app", "group/sub", "app")]
    [InlineData("https://gitlab-ci-token:glcbt-x@gitlab.example.com:8443/g/app.git", Forge.GitLab, "https://gitlab.example.com:8443/g/app", "g", "app")]
    [InlineData("https://acme.ghe.com/o/app", Forge.GitHub, "https://acme.ghe.com/o/app", "o", "app")]
    [InlineData("https://git.example.com/o/app", Forge.Unknown, "https://git.example.com/o/app", "o", "app")]
    [InlineData("https://notgithub.com/o/app", Forge.Unknown, "https://notgithub.com/o/app", "o", "app")]
    [InlineData("/srv/git/app.git", Forge.Unknown, null, null, null)]
    [InlineData("file:///srv/git/app.git", Forge.Unknown, null, null, null)]
    [InlineData("C:/src/app", Forge.Unknown, null, null, null)]
    public void Forge_owner_and_name_come_from_the_remote_without_its_credentials(string remote, Forge forge, string? url, string? owner, string? name)
    {
        tree.Git("init").Git("remote", "add", "other", "https://gitlab.com/x/y").Git("remote", "add", "origin", remote);

        var repository = Describe();

        Assert.Equal((forge, url, owner, name), (repository.Forge, repository.Url, repository.Owner, repository.Name));
    }

    [Fact]
    public void The_environment_names_the_repository_of_its_own_workspace_only()
    {
        var hints = RepositoryHints.Of(name => name switch
        {
            "CI_PROJECT_PATH" => "group/app",
            "CI_SERVER_URL" => "https://git.example.com",
            "CI_PROJECT_DIR" => tree.Root,
            _ => null,
        });
        tree.Write("sub/a");

        var here = new WorkingTree(tree.Root).Describe(hints);
        var below = new WorkingTree(tree.PathOf("sub")).Describe(hints);

        Assert.Equal((Forge.GitLab, "https://git.example.com/group/app", "group", "app"), (here.Forge, here.Url, here.Owner, here.Name));
        Assert.Null(below.Owner);
    }

    [Fact]
    public void The_environment_tells_what_runs_on_the_host_of_the_remote()
    {
        tree.Git("init").Git("remote", "add", "origin", "https://code.example.com/o/app");
        var hints = new RepositoryHints { Forge = Forge.GitHub, Server = "https://code.example.com" };

        Assert.Equal(Forge.GitHub, new WorkingTree(tree.Root).Describe(hints).Forge);
        Assert.Equal(Forge.GitLab, new WorkingTree(tree.Root).Describe(hints, Forge.GitLab).Forge);
    }

    [Fact]
    public void A_tree_without_git_is_walked_but_not_into_links_and_packages()
    {
        tree.Write("b/c").Write("a").Write("node_modules/x/y.js").Write(".git/config").Link("loop", ".").Link("b/up", "..");

        Assert.Equal(["a", "b/c", "b/up", "loop"], Describe().Files);
    }

    [Fact]
    public void A_folder_that_cannot_be_listed_is_a_gap()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Only an unprivileged user of a Unix is denied anything.");
        tree.Write("a").Write("closed/b");
#pragma warning disable CA1416 // Skipped on Windows above.
        File.SetUnixFileMode(tree.PathOf("closed"), UnixFileMode.None);
#pragma warning restore CA1416

        var repository = Describe();

        Assert.Equal(["a"], repository.Files);
        Assert.Equal("the folder 'closed' cannot be listed: access is denied", Assert.Single(repository.Gaps));
    }

    [Fact]
    public void A_link_is_read_through_where_it_stays_inside()
    {
        tree.Write("real/a", "text").Link("one", "real/a").Link("two", "one").Link("folder", "real").Link("absolute", tree.PathOf("real/a"));

        Assert.All(["one", "two", "folder/a", "absolute"], path => Assert.Equal("text", Read(path).Text));
    }

    [Theory]
    [InlineData("out", "/etc/hostname", "it is a symbolic link that leads out of the repository, or into its '.git'")]
    [InlineData("up", "../../../../../../etc/hostname", "it is a symbolic link that leads out of the repository, or into its '.git'")]
    [InlineData("git", ".git/config", "it is a symbolic link that leads out of the repository, or into its '.git'")]
    [InlineData("self", "self", "it is a symbolic link that leads in a circle")]
    [InlineData("dangling", "nothing", "it is a symbolic link to 'nothing', which is not in the working tree")]
    [InlineData("folder", ".", "it is a symbolic link to '.', which is a folder")]
    public void A_link_that_leads_elsewhere_is_a_fault(string path, string target, string fault)
    {
        tree.Write(".git/config", "[remote]").Link(path, target);

        Assert.Equal((fault, ""), (Read(path).Fault, Read(path).Text));
    }

    [Fact]
    public void A_link_to_what_git_does_not_track_is_one_to_nothing_elsewhere()
    {
        tree.Write("loose").Write("kept", "text").Link("real", "kept").Link("between", "kept").Link("a", "loose").Link("b", "between").Link("c", "real")
            .Git("init", "--quiet").Git("add", "kept", "real", "a", "b", "c");

        Assert.Equal("it is a symbolic link to 'loose', which git does not track, so that the link leads to nothing in every other clone", Read("a").Fault);
        Assert.Equal("it is a symbolic link to 'kept' by way of 'between', which git does not track, so that the link leads to nothing in every other clone", Read("b").Fault);
        Assert.Equal("text", Read("c").Text);
        Assert.All(["a", "b"], path => Assert.NotNull(new WorkingTree(tree.Root).Open(path).Fault));
    }

    [Theory]
    [InlineData("../a", "it lies outside of the repository")]
    [InlineData(".git/config", "it lies outside of the repository")]
    [InlineData("/etc/hostname", "its name is not that of a file in the repository")]
    [InlineData("a\0b", "its name is not that of a file in the repository")]
    [InlineData("missing", "it is not in the working tree")]
    [InlineData("folder", "it is a folder, where a file belongs")]
    [InlineData("file/below", "it is not in the working tree")]
    public void A_path_that_is_no_file_of_the_tree_is_a_fault(string path, string fault)
    {
        tree.Write("folder/x").Write("file", "x");

        Assert.Equal(fault, Read(path).Fault);
    }

    [Fact]
    public void A_pipe_is_not_opened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no named pipes in folders.");
        tree.Run("mkfifo", tree.PathOf("pipe"));

        Assert.Equal(("", "it is no file, but a pipe, a socket or a device"), (Read("pipe").Text, Read("pipe").Fault));
        Assert.Equal("it is no file, but a pipe, a socket or a device", Open("pipe"));
    }

    [Fact]
    public void An_empty_file_is_read()
    {
        tree.Write("empty");

        Assert.Equal(("", null), (Read("empty").Text, Read("empty").Fault));
        Assert.Null(Open("empty"));
    }

    [Fact]
    public void A_pointer_to_content_that_was_not_checked_out_is_a_fault()
    {
        tree.Write("action.yml", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n");

        Assert.Equal(WorkingTree.Pointer, Read("action.yml").Fault);
    }

    [Theory]
    [InlineData(0, "git tracks no file here, and none lies here")]
    [InlineData(1, "git tracks no file here, but 1 lies here: 'git add' it, or check a folder that is not under git")]
    [InlineData(12, "git tracks no file here, but 12 lie here: 'git add' them, or check a folder that is not under git")]
    [InlineData(1200, "git tracks no file here, but more than 1000 lie here: 'git add' them, or check a folder that is not under git")]
    public void A_repository_that_tracks_nothing_says_what_lies_there(int files, string gap)
    {
        Enumerable.Range(0, files).ToList().ForEach(number => tree.Write($"{number % 7}/{number}"));
        var none = tree.Write(".git/HEAD", "ref: refs/heads/main\n").Write("node_modules/a.js").Write("ignored/b", "");
        File.Delete(none.PathOf("ignored/b"));

        var withoutIndex = Describe();
        tree.Track();
        var empty = Describe();

        Assert.All([withoutIndex, empty], repository => Assert.Equal((0, gap), (repository.Files.Length, Assert.Single(repository.Gaps))));
    }

    [Fact]
    public void A_folder_that_holds_no_file_says_so() => Assert.Equal("the folder holds no file", Assert.Single(Describe().Gaps));

    [Fact]
    public void A_name_that_is_no_text_is_a_gap_without_git_as_well()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS(), "Names are text there.");
        tree.Write("good.yml").Run("sh", "-c", "printf x > \"$(printf 'bad\\377.yml')\"");

        var repository = Describe();

        // .NET cannot delete it by its name either.
        tree.Run("sh", "-c", "rm bad*");
        Assert.Equal(["good.yml"], repository.Files);
        Assert.Equal("names that are not valid UTF-8, by which no file can be opened: 1", Assert.Single(repository.Gaps));
    }

    [Fact]
    public void A_large_file_is_a_fault_with_its_size()
    {
        tree.Write("large", new string('x', WorkingTree.MaximumBytes + 1)).Write("fits", new string('x', WorkingTree.MaximumBytes));

        Assert.Equal(("it is larger than 4 MiB", WorkingTree.MaximumBytes + 1), (Read("large").Fault, Read("large").Size));
        Assert.Null(Read("fits").Fault);
    }

    [Fact]
    public void Text_that_is_not_UTF_8_is_a_fault_and_a_byte_order_mark_is_none()
    {
        File.WriteAllBytes(tree.PathOf("bad"), [0x61, 0xFF, 0xFE]);
        File.WriteAllBytes(tree.PathOf("mark"), [0xEF, 0xBB, 0xBF, 0x61]);

        Assert.Equal("it is not valid UTF-8", Read("bad").Fault);
        Assert.Equal("a", Read("mark").Text);
    }

    private Repository Describe(string folder = ".") => new WorkingTree(tree.PathOf(folder)).Describe();

    private string? Open(string path)
    {
        using var file = new WorkingTree(tree.Root).Open(path);
        return file.Fault;
    }

    private SourceFile Read(string path) => new WorkingTree(tree.Root).Read(path);
}
