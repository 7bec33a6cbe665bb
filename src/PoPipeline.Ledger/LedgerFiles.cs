using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PoPipeline.Ledger;

/// <summary>The files of a ledger in a folder, by the ids that git gives their content. Names that no ledger has are neither seen nor written.</summary>
/// <param name="folder">The folder of the ledger.</param>
public sealed class LedgerFiles(string folder)
{
    /// <summary>The file of the checkpoint, which speaks of all others: it is written last.</summary>
    public const string CheckpointFile = LedgerStore.CheckpointFile;

    private const int LargestFile = 32 * 1024 * 1024;

    private readonly LedgerStore store = new(folder);

    /// <summary>Whether a ledger has a file of this name; what leads out of its folder is none.</summary>
    /// <param name="name">The path relative to the folder, with <c>/</c>.</param>
    public static bool IsName(string name) => name is LedgerStore.CheckpointFile || TileName.Parse(name) is not null;

    /// <summary>The files, with the ids of their content.</summary>
    public Dictionary<string, string> List()
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!Directory.Exists(folder))
        {
            return files;
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, MaxRecursionDepth = 12 };
        foreach (var path in Directory.EnumerateFiles(folder, "*", options))
        {
            var name = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            if (IsName(name))
            {
                files[name] = IdOf(Read(name));
            }
        }

        return files;
    }

    /// <summary>The content of a file.</summary>
    /// <param name="name">The path relative to the folder, with <c>/</c>.</param>
    /// <exception cref="LedgerDamagedException">It is not there, or larger than files of a ledger are.</exception>
    public byte[] Read(string name) => store.Read(name, LargestFile) ?? throw new LedgerDamagedException(LedgerCondition.Missing, $"The ledger's file '{name}' is gone.");

    /// <summary>Writes files, the checkpoint last, so that a run that dies leaves entries that no checkpoint names rather than the other way round.</summary>
    /// <param name="files">The content of each, by its path relative to the folder.</param>
    public void Write(IReadOnlyDictionary<string, byte[]> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        foreach (var (name, content) in files.OrderBy(file => file.Key is LedgerStore.CheckpointFile).ThenBy(file => file.Key, StringComparer.Ordinal))
        {
            store.Write(name, content);
        }

        store.Sync();
    }

    /// <summary>Removes files, with the folders that they leave empty.</summary>
    /// <param name="names">Their paths relative to the folder.</param>
    public void Remove(params IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (var name in names)
        {
            store.Remove(name);
        }
    }

    /// <summary>The id that git gives a content.</summary>
    /// <param name="content">The content.</param>
    public static string IdOf(ReadOnlySpan<byte> content)
    {
#pragma warning disable CA5350 // Git names content by SHA-1; what counts in a ledger is proven by its own tree, of SHA-256.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {content.Length}\0")));
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
