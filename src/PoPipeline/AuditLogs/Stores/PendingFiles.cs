using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using PoPipeline.Audit.Storing;
using PoPipeline.Ledger;

namespace PoPipeline.AuditLogs.Stores;

/// <summary>
/// What a run wrote, in one file that is there before the checkpoint that counts it, and under a name that no other run uses. Only who has put the checkpoint
/// in its place writes files under their own names; so two runs at once never write the same name, and one that is killed leaves nothing half done.
/// </summary>
internal static class PendingFiles
{
    /// <summary>The folder of such files.</summary>
    public const string Prefix = "pending/";

    /// <summary>The most bytes of one, packed and unpacked.</summary>
    public const long MostLength = 4L << 30;

    private const string Ending = ".zip";

    /// <summary>The name of the one that belongs to a checkpoint.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    public static string NameOf(Checkpoint checkpoint) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{checkpoint.Size}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(checkpoint.Text)))[..32]}{Ending}");

    /// <summary>Whether a name is one of them.</summary>
    /// <param name="name">The name.</param>
    public static bool IsName(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Ending, StringComparison.Ordinal)
        && name[Prefix.Length..^Ending.Length].All(character => char.IsAsciiHexDigitLower(character) || character is '-');

    /// <summary>Writes one.</summary>
    /// <param name="copy">The audit log.</param>
    /// <param name="names">The files that changed.</param>
    /// <param name="path">Where to.</param>
    public static void Write(StoreCopy copy, ImmutableArray<string> names, string path)
    {
        File.Delete(path);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var name in names)
        {
            zip.CreateEntryFromFile(Path.Combine(copy.Folder, name), name, CompressionLevel.Fastest);
        }
    }

    /// <summary>Takes from one what is not in its own place yet.</summary>
    /// <param name="copy">The audit log.</param>
    /// <param name="path">The file, which others may have put there.</param>
    /// <exception cref="StoreException">It is no such file.</exception>
    public static void Read(StoreCopy copy, string path)
    {
        try
        {
            using var zip = ZipFile.OpenRead(path);
            var left = MostLength;
            foreach (var entry in zip.Entries)
            {
                if (AuditFiles.LimitOf(entry.FullName) is { } limit && entry.FullName is not AuditFiles.CheckpointFile && !File.Exists(Path.Combine(copy.Folder, entry.FullName)))
                {
                    left -= Read(entry, copy.PathOf(entry.FullName), Math.Min(limit, left));
                }
            }
        }
        catch (InvalidDataException)
        {
            throw new StoreException("What a run that was killed left in the bucket cannot be read. Find out who changed it: restore an earlier version of the bucket.", isForGood: true);
        }
    }

    private static long Read(ZipArchiveEntry entry, string path, long limit)
    {
        using var from = entry.Open();
        using var to = File.Create(path);
        var buffer = new byte[1 << 16];
        var length = 0L;
        while (from.Read(buffer) is > 0 and var count)
        {
            length += count;
            if (length > limit)
            {
                throw new InvalidDataException();
            }

            to.Write(buffer, 0, count);
        }

        return length;
    }
}
