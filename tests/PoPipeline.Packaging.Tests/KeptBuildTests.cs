using System.Security.Cryptography;
using System.Text.Json.Nodes;
using PoPipeline.Tests;

namespace PoPipeline.Packaging.Tests;

/// <summary>A build of <c>po</c> that an earlier run kept: it is run where something vouches for it that those who can write it cannot write, and only then.</summary>
public sealed class KeptBuildTests(SourceCopy source, KeptBuilds builds) : IClassFixture<KeptBuilds>, IDisposable
{
    private const string NotVouchedFor = "Nothing vouches for what lies in";

    private readonly ActionRunner runner = new(source);
    private readonly string home = Directory.CreateTempSubdirectory("popipeline-kept-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Kept => Path.Combine(home, "kept");

    private string Checkout => Path.Combine(home, "checkout");

    private string Canary => Path.Combine(home, "canary");

    private int Builds => File.Exists(source.Calls) ? File.ReadLines(source.Calls).Count(line => line.StartsWith("in ", StringComparison.Ordinal)) : 0;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Fact]
    public async Task The_action_keeps_a_build_and_runs_it_again_without_building()
    {
        var first = await runner.Run(Samples.Sound, Inputs(builds.Key), []);

        Assert.True(first.Outputs["result"]?.GetValue<string>() is "met", first.Output);
        var before = Builds;
        var second = await runner.Run(Samples.Sound, Inputs(), []);

        Assert.True(second.Outputs["result"]?.GetValue<string>() is "met", second.Output);
        Assert.Equal(before, Builds);
        Assert.DoesNotContain(NotVouchedFor, second.Output, StringComparison.Ordinal);

        await Poison();
        var third = await runner.Run(Samples.Unsound, Inputs(), []);

        Assert.True(third.Outputs["result"]?.GetValue<string>() is "failed", third.Output);
        Assert.Contains(NotVouchedFor, third.Output, StringComparison.Ordinal);
        Assert.True(Builds > before);
        Assert.False(File.Exists(Canary));
    }

    [Fact]
    public async Task The_template_runs_what_the_image_holds_and_nothing_that_was_put_in_its_place()
    {
        CopyFolder(Path.Combine(builds.Kept, "po"), Path.Combine(Kept, "po"));
        var inputs = new Dictionary<string, string>(StringComparer.Ordinal) { ["rules"] = "PO3205", ["kept"] = Kept, ["build-key"] = builds.Hash };
        var project = await SourceCopy.Repository(Samples.Unsound);
        try
        {
            var before = Builds;

            var taken = await GitLabScript.Run(source, project, inputs);

            Assert.True(taken.ExitCode == 1, taken.Output);
            Assert.Contains("PO3205", taken.Output, StringComparison.Ordinal);
            Assert.Equal(before, Builds);

            await Poison();
            var poisoned = await GitLabScript.Run(source, project, inputs);

            Assert.True(poisoned.ExitCode == 1, poisoned.Output);
            Assert.Contains(NotVouchedFor, poisoned.Output, StringComparison.Ordinal);
            Assert.True(Builds > before);
            Assert.False(File.Exists(Canary));
        }
        finally
        {
            Directory.Delete(project, recursive: true);
        }
    }

    [Theory]
    [InlineData("nothing", true)]
    [InlineData("a byte of a library", false)]
    [InlineData("a file beside", false)]
    [InlineData("a file that is gone", false)]
    [InlineData("a link to the same file", false)]
    [InlineData("all, signed with a key of their own", false)]
    [InlineData("all, with the statement of it", false)]
    [InlineData("a signature that is gone", false)]
    [InlineData("the commit that is named", false)]
    [InlineData("the sources", false)]
    public async Task A_build_counts_only_as_it_was_signed(string changed, bool taken)
    {
        CopyFolder(builds.Kept, Kept);
        var library = Path.Combine(Kept, "po", "po.dll");
        switch (changed)
        {
            case "a byte of a library":
                await File.AppendAllTextAsync(library, "!", Cancelled);
                break;
            case "a file beside":
                await File.WriteAllTextAsync(Path.Combine(Kept, "po", "evil.dll"), "!", Cancelled);
                break;
            case "a file that is gone":
                File.Delete(library);
                break;
            case "a link to the same file":
                File.Move(library, Path.Combine(home, "po.dll"));
                File.CreateSymbolicLink(library, Path.Combine(home, "po.dll"));
                break;
            case "all, signed with a key of their own":
                using (var other = ECDsa.Create(ECCurve.NamedCurves.nistP256))
                {
                    Directory.Delete(Kept, recursive: true);
                    await builds.Build(source.Folder, Checkout, Kept, KeptBuilds.PublicHalf(other), source.Revision, other);
                }

                break;
            case "all, with the statement of it":
                await Poison();
                var poisoned = await ChildProcess.RunAsync("/bin/sh", ["-c", ". \"$1/packaging/lib.sh\"; hash_of \"$2\"", "sh", source.Folder, Path.Combine(Kept, "po")]);
                var statement = await File.ReadAllLinesAsync(Path.Combine(Kept, "statement"), Cancelled);
                await File.WriteAllTextAsync(Path.Combine(Kept, "statement"), string.Join('\n', [.. statement[..^1], "hash " + poisoned.Output]), Cancelled);
                break;
            case "a signature that is gone":
                File.Delete(Path.Combine(Kept, "signature"));
                break;
        }

        await AssertTaken(changed, builds.PublicKey, taken);
    }

    [Theory]
    [InlineData("nothing", true)]
    [InlineData("a byte of a library", false)]
    [InlineData("the commit that is named", false)]
    [InlineData("the sources", false)]
    [InlineData("the machine", false)]
    public async Task A_hash_vouches_for_a_build_of_these_sources_alone(string changed, bool taken)
    {
        CopyFolder(Path.Combine(builds.Kept, "po"), Path.Combine(Kept, "po"));
        if (changed is "a byte of a library")
        {
            await File.AppendAllTextAsync(Path.Combine(Kept, "po", "po.dll"), "!", Cancelled);
        }

        await AssertTaken(changed, builds.Hash, taken);
    }

    [Fact]
    public async Task The_hash_of_the_files_alone_vouches_for_nothing()
    {
        CopyFolder(builds.Kept, Kept);

        await AssertTaken("nothing", builds.FileHash, taken: false);
    }

    [Fact]
    public async Task Where_no_openssl_is_there_that_is_the_reason()
    {
        CopyFolder(builds.Kept, Kept);
        var programs = Directory.CreateDirectory(Path.Combine(home, "programs")).FullName;
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Where(Directory.Exists).SelectMany(Directory.EnumerateFiles);
        foreach (var program in found.Where(program => Path.GetFileName(program) is not "openssl").DistinctBy(program => Path.GetFileName(program), StringComparer.Ordinal))
        {
            File.CreateSymbolicLink(Path.Combine(programs, Path.GetFileName(program)), program);
        }

        var (_, said) = await builds.Build(source.Folder, Checkout, Kept, builds.PublicKey, source.Revision, path: $"{source.Tools}{Path.PathSeparator}{programs}");

        Assert.Contains("There is no openssl here", said, StringComparison.Ordinal);
        Assert.DoesNotContain(NotVouchedFor, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_key_that_is_not_that_of_the_public_one_keeps_nothing_and_ends_the_run()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var run = await runner.Run(Samples.Sound, Inputs(other), []);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("does not belong to the public one", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Kept));
    }

    [Theory]
    [InlineData("kept", "MFk", "is not named by its full path")]
    [InlineData("%workspace%/kept", "MFk", "lies in the checkout that is judged")]
    [InlineData("/tmp", "", "counts only with a key or a hash that vouches for it")]
    public async Task A_folder_that_the_checkout_could_bring_along_and_one_without_a_key_are_refused(string folder, string vouching, string expected)
    {
        var workspace = await SourceCopy.Repository(Samples.Sound);

        var run = await runner.RunIn(
            workspace, new() { ["kept"] = folder.Replace("%workspace%", workspace, StringComparison.Ordinal), ["build-key"] = vouching }, []);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            CopyFolder(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }

    private JsonObject Inputs(ECDsa? signs = null) => new()
    {
        ["kept"] = Kept,
        ["build-key"] = builds.PublicKey,
        ["signing-key"] = signs?.ExportECPrivateKeyPem() ?? "",
        ["rules"] = "PO3205",
    };

    // What would be run, and the gate met, if it were believed.
    private async Task Poison()
    {
        var program = Path.Combine(Kept, "po", "po");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\n: >'{Canary}'\n", Cancelled);
        SourceCopy.LetRun(program);
    }

    private async Task AssertTaken(string changed, string buildKey, bool taken)
    {
        var sources = changed is "the sources" ? await NewerSources() : source.Folder;
        var revision = changed is "the commit that is named" ? new string('0', 40) : source.Revision;
        var path = changed is "the machine" ? await OtherMachine() : null;
        var before = Builds;

        var (hash, said) = await builds.Build(sources, Checkout, Kept, buildKey, revision, path: path);

        Assert.Equal(builds.FileHash, hash);
        Assert.Equal(taken ? before : before + 2, Builds);
        Assert.Equal(!taken, said.Contains(NotVouchedFor, StringComparison.Ordinal));
    }

    private async Task<string> NewerSources()
    {
        var sources = Directory.CreateDirectory(Path.Combine(home, "sources")).FullName;
        foreach (var part in new[] { ".editorconfig", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json" })
        {
            File.Copy(Path.Combine(source.Folder, part), Path.Combine(sources, part));
        }

        foreach (var part in new[] { "build", "docs/rules", "packaging", "src" })
        {
            CopyFolder(Path.Combine(source.Folder, part), Path.Combine(sources, part));
        }

        await File.AppendAllTextAsync(Path.Combine(sources, "src", "PoPipeline.Tool", "Program.cs"), "// Newer.\n", Cancelled);
        return sources;
    }

    private async Task<string> OtherMachine()
    {
        var tools = Directory.CreateDirectory(Path.Combine(home, "tools")).FullName;
        var uname = Path.Combine(tools, "uname");
        await File.WriteAllTextAsync(uname, "#!/bin/sh\necho Plan9 mips\n", Cancelled);
        SourceCopy.LetRun(uname);
        return string.Join(Path.PathSeparator, tools, source.Tools, Environment.GetEnvironmentVariable("PATH"));
    }
}
