using System.Text;

namespace PoPipeline.Ledger;

/// <summary>Reads a file in which somebody keeps a key. It may be a pipe, which has no length, and into which nobody may ever write.</summary>
public static class KeyFile
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maximum">The most bytes that it may have.</param>
    /// <returns>What it holds; null where it has more.</returns>
    /// <exception cref="IOException">It cannot be read, or is a pipe that gives nothing for 10 seconds.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string? Read(string path, int maximum) => Read(path, maximum, Patience);

    internal static string? Read(string path, int maximum, TimeSpan patience)
    {
        if (Directory.Exists(path))
        {
            throw new RefusedException("it is a folder, where a file belongs");
        }

        if (!File.Exists(path) || FileKind.IsFile(Path.GetFullPath(path)))
        {
            return ReadNow(path, maximum);
        }

        // To open it may take for as long as nobody writes, and no signal ends that.
        var reading = Task.Factory.StartNew(() => ReadNow(path, maximum), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return Task.WaitAny([reading], patience) is 0
            ? reading.GetAwaiter().GetResult()
            : throw new RefusedException($"it is no file, but a pipe or a device, which gave nothing for {Amount.Of((long)patience.TotalSeconds, "second")}");
    }

    private static string? ReadNow(string path, int maximum)
    {
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
