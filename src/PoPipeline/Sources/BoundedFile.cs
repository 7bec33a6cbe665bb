namespace PoPipeline.Sources;

/// <summary>Reads files that nobody vouches for.</summary>
internal static class BoundedFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="maximum">The largest size that is read, in bytes.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FileTooLargeException">The file is larger.</exception>
    /// <exception cref="NoFileException">It is a pipe, a socket or a device.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static byte[] Read(string path, int maximum)
    {
        // Pipes, sockets and devices have no size.
        var length = new FileInfo(path).Length;
        if (length == 0)
        {
            return FileKind.IsFile(path) ? [] : throw new NoFileException();
        }

        if (length > maximum)
        {
            throw new FileTooLargeException(length);
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

        // A file that grows while it is read is cut at the size it had.
        var bytes = new byte[length];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : bytes[..read];
    }
}

/// <summary>A file is larger than what is read of any file.</summary>
/// <param name="length">Its size in bytes.</param>
internal sealed class FileTooLargeException(long length) : IOException($"The file has {length} bytes.")
{
    /// <summary>Its size in bytes.</summary>
    public long Length { get; } = length;
}

/// <summary>What lies at a path is a pipe, a socket or a device, which is never opened.</summary>
internal sealed class NoFileException() : IOException("It is no file, but a pipe, a socket or a device.");
