using System.Text;
using PoPipeline.Audit.Collecting;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Tests;

/// <summary>Whoever reads an audit log is given nothing that is not what was recorded.</summary>
public sealed class HeldReadingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SetTime time = new(Sample.Start);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("000", 0, 0)]
    [InlineData("001", 1, 256)]
    [InlineData("002.p/89", 2, 512)]
    public void Of_a_file_of_entries_that_was_changed_nothing_is_given(string file, int bundle, int before)
    {
        var store = Kept();
        var entry = Forge(store, file, place: 3);

        var (given, exception) = Read(Sample.Store(folder));

        Assert.Equal((before, LedgerCondition.Modified), (given.Count, exception!.Condition));
        Assert.StartsWith($"The ledger's file '{Path.Combine(store.Folder, "ledger", "tile/entries/" + file)}' is not what was recorded: entry {(bundle * 256) + entry} is another one, ", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(given, record => record.Event?.Action == "repo.forged");
        Assert.Throws<LedgerDamagedException>(() => AuditState.Of(Sample.Store(folder)));
    }

    [Theory]
    [InlineData("tile/0/001", false)]
    [InlineData("tile/1/000.p/2", true)]
    [InlineData("tile/0/002.p/89", true)]
    public void Hashes_that_were_changed_with_the_entries_do_not_help(string tile, bool isAtOnce)
    {
        var store = Kept();
        Forge(store, "001", place: 3);
        var path = Path.Combine(store.Folder, "ledger", tile);
        var bytes = File.ReadAllBytes(path);
        bytes[^40] ^= 1;
        File.WriteAllBytes(path, bytes);

        var (given, exception) = Read(Sample.Store(folder));

        Assert.Equal((isAtOnce ? 0 : 256, LedgerCondition.Modified), (given.Count, exception!.Condition));
        Assert.Contains(isAtOnce ? "do not make the root hash of its checkpoint" : "entries 256 to 511, or their hashes, are others", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_were_cut_off_are_told_before_anything_of_their_file_is_given()
    {
        var store = Kept();
        var path = Path.Combine(store.Folder, "ledger", "tile/entries/001");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^20]);

        var (given, exception) = Read(Sample.Store(folder));

        Assert.Equal((256, LedgerCondition.Gap), (given.Count, exception!.Condition));
        Assert.Contains("ends within entry 511", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("000", 0)]
    [InlineData("001", 256)]
    [InlineData("002.p/89", 512)]
    public void Bytes_behind_the_last_entry_are_told_before_anything_of_their_file_is_given(string file, int before)
    {
        var store = Kept();
        File.AppendAllText(Path.Combine(store.Folder, "ledger", "tile/entries", file), "x\n");

        var (given, exception) = Read(Sample.Store(folder));

        Assert.Equal((before, LedgerCondition.Modified), (given.Count, exception!.Condition));
        Assert.Contains("it goes on for 2 bytes after its last entry", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_run_that_was_killed_wrote_ends_no_reading()
    {
        var store = Kept();
        var entries = Path.Combine(store.Folder, "ledger", "tile/entries");
        File.WriteAllBytes(Path.Combine(entries, "002.p/90"), [.. File.ReadAllBytes(Path.Combine(entries, "002.p/89")), 0, 1, (byte)'x']);

        var (given, exception) = Read(Sample.Store(folder));

        Assert.Null(exception);
        Assert.Equal(601, given.Count);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_blob_that_is_gone_or_another_one_is_told_with_the_entry_that_names_it(bool isSealed, bool isGone)
    {
        var store = Sample.Store(folder, new AuditStoreOptions { Recipients = isSealed ? [SealingTests.Identity.Recipient] : [] });
        Import(store, 3, blob: true);
        var blob = Directory.GetFiles(Path.Combine(store.Folder, "blobs"), "*", SearchOption.AllDirectories)[0];
        if (isGone)
        {
            File.Delete(blob);
        }
        else
        {
            File.WriteAllText(blob, "another");
        }

        var exception = Read(Sample.Store(folder)).Exception!;

        Assert.Equal(isGone ? LedgerCondition.Missing : LedgerCondition.Modified, exception.Condition);
        Assert.Matches($"^The blob 'blobs/{Path.GetFileName(blob)}' that entry [0-3] of '.*' names {(isGone ? "is missing" : "has 7 bytes where")}", exception.Message);
    }

    [Fact]
    public async Task What_nobody_touched_is_given_while_another_run_appends()
    {
        var store = Kept();
        var reader = Sample.Store(folder);
        var writing = Task.Run(
            () =>
            {
                for (var round = 0; round < 8; round++)
                {
                    Import(store, 50, first: 10_000 + (round * 50));
                }
            },
            TestContext.Current.CancellationToken);
        while (!writing.IsCompleted)
        {
            var (given, exception) = Read(reader);
            Assert.Null(exception);
            Assert.Equal(601, given.Count);
        }

        await writing;
        Assert.Equal(601 + 408, Read(Sample.Store(folder)).Given.Count);
    }

    [Fact]
    public void Sound_files_of_any_number_of_entries_are_given()
    {
        var store = Sample.Store(folder);
        for (var count = 1; count < 700; count += 97)
        {
            Import(store, count, first: count * 1000);
            Assert.Null(Read(Sample.Store(folder)).Exception);
        }
    }

    private static (List<AuditRecord> Given, LedgerDamagedException? Exception) Read(AuditStore store)
    {
        var given = new List<AuditRecord>();
        try
        {
            foreach (var record in store.Read())
            {
                given.Add(record);
            }
        }
        catch (LedgerDamagedException exception)
        {
            return (given, exception);
        }

        return (given, null);
    }

    // Another action, of as many letters.
    private static int Forge(AuditStore store, string file, int place)
    {
        var path = Path.Combine(store.Folder, "ledger", "tile/entries", file);
        var bytes = File.ReadAllBytes(path);
        var at = -1;
        for (var number = 0; number <= place; number++)
        {
            at += 1 + bytes.AsSpan(at + 1).IndexOf("repo.create"u8);
        }

        "repo.forged"u8.CopyTo(bytes.AsSpan(at));
        File.WriteAllBytes(path, bytes);
        var (start, entry) = (0, 0);
        while (EntryBundle.TryNext(bytes, ref start, out var found) && found.Start + found.Length < at)
        {
            entry++;
        }

        return entry;
    }

    private AuditStore Kept() => Import(Sample.Store(folder), 600);

    private AuditStore Import(AuditStore store, int count, int first = 0, bool blob = false)
    {
        var path = folder[$"import-{first}.json"];
        File.WriteAllText(path, string.Concat(Enumerable.Range(first, count).Select(number => Encoding.UTF8.GetString(Sample.GitHubJson(number, Sample.Start.AddMinutes(number - first), blob ? new string('x', 70_000) : "repo.create")) + "\n")));
        new AuditImporter(store, time).Import(path, Sample.GitHub);
        return store;
    }
}
