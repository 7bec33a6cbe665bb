using System.Security.Cryptography;
using System.Text.Json;
using PoPipeline.Ledger;
using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

public sealed class LedgerVerbTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_sound_ledger_is_valid_and_what_was_not_verified_is_told()
    {
        var ledger = Ledger(3);

        var (exitCode, output, error) = Po.Run("ledger", "verify", ledger);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("Condition  valid: ", output, StringComparison.Ordinal);
        Assert.Contains("Entries    3\n", output, StringComparison.Ordinal);
        Assert.Contains("Warning: no signature vouches", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_entry_is_exit_code_4_with_its_file_and_index()
    {
        var ledger = Ledger(3);
        folder.Write("ledger/tile/entries/000.p/3", "\0\u0001a\0\u0001X\0\u0001c");

        var (exitCode, output, error) = Po.Run("ledger", "verify", ledger);
        var (_, json, _) = Po.Run("ledger", "verify", ledger, "--json");

        using var document = JsonDocument.Parse(json);
        var problem = document.RootElement.GetProperty("problems")[0];
        Assert.Equal(4, exitCode);
        Assert.Contains("modified  tile/entries/000.p/3  entry 1\n", output, StringComparison.Ordinal);
        Assert.Contains("is not valid (modified)", error, StringComparison.Ordinal);
        Assert.Equal(("modified", 1), (document.RootElement.GetProperty("condition").GetString(), problem.GetProperty("entry").GetInt64()));
    }

    [Fact]
    public void An_anchor_shows_what_was_removed()
    {
        var anchor = folder.Write("kept", File.ReadAllText(Path.Combine(Ledger(3), "checkpoint")));
        Directory.Delete(Path.Combine(folder.Path, "ledger"), recursive: true);

        var (exitCode, output, _) = Po.Run("ledger", "verify", Ledger(2), "--anchor", anchor);

        Assert.Equal(4, exitCode);
        Assert.Contains("Condition  truncated: ", output, StringComparison.Ordinal);
        Assert.Equal(0, Po.Run("ledger", "verify", Path.Combine(folder.Path, "ledger")).ExitCode);
    }

    [Theory]
    [InlineData("ledger verify .")]
    [InlineData("ledger verify . --json")]
    [InlineData("ledger verify ./other")]
    [InlineData("records list {tree} --ledger .")]
    [InlineData("records show abcdef01 --root {tree} --ledger .")]
    [InlineData("records verify {tree} --ledger ./other")]
    [InlineData("records verify {tree} --ledger ./none")]
    public void A_folder_without_a_ledger_is_not_said_to_hold_a_valid_one(string words)
    {
        folder.Write("other/notes.txt", "mine");
        using var tree = new TempTree().Write("a.txt").Git("init").Git("add", ".").Git("commit", "-m", "x");
        var arguments = words.Split(' ').Select(word => word is "{tree}" ? tree.Root : word.StartsWith('.') ? Path.GetFullPath(Path.Combine(folder.Path, word)) : word);

        var (exitCode, output, error) = Po.Run([.. arguments]);

        Assert.Equal((3, ""), (exitCode, output));
        Assert.Contains("There is no ledger in '", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("checkpoint/", false)]
    [InlineData("tile", false)]
    [InlineData("checkpoint", true)]
    [InlineData("tile", true)]
    public void What_is_of_the_wrong_kind_in_a_ledger_is_damage(string name, bool isLink)
    {
        using var tree = new TempTree().Write("a.txt").Git("init").Git("add", ".").Git("commit", "-m", "x");
        var ledger = tree.PathOf(".popipeline/ledger");
        if (isLink)
        {
            tree.Link($".popipeline/ledger/{name}", "nowhere");
        }
        else if (name.EndsWith('/'))
        {
            Directory.CreateDirectory(Path.Combine(ledger, name));
        }
        else
        {
            tree.Write($".popipeline/ledger/{name}", "x\n");
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signer = LedgerSigner.OfPem(key.ExportPkcs8PrivateKeyPem(), "acme");
        string[][] verbs =
        [
            ["ledger", "verify", ledger], ["ledger", "verify", ledger, "--key", signer.Verifier.ToString()], ["records", "verify", tree.Root, "--ledger", ledger], ["records", "verify", tree.Root],
            ["records", "show", "abcdef01", "--root", tree.Root, "--ledger", ledger],
        ];

        Assert.All(verbs, words => Assert.True(Po.Run(words) is { ExitCode: 4 }, string.Join(' ', words)));
        Assert.Contains("Tampering: ", Po.Run("records", "list", tree.Root, "--ledger", ledger).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_anchor_shows_that_a_whole_ledger_was_removed()
    {
        var anchor = folder.Write("kept", File.ReadAllText(Path.Combine(Ledger(3), "checkpoint")));
        Directory.Delete(Path.Combine(folder.Path, "ledger"), recursive: true);
        Directory.CreateDirectory(Path.Combine(folder.Path, "ledger"));

        Assert.Equal(4, Po.Run("ledger", "verify", Path.Combine(folder.Path, "ledger"), "--anchor", anchor).ExitCode);
    }

    [Theory]
    [InlineData("ledger verify /no/such/folder", "no folder")]
    [InlineData("ledger verify . --key nothing", "neither a file nor a key")]
    [InlineData("ledger verify . --anchor /no/such/file", "/no/such/file")]
    [InlineData("ledger verify . --anchor PoPipeline.Frosting.Tests.dll", "not the checkpoint")]
    [InlineData("ledger sign .", "POPIPELINE_LEDGER_KEY")]
    public void What_cannot_be_verified_as_asked_is_wrong_usage(string words, string reason)
    {
        var arguments = words.Split(' ').Select(word => word is "." ? folder.Path : word.EndsWith(".dll", StringComparison.Ordinal) ? Path.Combine(AppContext.BaseDirectory, word) : word);

        var (exitCode, output, error) = Po.Run([.. arguments]);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    private string Ledger(int size)
    {
        var path = Path.Combine(folder.Path, "ledger");
        LedgerFolder.Open(path, signer: null, []).Append([.. new[] { "a"u8.ToArray(), "b"u8.ToArray(), "c"u8.ToArray() }.Take(size).Select(entry => new ReadOnlyMemory<byte>(entry))]);
        return path;
    }
}
