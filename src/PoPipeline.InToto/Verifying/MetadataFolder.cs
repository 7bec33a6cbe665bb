using System.Globalization;
using PoPipeline.Ledger;

namespace PoPipeline.InToto.Verifying;

/// <summary>A folder on the disk.</summary>
/// <param name="path">The folder.</param>
public sealed class MetadataFolder(string path) : IMetadataFolder
{
    /// <inheritdoc/>
    public byte[]? Read(string name, int maximum)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ReadFile(Path.Combine(path, name.Replace('/', Path.DirectorySeparatorChar)), maximum);
    }

    /// <summary>Reads a file; null where there is none. A pipe or a device is not opened: reading it might never end.</summary>
    /// <param name="file">The file.</param>
    /// <param name="maximum">The most bytes that it may have.</param>
    /// <exception cref="IOException">It cannot be read, or has more bytes.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    internal static byte[]? ReadFile(string file, int maximum)
    {
        var info = new FileInfo(file);
        if (info.LinkTarget is not null)
        {
            if (info.ResolveLinkTarget(returnFinalTarget: true) is not FileInfo target)
            {
                return null;
            }

            info = target;
        }

        if (!info.Exists)
        {
            return null;
        }

        // Pipes, sockets and devices have no size.
        var length = info.Length;
        if (length == 0)
        {
            throw new RefusedException("it is empty, or a pipe or a device");
        }

        if (length > maximum)
        {
            throw new RefusedException(string.Create(CultureInfo.InvariantCulture, $"it has {length} bytes, which is too many"));
        }

        using var stream = new FileStream(info.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var bytes = new byte[length];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : bytes[..read];
    }
}
