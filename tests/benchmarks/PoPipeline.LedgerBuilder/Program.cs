using System.Diagnostics;
using System.Globalization;
using System.Text;
using PoPipeline.Ledger;

// Builds a ledger of many entries of about 300 bytes, then appends one more, and says how long each took.
if (args is not [var folder, var number] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
{
    Console.Error.WriteLine("Name a folder and a number of entries.");
    return 2;
}

const int Batch = 100_000;
var padding = new string('x', 220);
var watch = Stopwatch.StartNew();
for (var start = 0; start < count; start += Batch)
{
    LedgerFolder.Open(folder, signer: null, known: []).Append([.. Enumerable.Range(start, Math.Min(Batch, count - start)).Select(Entry)]);
}

Console.WriteLine($"{$"append {count} entries",-28} {watch.Elapsed.TotalSeconds,8:F3} s");
watch.Restart();
LedgerFolder.Open(folder, signer: null, known: []).Append([Entry(count)]);
Console.WriteLine($"{"append one more",-28} {watch.Elapsed.TotalSeconds,8:F3} s");
return 0;

ReadOnlyMemory<byte> Entry(int index) => Encoding.UTF8.GetBytes(
    string.Create(CultureInfo.InvariantCulture, $$"""{"id":{{index:D9}},"note":"{{padding}}","schema":"popipeline.decision/1","type":"decision"}"""));
