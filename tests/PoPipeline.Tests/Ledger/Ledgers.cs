using System.Text;
using PoPipeline.Ledger;

namespace PoPipeline.Tests.Ledger;

/// <summary>Ledgers for tests.</summary>
internal static class Ledgers
{
    /// <summary>Entries of one length, but for the digits of their number.</summary>
    public static List<ReadOnlyMemory<byte>> Entries(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(number => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes($$"""{"type":"decision","number":{{number}}}""")))];

    /// <summary>Appends entries in two steps.</summary>
    public static void Build(string folder, LedgerSigner? signer, int count, int from = 0)
    {
        var ledger = LedgerFolder.Open(folder, signer, []);
        ledger.Append(Entries(from, count / 2));
        ledger.Append(Entries(from + (count / 2), count - (count / 2)));
    }

    /// <summary>The files of a ledger that have content.</summary>
    public static List<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) is not ".lock").Order(StringComparer.Ordinal)];
}
