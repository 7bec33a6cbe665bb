using System.Text;
using PoPipeline.Ledger;

namespace PoPipeline.Tests.Ledger;

public sealed class LedgerFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_that_is_not_there_is_an_empty_ledger_and_stays_away()
    {
        var path = Path.Combine(folder.Path, "none");

        var ledger = LedgerFolder.Open(path, signer: null, known: []);

        Assert.Equal((0, null), (ledger.Size, ledger.Head));
        Assert.Empty(ledger.Read());
        Assert.False(Directory.Exists(path));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(70000)]
    public void What_is_appended_is_read_again(int count)
    {
        var ledger = Open();

        ledger.Append(Entries(0, count / 2));
        ledger.Append(Entries(count / 2, count - (count / 2)));

        Assert.Equal(Enumerable.Range(0, count).Select(Text), Open().Read().Select(entry => Encoding.UTF8.GetString(entry.Data.Span)));
        Assert.Equal([count - 1], Open().Read(count - 1).Select(entry => entry.Index));
        Assert.Empty(Open().Read(count));
        Assert.Equal((count, ledger.Head), (Open().Size, Open().Head));
    }

    private LedgerFolder Open() => LedgerFolder.Open(folder.Path, signer: null, known: []);

    private static string Text(int number) => $"entry {number}";

    private static List<ReadOnlyMemory<byte>> Entries(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(number => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(Text(number))))];
}
