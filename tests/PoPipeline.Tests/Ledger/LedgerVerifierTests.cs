using System.Text;
using PoPipeline.Ledger;

namespace PoPipeline.Tests.Ledger;

public sealed class LedgerVerifierTests : IDisposable
{
    private const string SecondBundle = "tile/entries/001.p/44";
    private const string SecondTile = "tile/0/001.p/44";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, int> Sizes() => new MatrixTheoryData<string, int>(LedgerKeys.Kinds, [1, 2, 255, 256, 257, 300]);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void What_was_only_appended_to_is_valid(string kind, int size)
    {
        var signer = LedgerKeys.Signer(kind);
        Ledgers.Build(folder.Path, signer, size);

        var report = LedgerVerifier.Verify(folder.Path, LedgerKeys.Known(signer), []);

        Assert.Empty(report.Problems);
        Assert.Equal((LedgerCondition.Valid, size), (report.Condition, report.Size));
        Assert.Equal(signer is null ? [] : [signer.Verifier.ToString()], report.VouchedBy);
    }

    [Theory]
    [InlineData("none", 3)]
    [InlineData("ed25519", 3)]
    [InlineData("ecdsa", 3)]
    [InlineData("ed25519", 257)]
    public void Every_byte_that_is_changed_is_noticed(string kind, int size)
    {
        var signer = LedgerKeys.Signer(kind);
        Ledgers.Build(folder.Path, signer, size);
        var known = LedgerKeys.Known(signer);

        foreach (var file in Ledgers.Files(folder.Path))
        {
            var bytes = File.ReadAllBytes(file);
            for (var place = 0; place < bytes.Length; place += size > 10 ? 97 : 1)
            {
                foreach (var change in new byte[] { 0x01, 0x80, 0x20 })
                {
                    var changed = bytes.ToArray();
                    changed[place] ^= change;
                    File.WriteAllBytes(file, changed);

                    var report = LedgerVerifier.Verify(folder.Path, known, []);

                    Assert.True(report.Condition is LedgerCondition.Modified or LedgerCondition.Gap or LedgerCondition.Missing, $"{file} at {place}");
                    Assert.NotEmpty(report.Problems);
                }
            }

            File.WriteAllBytes(file, bytes);
        }

        Assert.Equal(LedgerCondition.Valid, LedgerVerifier.Verify(folder.Path, known, []).Condition);
    }

    [Fact]
    public void A_byte_more_or_less_at_the_end_of_any_file_is_noticed()
    {
        Ledgers.Build(folder.Path, signer: null, 300);

        foreach (var file in Ledgers.Files(folder.Path))
        {
            var bytes = File.ReadAllBytes(file);
            File.WriteAllBytes(file, [.. bytes, 0]);
            Assert.Equal(LedgerCondition.Modified, Verify().Condition);
            File.WriteAllBytes(file, [.. bytes, .. "\n"u8]);
            Assert.Equal(LedgerCondition.Modified, Verify().Condition);
            File.WriteAllBytes(file, bytes[..^1]);
            Assert.NotEqual(LedgerCondition.Valid, Verify().Condition);
            File.WriteAllBytes(file, []);
            Assert.NotEqual(LedgerCondition.Valid, Verify().Condition);
            File.Delete(file);
            Assert.Equal((LedgerCondition.Missing, Name(file)), (Verify().Condition, Verify().Problems[0].File));
            File.WriteAllBytes(file, bytes);
        }

        Assert.Equal(LedgerCondition.Valid, Verify().Condition);
    }

    [Fact]
    public void A_changed_entry_is_told_from_a_changed_hash()
    {
        Ledgers.Build(folder.Path, signer: null, 300);

        var entry = WithChange(SecondBundle, 5 + 30 * 6);
        var hash = WithChange(SecondTile, 32 * 7);

        Assert.Equal((LedgerCondition.Modified, SecondBundle), (entry.Condition, Assert.Single(entry.Problems).File));
        Assert.Contains("the entry was changed", entry.Problems[0].Message, StringComparison.Ordinal);
        Assert.Equal((SecondTile, 263), (Assert.Single(hash.Problems).File, hash.Problems[0].Entry));
        Assert.Contains("the entry itself is as", hash.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_that_are_cut_off_a_bundle_are_a_gap()
    {
        Ledgers.Build(folder.Path, signer: null, 300);
        var bundle = Path.Combine(folder.Path, SecondBundle);
        File.WriteAllBytes(bundle, File.ReadAllBytes(bundle)[..60]);

        var report = Verify();

        Assert.Equal((LedgerCondition.Gap, SecondBundle, 257), (report.Condition, Assert.Single(report.Problems).File, report.Problems[0].Entry));
    }

    [Fact]
    public void A_ledger_that_was_put_back_to_an_earlier_state_is_truncated_for_who_kept_a_checkpoint()
    {
        Ledgers.Build(folder.Path, signer: null, 300);
        var anchor = Anchor();
        using var earlier = new TemporaryFolder();
        Ledgers.Build(earlier.Path, signer: null, 299);

        var blind = LedgerVerifier.Verify(earlier.Path, [], []);
        var report = LedgerVerifier.Verify(earlier.Path, [], [anchor]);

        Assert.Equal(LedgerCondition.Valid, blind.Condition);
        Assert.Equal((LedgerCondition.Truncated, "kept"), (report.Condition, Assert.Single(report.Problems).File));
        Assert.Equal(LedgerCondition.Truncated, LedgerVerifier.Verify(Path.Combine(folder.Path, "none"), [], [anchor]).Condition);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(900)]
    public void An_anchor_of_another_ledger_is_forked_however_many_entries_that_has(int count)
    {
        Ledgers.Build(folder.Path, signer: null, 300);
        using var other = new TemporaryFolder();
        Ledgers.Build(other.Path, signer: null, count, from: 5000);
        Assert.True(LedgerAnchor.Parse("kept", File.ReadAllBytes(Path.Combine(other.Path, "checkpoint"))).IsValue(out var anchor, out _));

        var report = LedgerVerifier.Verify(folder.Path, [], [anchor]);

        Assert.Equal((LedgerCondition.Forked, "kept"), (report.Condition, Assert.Single(report.Problems).File));
        Assert.Contains("another history was put in its place", report.Problems[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(301)]
    [InlineData(600)]
    public void A_ledger_that_was_written_anew_is_forked_for_who_kept_a_checkpoint(int size)
    {
        Ledgers.Build(folder.Path, signer: null, 300);
        using var anew = new TemporaryFolder();
        LedgerFolder.Open(anew.Path, signer: null, []).Append([.. Ledgers.Entries(0, size).Select((entry, index) => index == 42 ? "other"u8.ToArray() : entry)]);

        var report = LedgerVerifier.Verify(anew.Path, [], [Anchor()]);

        Assert.Equal((LedgerCondition.Forked, "kept"), (report.Condition, Assert.Single(report.Problems).File));
    }

    [Fact]
    public void An_anchor_of_another_ledger_is_a_fork()
    {
        Ledgers.Build(folder.Path, signer: null, 3);
        using var other = new TemporaryFolder();
        LedgerFolder.Open(other.Path, signer: null, []).Append(["a"u8.ToArray(), "b"u8.ToArray(), "c"u8.ToArray(), "d"u8.ToArray()]);

        Assert.Equal(LedgerCondition.Forked, LedgerVerifier.Verify(other.Path, [], [Anchor()]).Condition);
    }

    [Fact]
    public void Every_earlier_checkpoint_of_a_ledger_agrees_with_it()
    {
        var anchors = new List<LedgerAnchor>();
        for (var (size, step) = (0, 1); size < 1100; step = size % 256 == 255 ? 1 : 51)
        {
            Ledgers.Build(folder.Path, signer: null, step, size);
            anchors.Add(Anchor());
            size += step;
        }

        var report = LedgerVerifier.Verify(folder.Path, [], [.. anchors]);

        Assert.Empty(report.Problems);
        Assert.All(report.Notes, note => Assert.StartsWith("Warning: no signature", note, StringComparison.Ordinal));
    }

    [Fact]
    public void A_signature_that_is_missing_foreign_or_of_another_text_does_not_vouch()
    {
        var (mine, other) = (LedgerKeys.Signer("ed25519"), LedgerKeys.Signer("ecdsa"));
        Ledgers.Build(folder.Path, mine, 3);

        Assert.Equal(LedgerCondition.Modified, LedgerVerifier.Verify(folder.Path, LedgerKeys.Known(other), []).Condition);
        Assert.Equal(LedgerCondition.Valid, LedgerVerifier.Verify(folder.Path, [.. LedgerKeys.Known(other), .. LedgerKeys.Known(mine)], []).Condition);
        Assert.Contains(Verify().Notes, note => note.Contains("no key was given", StringComparison.Ordinal));

        var checkpoint = Path.Combine(folder.Path, "checkpoint");
        var text = File.ReadAllText(checkpoint);
        File.WriteAllText(checkpoint, text[..(text.IndexOf("\n\n", StringComparison.Ordinal) + 2)]);
        Assert.Equal(LedgerCondition.Modified, LedgerVerifier.Verify(folder.Path, LedgerKeys.Known(mine), []).Condition);
        Assert.Contains(Verify().Notes, note => note.StartsWith("Warning: no signature", StringComparison.Ordinal));
    }

    [Fact]
    public void Swapped_entries_and_swapped_bundles_are_noticed()
    {
        LedgerFolder.Open(folder.Path, signer: null, []).Append([.. Enumerable.Range(0, 600).Select(number => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($"{number:D3}"))]);
        var (first, second) = (Path.Combine(folder.Path, "tile/entries/000"), Path.Combine(folder.Path, "tile/entries/001"));
        var (one, two) = (File.ReadAllBytes(first), File.ReadAllBytes(second));

        File.WriteAllBytes(first, [.. one[5..10], .. one[..5], .. one[10..]]);
        Assert.Equal((LedgerCondition.Modified, 0), (Verify().Condition, Assert.Single(Verify().Problems).Entry));

        File.WriteAllBytes(first, two);
        File.WriteAllBytes(second, one);
        Assert.Equal(["tile/entries/000", "tile/entries/001"], Verify().Problems.Select(problem => problem.File));
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("100000000000")]
    public void A_size_that_is_made_up_is_given_up_early(string size)
    {
        Ledgers.Build(folder.Path, signer: null, 3);
        var checkpoint = Path.Combine(folder.Path, "checkpoint");
        File.WriteAllText(checkpoint, File.ReadAllText(checkpoint).Replace("\n3\n", $"\n{size}\n", StringComparison.Ordinal));

        var report = Verify();

        Assert.Equal((LedgerCondition.Missing, 100), (report.Condition, report.Problems.Length));
        Assert.Contains(report.Notes, note => note.Contains("stopped", StringComparison.Ordinal));
        Assert.Throws<LedgerDamagedException>(() => LedgerFolder.Open(folder.Path, signer: null, []).Append(Ledgers.Entries(0, 1)));
        Assert.Throws<LedgerDamagedException>(() => LedgerFolder.Open(folder.Path, signer: null, []).Read().ToList());
    }

    [Fact]
    public void What_lies_about_is_told_and_what_was_replaced_is_compared()
    {
        Ledgers.Build(folder.Path, signer: null, 3);
        var replaced = Path.Combine(folder.Path, "tile/entries/000.p/2");
        var bundle = File.ReadAllBytes(Path.Combine(folder.Path, "tile/entries/000.p/3"));
        File.WriteAllBytes(replaced, bundle[..(bundle.Length / 3 * 2)]);
        File.WriteAllText(Path.Combine(folder.Path, "notes.txt"), "hello");
        File.WriteAllText(Path.Combine(folder.Path, "tile/entries/000"), "later");
        File.WriteAllText(Path.Combine(folder.Path, ".lock"), "pid");

        var report = Verify();
        bundle[3] ^= 1;
        File.WriteAllBytes(replaced, bundle[..(bundle.Length / 3 * 2)]);

        Assert.Equal(LedgerCondition.Valid, report.Condition);
        Assert.Equal(["'.lock'", "'notes.txt'", "'tile/entries/000'", "'tile/entries/000.p/2'"], report.Notes.Skip(1).Select(note => note.Split(' ')[0]));
        Assert.Equal("tile/entries/000.p/2", Assert.Single(Verify().Problems).File);
    }

    [Fact]
    public void A_link_is_not_followed()
    {
        Ledgers.Build(folder.Path, signer: null, 3);
        var file = Path.Combine(folder.Path, "tile/0/000.p/3");
        using var elsewhere = new TemporaryFolder();
        var target = Path.Combine(elsewhere.Path, "hashes");
        File.Move(file, target);
        File.CreateSymbolicLink(file, target);

        var problem = Assert.Single(Verify().Problems);

        Assert.Equal((LedgerCondition.Modified, "tile/0/000.p/3"), (problem.Condition, problem.File));
        Assert.Contains("symbolic link", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("checkpoint")]
    [InlineData("tile/0/000.p/3")]
    [InlineData("tile/entries/000.p/3")]
    public async Task A_pipe_is_no_file_and_is_not_waited_for(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such pipes there.");
        Ledgers.Build(folder.Path, signer: null, 3);
        var file = Path.Combine(folder.Path, name);
        File.Delete(file);
        ChildProcess.Demand("mkfifo", [file]);

        var report = await Task.Run(Verify, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal((LedgerCondition.Modified, name), (report.Condition, Assert.Single(report.Problems).File));
        Assert.Contains("is no file, but a pipe", report.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_without_a_checkpoint_are_no_empty_ledger()
    {
        Ledgers.Build(folder.Path, signer: null, 3);
        File.Delete(Path.Combine(folder.Path, "checkpoint"));

        Assert.Equal(LedgerCondition.Missing, Verify().Condition);
        Assert.Equal(LedgerCondition.Missing, Assert.Throws<LedgerDamagedException>(() => LedgerFolder.Open(folder.Path, signer: null, [])).Condition);
    }

    private LedgerReport Verify() => LedgerVerifier.Verify(folder.Path, [], []);

    private string Name(string file) => Path.GetRelativePath(folder.Path, file);

    private LedgerReport WithChange(string name, int place)
    {
        var file = Path.Combine(folder.Path, name);
        var bytes = File.ReadAllBytes(file);
        var changed = bytes.ToArray();
        changed[place] ^= 1;
        File.WriteAllBytes(file, changed);
        var report = Verify();
        File.WriteAllBytes(file, bytes);
        return report;
    }

    private LedgerAnchor Anchor() =>
        LedgerAnchor.Parse("kept", File.ReadAllBytes(Path.Combine(folder.Path, "checkpoint"))).Value ?? throw new InvalidDataException("No anchor.");
}
