using System.Text;

namespace PoPipeline.Ledger;

/// <summary>Reads a file in which somebody keeps a key. It may be a pipe, which has no length, and may never end.</summary>
internal static class KeyFile
{
    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maximum">The most bytes that it may have.</param>
    /// <returns>What it holds; null where it has more.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string? Read(string path, int maximum)
    {
        if (Directory.Exists(path))
        {
            throw new RefusedException("it is a folder, where a file belongs");
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var bytes = new byte[maximum + 1];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (length > maximum)
        {
            return null;
        }

        using var reader = new StreamReader(new MemoryStream(bytes, 0, length), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }
}
