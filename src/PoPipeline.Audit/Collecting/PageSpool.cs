using System.Globalization;
using System.Security.Cryptography;
using PoPipeline.Audit.Storing;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Collecting;

/// <summary>Keeps the pages of a window on the disk until the last one is there, so that a window is kept whole or not at all and no memory holds it.</summary>
internal sealed class PageSpool : IDisposable
{
    private readonly string folder;
    private readonly Action<string>? step;
    private readonly List<string> lines = [];

    /// <summary>Begins with none; what an interrupted run left is removed.</summary>
    /// <param name="store">The audit log.</param>
    public PageSpool(AuditStore store)
    {
        folder = store.SpoolFolder;
        step = store.Options.Step;
        Clear();
        PrivatePath.MakeFolder(folder, isPrivate: true);
    }

    /// <summary>The number of pages.</summary>
    public int Count => lines.Count;

    /// <summary>A line for each page: the hash and the length of its bytes, and the headers that it came with.</summary>
    public string Lines => string.Concat(lines);

    /// <summary>Adds a page.</summary>
    /// <param name="page">The page.</param>
    public void Add(AuditPage page)
    {
        step?.Invoke($"spool {lines.Count}");
        using (var file = PrivatePath.Create(PathOf(lines.Count), isPrivate: true))
        {
            file.Write(page.Raw.Span);
        }

        var date = page.Date is { } known ? Events.AuditTime.Write(known) : "-";
        lines.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{Convert.ToHexStringLower(SHA256.HashData(page.Raw.Span))} {page.Raw.Length} {date} {Header(page.ETag)} {Header(page.RequestId)}\n"));
    }

    /// <summary>Reads a page.</summary>
    /// <param name="number">Its number, from 0.</param>
    public byte[] Read(int number) => File.ReadAllBytes(PathOf(number));

    /// <inheritdoc/>
    public void Dispose() => Clear();

    private static string Header(string? value) =>
        value is { Length: > 0 } ? string.Concat(value.Take(200).Select(character => character is > ' ' and < (char)127 ? character : '?')) : "-";

    private string PathOf(int number) => Path.Combine(folder, number.ToString("D8", CultureInfo.InvariantCulture));

    private void Clear()
    {
        if (Directory.Exists(folder) && new DirectoryInfo(folder).LinkTarget is null)
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
