using PoPipeline.Ledger;

namespace PoPipeline.Tests.Ledger;

public sealed class LedgerWriteTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 300)]
    [InlineData(1, 1)]
    [InlineData(255, 1)]
    [InlineData(256, 1)]
    [InlineData(250, 600)]
    [InlineData(511, 2)]
    public void A_run_that_is_killed_at_any_step_leaves_the_old_ledger_or_the_new_one(int before, int appended)
    {
        var steps = new List<string>();
        Copy(before, out var counted);
        Open(counted, steps.Add).Append(Ledgers.Entries(before, appended));
        Directory.Delete(counted, recursive: true);

        foreach (var (kill, name) in steps.Index())
        {
            Copy(before, out var copy);
            var left = kill;
            Assert.Throws<KilledException>(() => Open(copy, _ => Die(ref left)).Append(Ledgers.Entries(before, appended)));

            var report = LedgerVerifier.Verify(copy, [], []);
            var reopened = Open(copy);
            Assert.True(report.Condition is LedgerCondition.Valid, $"{name}: {string.Join('\n', report.Problems)}");
            Assert.Contains(reopened.Size, new long[] { before, before + appended });
            Assert.Equal(reopened.Size, reopened.Read().LongCount());

            // Other entries than those that were not written to the end.
            reopened.Append(Ledgers.Entries(7, 3));
            Assert.Empty(LedgerVerifier.Verify(copy, [], []).Problems);
            Assert.Equal(reopened.Size, Open(copy).Read().LongCount());
            reopened.Append(Ledgers.Entries(0, 260));
            Assert.Empty(LedgerVerifier.Verify(copy, [], []).Problems);
            Directory.Delete(copy, recursive: true);
        }

        Assert.NotEmpty(steps);
    }

    [Fact]
    public void The_checkpoint_is_written_when_everything_else_lasts()
    {
        var steps = new List<string>();
        Open(folder.Path).Append(Ledgers.Entries(0, 255));

        Open(folder.Path, steps.Add).Append(Ledgers.Entries(255, 2));

        Assert.Equal(
            [
                "write tile/0/000", "rename tile/0/000",
                "write tile/entries/000", "rename tile/entries/000",
                "write tile/entries/001.p/1", "rename tile/entries/001.p/1",
                "write tile/0/001.p/1", "rename tile/0/001.p/1",
                "write tile/1/000.p/1", "rename tile/1/000.p/1",
                "sync",
                "write checkpoint", "rename checkpoint",
                "sync",
                "remove tile/entries/000.p/255", "remove tile/0/000.p/255",
            ],
            steps);
        Assert.Equal(
            ["checkpoint", "tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/1"],
            Ledgers.Files(folder.Path).Select(file => Path.GetRelativePath(folder.Path, file)));
    }

    [Fact]
    public void Appending_one_entry_reads_and_writes_the_right_edge_only()
    {
        Open(folder.Path).Append(Ledgers.Entries(0, 70000));
        foreach (var full in Ledgers.Files(folder.Path).Where(file => !Path.GetRelativePath(folder.Path, file).Contains(".p", StringComparison.Ordinal) && Path.GetFileName(file) is not "checkpoint"))
        {
            File.Delete(full);
        }

        var ledger = Open(folder.Path);
        ledger.Append(Ledgers.Entries(70000, 1));

        Assert.Equal(70001, ledger.Size);
        Assert.Equal(70000, Assert.Single(ledger.Read(70000)).Index);
    }

    [Fact]
    public async Task Writers_at_once_lose_nothing_and_make_one_history()
    {
        const int Writers = 8;
        const int Each = 20;

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
        {
            foreach (var number in Enumerable.Range(writer * Each, Each))
            {
                Open(folder.Path).Append(Ledgers.Entries(number, 1));
            }
        })));

        var expected = Ledgers.Entries(0, Writers * Each).Select(entry => Convert.ToHexString(entry.Span)).Order(StringComparer.Ordinal);
        Assert.Equal(expected, Open(folder.Path).Read().Select(entry => Convert.ToHexString(entry.Data.Span)).Order(StringComparer.Ordinal));
        Assert.Empty(LedgerVerifier.Verify(folder.Path, [], []).Problems);
    }

    [Fact]
    public async Task Who_reads_while_others_append_sees_a_whole_ledger()
    {
        Open(folder.Path).Append(Ledgers.Entries(0, 250));
        using var done = new CancellationTokenSource();
        var writer = Task.Run(() =>
        {
            foreach (var number in Enumerable.Range(250, 40))
            {
                Open(folder.Path).Append(Ledgers.Entries(number, 1));
            }

            done.Cancel();
        });

        while (!done.IsCancellationRequested && !writer.IsCompleted)
        {
            var ledger = Open(folder.Path);
            Assert.Equal(ledger.Size, ledger.Read().LongCount());
            Assert.Empty(LedgerVerifier.Verify(folder.Path, [], []).Problems);
        }

        await writer;
    }

    [Fact]
    public void Who_decided_by_an_older_ledger_appends_nothing()
    {
        var (mine, other) = (Open(folder.Path), Open(folder.Path));
        other.Append(Ledgers.Entries(0, 2));

        var conflict = Assert.Throws<LedgerConflictException>(() => mine.Append(Ledgers.Entries(2, 1), expectedSize: mine.Size));

        Assert.Equal((2, 2), (conflict.ActualSize, Open(folder.Path).Size));
        mine.Append(Ledgers.Entries(2, 1), expectedSize: conflict.ActualSize);
        Assert.Equal(3, mine.Size);
    }

    [Fact]
    public void Who_waits_too_long_for_another_writer_is_told()
    {
        var blocked = Open(folder.Path, patience: TimeSpan.Zero);
        var writer = Open(folder.Path, step =>
        {
            var busy = Assert.Throws<LedgerBusyException>(() => blocked.Append(Ledgers.Entries(9, 1)));
            Assert.Contains(".lock", busy.Message, StringComparison.Ordinal);
        });

        writer.Append(Ledgers.Entries(0, 1));
        blocked.Append(Ledgers.Entries(1, 1));

        Assert.Equal(2, blocked.Size);
    }

    [Fact]
    public void An_entry_that_is_too_long_appends_nothing_and_the_longest_and_the_empty_one_fit()
    {
        var ledger = Open(folder.Path);

        Assert.Throws<LedgerException>(() => ledger.Append([new byte[1], new byte[65536]]));
        ledger.Append([new byte[65535], Array.Empty<byte>()]);
        ledger.Append([]);

        Assert.Equal([65535, 0], Open(folder.Path).Read().Select(entry => entry.Data.Length));
        Assert.Empty(LedgerVerifier.Verify(folder.Path, [], []).Problems);
    }

    [Fact]
    public void Nothing_is_appended_to_what_was_changed()
    {
        Open(folder.Path).Append(Ledgers.Entries(0, 257));
        foreach (var file in Ledgers.Files(folder.Path).Where(file => Path.GetRelativePath(folder.Path, file).Contains(".p", StringComparison.Ordinal) || Path.GetFileName(file) is "checkpoint"))
        {
            var bytes = File.ReadAllBytes(file);
            File.WriteAllBytes(file, [.. bytes[..^2], (byte)(bytes[^2] ^ 1), bytes[^1]]);

            Assert.Throws<LedgerDamagedException>(() => Open(folder.Path).Append(Ledgers.Entries(257, 1)));

            File.WriteAllBytes(file, bytes);
        }
    }

    [Fact]
    public void A_link_in_the_folder_leads_no_writer_out_of_it()
    {
        using var elsewhere = new TemporaryFolder();
        var victim = Path.Combine(elsewhere.Path, "victim");
        File.WriteAllText(victim, "untouched");
        File.CreateSymbolicLink(Path.Combine(folder.Path, ".new"), victim);
        Open(folder.Path).Append(Ledgers.Entries(0, 256));

        Directory.Delete(Path.Combine(folder.Path, "tile", "0"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "tile", "0"), elsewhere.Path);

        Assert.Throws<LedgerDamagedException>(() => Open(folder.Path).Append(Ledgers.Entries(256, 1)));
        Assert.Equal("untouched", File.ReadAllText(victim));
        Assert.Equal(["victim"], Directory.EnumerateFileSystemEntries(elsewhere.Path).Select(Path.GetFileName));
    }

    private static LedgerFolder Open(string path, Action<string>? step = null, TimeSpan? patience = null) =>
        LedgerFolder.Open(path, signer: null, [], patience ?? Patience, step);

    private static void Die(ref int left)
    {
        if (left-- == 0)
        {
            throw new KilledException();
        }
    }

    // The same ledger again and again: built once, copied for each kill.
    private void Copy(int size, out string copy)
    {
        var built = Path.Combine(folder.Path, "built");
        if (size > 0 && !Directory.Exists(built))
        {
            Open(built).Append(Ledgers.Entries(0, size));
        }

        copy = Path.Combine(folder.Path, "copy");
        Directory.CreateDirectory(copy);
        foreach (var file in size == 0 ? [] : Ledgers.Files(built))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(built, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? copy);
            File.Copy(file, target, overwrite: true);
        }
    }

    private sealed class KilledException : Exception;
}
