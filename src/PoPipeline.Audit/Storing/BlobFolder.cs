using System.Security.Cryptography;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Storing;

/// <summary>What is too long for an entry, each in a file that is named by its hash.</summary>
/// <param name="folder">The folder.</param>
/// <param name="step">Called before each step that changes something; a test ends the run there.</param>
internal sealed class BlobFolder(string folder, Action<string>? step)
{
    private const string NewFile = ".new";

    private readonly HashSet<string> written = new(StringComparer.Ordinal);

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>Writes a blob, unless it is there. It lasts once <see cref="Sync"/> has returned.</summary>
    /// <param name="content">The bytes.</param>
    /// <returns>Its name.</returns>
    public string Write(ReadOnlyMemory<byte> content)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        var path = PathOf(name);
        if (written.Contains(name) || FaultOf(name, content.Length) is null)
        {
            return name;
        }

        step?.Invoke($"blob {name}");
        PrivatePath.MakeFolder(Path.GetDirectoryName(path) ?? folder, isPrivate: true);
        var temporary = Path.Combine(folder, NewFile);
        File.Delete(temporary);
        using (var file = PrivatePath.Create(temporary, isPrivate: true))
        {
            file.Write(content.Span);
            file.Flush(flushToDisk: true);
        }

        step?.Invoke($"rename blob {name}");
        File.Move(temporary, path, overwrite: true);
        written.Add(name);
        return name;
    }

    /// <summary>Brings to the disk that the written files are there.</summary>
    public void Sync()
    {
        if (written.Count == 0)
        {
            return;
        }

        foreach (var changed in written.Select(name => Path.GetDirectoryName(PathOf(name)) ?? folder).Distinct(StringComparer.Ordinal))
        {
            PosixCalls.SyncFolder(changed);
        }

        PosixCalls.SyncFolder(folder);
        written.Clear();
    }

    /// <summary>Reads a blob; null where it is not there, or not the one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="length">Its length; null where that is not known.</param>
    public byte[]? Read(string name, long? length)
    {
        const int Most = Events.EventReader.MaximumLength * 2;
        var buffer = Array.Empty<byte>();
        return IsName(name) && length is null or (>= 0 and <= Most)
            && LedgerFile.Read(PathOf(name), (int)(length ?? Most), ref buffer) is { Fault: null } read
            && read != FileRead.Missing
            && (length ?? read.Length) == read.Length
            && Convert.ToHexStringLower(SHA256.HashData(buffer.AsSpan(0, read.Length))) == name
            ? buffer[..read.Length]
            : null;
    }

    /// <summary>Whether a blob is not there.</summary>
    /// <param name="name">Its name.</param>
    public bool IsMissing(string name) => IsName(name) && !File.Exists(PathOf(name));

    /// <summary>What is wrong with a blob, as the end of a sentence that begins with it; null where nothing is.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="length">Its length; null where that is not known.</param>
    public BlobFault? FaultOf(string name, long? length)
    {
        if (!IsName(name))
        {
            return new BlobFault("has a name that is not that of a blob", IsMissing: false);
        }

        var buffer = Array.Empty<byte>();
        var read = LedgerFile.Read(PathOf(name), Events.EventReader.MaximumLength * 2, ref buffer);
        return read == FileRead.Missing ? new BlobFault("is missing", IsMissing: true)
            : read.Fault is { } fault ? new BlobFault(fault, IsMissing: false)
            : length is { } expected && read.Length != expected ? new BlobFault($"has {Amount.Of(read.Length, "byte")} where {expected} were recorded", IsMissing: false)
            : Convert.ToHexStringLower(SHA256.HashData(buffer.AsSpan(0, read.Length))) != name ? new BlobFault("does not hash to its name", IsMissing: false)
            : null;
    }

    /// <summary>The names of the blobs that are there.</summary>
    public IEnumerable<string> Names() => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName).OfType<string>().Where(IsName)
        : [];

    /// <summary>Removes a blob.</summary>
    /// <param name="name">Its name.</param>
    public void Remove(string name)
    {
        step?.Invoke($"remove blob {name}");
        File.Delete(PathOf(name));
    }

    internal static bool IsName(string name) => name.Length == 2 * SHA256.HashSizeInBytes && name.All(char.IsAsciiHexDigitLower);

    private string PathOf(string name) => Path.Combine(folder, name[..2], name);
}

/// <summary>What is wrong with a blob.</summary>
/// <param name="Message">The end of a sentence that begins with it.</param>
/// <param name="IsMissing">Whether it is not there.</param>
internal sealed record BlobFault(string Message, bool IsMissing);
