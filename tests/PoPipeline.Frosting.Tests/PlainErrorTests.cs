using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

/// <summary>What cannot be read or written is said in plain words: what, where, and what to do.</summary>
public sealed class PlainErrorTests : IDisposable
{
    // Of the runtime, in each of which a path or a word stands that nobody asked for.
    private static readonly string[] Foreign =
        ["Could not find", "Unable to find", "Access to the path", "specified path", "a component", "No space left", "Read-only file system", "device :", "Exception", "already exists", "Not a directory", "Insufficient memory"];

    private readonly TempTree tree = new();

    public PlainErrorTests()
    {
        Components.Program("git", "run `apt-get install git`");
        tree.Git("init", "--quiet").Write("README.md", "text\n").Write("folder/file", "x").Git("add", "--all");
        tree.Write("extends/policy.yml", "extends: base\n").Write("extends/base/file");
    }

    public void Dispose() => tree.Dispose();

    [Theory]
    [InlineData("check {tree} -o /proc/x", 2, "Nothing can be written into '/proc/x': nothing can be made there. Name another folder with --output.")]
    [InlineData("check {tree} -o /sys/x", 2, "Nothing can be written into '/sys/x': access is denied. Name another folder with --output.")]
    [InlineData("collect {tree} -o /proc/x/y", 2, "Nothing can be written into '/proc/x/y': nothing can be made there. Name another folder with --output.")]
    [InlineData("check {tree} -o {out}/{long}", 2, "its path is too long. Name another folder with --output.")]
    [InlineData("check {tree} -o {out}/{deep}", 2, "its path is too long. Name another folder with --output.")]
    [InlineData("check {tree} -o /dev/null/x", 2, "'/dev/null' is a file. Remove it, or name another folder with --output.")]
    [InlineData("check {tree} -o {out} --config {tree}/folder", 2, "The policy cannot be read: it is a folder, where a file belongs.")]
    [InlineData("check {tree} -o {out} --config {tree}/none.yml", 2, "There is no such file.")]
    [InlineData("check {tree} -o {out} --config {tree}/extends/policy.yml", 2, "it is a folder, where a file belongs")]
    [InlineData("check --snapshot {tree} -o {out}", 2, "is a folder; name the snapshot in it")]
    [InlineData("check --snapshot {out}/{long} -o {out}", 2, "its path is too long. Name a snapshot that 'po collect' wrote.")]
    [InlineData("check --snapshot /dev/null -o {out}", 2, "it is no file, but a pipe, a socket or a device")]
    [InlineData("check {tree} -o {out} --key {tree}/folder", 2, "is neither a file nor a key")]
    [InlineData("ledger verify {tree} --anchor {tree}/none", 2, "none' cannot be read: it is not there. Name a checkpoint of the ledger")]
    [InlineData("ledger verify {tree} --anchor {tree}", 2, "cannot be read: it is a folder. Name a checkpoint of the ledger")]
    [InlineData("ledger verify {tree} --key /dev/zero", 2, "The file '/dev/zero' is too long for keys.")]
    [InlineData("init /proc --forge github --owner @acme/security --revision 1111111111111111111111111111111111111111", 2, "is not written: nothing can be made there. Mend that, and run again.")]
    public void What_cannot_be_read_or_written_is_said_plainly(string words, int code, string expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the folders named here are those of Linux");
        using var reports = new TempTree();
        var (exitCode, output, error) = Po.Run([.. words.Split(' ').Select(word => word
            .Replace("{tree}", tree.Root, StringComparison.Ordinal)
            .Replace("{out}", reports.Root, StringComparison.Ordinal)
            .Replace("{long}", new string('a', 300), StringComparison.Ordinal)
            .Replace("{deep}", string.Join('/', Enumerable.Repeat("deep", 2000)), StringComparison.Ordinal))]);

        Assert.True(exitCode == code, output + error);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.All(Foreign, word => Assert.DoesNotContain(word, error, StringComparison.Ordinal));
        Assert.True(error.Length < 1000, error);
    }

    [Fact]
    public void A_policy_that_is_a_folder_is_said_to_be_one()
    {
        using var other = new TempTree();
        var (exitCode, _, error) = Po.Run("check", other.Write(".popipeline.yml/file").Root, "-o", tree.PathOf("r"));

        Assert.Equal((2, "po: .popipeline.yml:1:1: The policy cannot be read: it is a folder, where a file belongs.\n"), (exitCode, error));
    }

    [Fact]
    public void An_answer_that_cannot_be_sent_is_said_to_be_one()
    {
        var (exitCode, error) = Po.Refused("alice", "rules");

        Assert.Equal((2, "po: The answer cannot be written to where it is sent: the system refuses it. Make room there, or send it elsewhere.\n"), (exitCode, error));
    }

    [Theory]
    [InlineData("POPIPELINE_LEDGER_KEY_FILE", "{tree}", "it is a folder, where a file belongs. Name the file with the key.")]
    [InlineData("POPIPELINE_LEDGER_KEY_FILE", "{tree}/none", "it is not there. Name the file with the key.")]
    [InlineData("POPIPELINE_LEDGER_KEY_FILE", "/dev/zero", "is too long for a key.")]
    public void A_key_that_cannot_be_read_is_said_to_be_one(string variable, string value, string expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a device of Linux is named");
        var (exitCode, _, error) = Po.Run("", name => name == variable ? value.Replace("{tree}", tree.Root, StringComparison.Ordinal) : null, CancellationToken.None, "ledger", "sign", tree.Root);

        Assert.Equal(2, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.All(Foreign, word => Assert.DoesNotContain(word, error, StringComparison.Ordinal));
    }
}
