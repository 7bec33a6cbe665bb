using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Sealing;
using PoPipeline.Audit.Storing;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Collecting;

/// <summary>
/// Keeps the pages of a window on the disk until the last one is there, so that a window is kept whole or not at all and no memory holds it. Where events are encrypted, so are
/// the pages, with a key that no file has: of a run that is killed nobody can open them, and the next one asks for them again.
/// </summary>
internal sealed class PageSpool : IDisposable
{
    private readonly AuditStore store;
    private readonly string folder;
    private readonly Action<string>? step;
    private readonly List<string> lines = [];
    private readonly byte[]? key;

    /// <summary>Begins with none; what an interrupted run left is removed.</summary>
    /// <param name="store">The audit log.</param>
    public PageSpool(AuditStore store)
    {
        this.store = store;
        folder = store.SpoolFolder;
        step = store.Options.Step;
        key = store.Options.Recipients.IsDefaultOrEmpty ? null : RandomNumberGenerator.GetBytes(ChaCha.KeySize);
        store.ClearSpool();
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
            file.Write(key is null ? page.Raw.Span : ChaCha.Seal(key, Nonce(lines.Count), page.Raw.Span, []));
        }

        var date = page.Date is { } known ? AuditTime.Write(known) : "-";
        lines.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{Convert.ToHexStringLower(SHA256.HashData(page.Raw.Span))} {page.Raw.Length} {date} {Header(page.ETag)} {Header(page.RequestId)}\n"));
    }

    /// <summary>Reads a page.</summary>
    /// <param name="number">Its number, from 0.</param>
    public byte[] Read(int number)
    {
        var bytes = File.ReadAllBytes(PathOf(number));
        return key is null ? bytes : ChaCha.Open(key, Nonce(number), bytes, []) ?? throw new AuditException($"Page {number + 1} of the answer was changed on the disk while it was read.");
    }

    /// <inheritdoc/>
    public void Dispose() => store.ClearSpool();

    private static string Header(string? value) =>
        value is { Length: > 0 } ? string.Concat(value.Take(200).Select(character => character is > ' ' and < (char)127 ? character : '?')) : "-";

    private string PathOf(int number) => Path.Combine(folder, number.ToString("D8", CultureInfo.InvariantCulture));

    // A number is written once: the next window has a key of its own.
    private static byte[] Nonce(int number)
    {
        var nonce = new byte[ChaCha.NonceSize];
        BinaryPrimitives.WriteInt32BigEndian(nonce, number);
        return nonce;
    }
}
