using System.Buffers;
using PoPipeline.Ledger;

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
        var bytes = new byte[LengthOf(path, maximum)];
        var read = Fill(path, bytes);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    /// <summary>Reads a file of which only what is made of it is kept: the bytes lie in memory that serves again.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="maximum">The largest size that is read, in bytes.</param>
    /// <param name="make">What is made of the bytes, which are nobody's afterwards.</param>
    /// <inheritdoc cref="Read(string, int)" path="/exception"/>
    public static T Read<T>(string path, int maximum, Func<ReadOnlySpan<byte>, T> make)
    {
        var length = LengthOf(path, maximum);
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            return make(bytes.AsSpan(0, Fill(path, bytes.AsSpan(0, length))));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static int LengthOf(string path, int maximum)
    {
        // Pipes, sockets and devices have no size.
        var length = new FileInfo(path).Length;
        if (length == 0)
        {
            return FileKind.IsFile(path) ? 0 : throw new NoFileException();
        }

        return length <= maximum ? (int)length : throw new FileTooLargeException(length);
    }

    // A file that grows while it is read is cut at the size it had.
    private static int Fill(string path, Span<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return 0;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
    }
}

/// <summary>A file is larger than what is read of any file.</summary>
/// <param name="length">Its size in bytes.</param>
internal sealed class FileTooLargeException(long length) : RefusedException($"it has {length} bytes, which is too many")
{
    /// <summary>Its size in bytes.</summary>
    public long Length { get; } = length;
}

/// <summary>What lies at a path is a pipe, a socket or a device, which is never opened.</summary>
internal sealed class NoFileException() : RefusedException("it is no file, but a pipe, a socket or a device");
