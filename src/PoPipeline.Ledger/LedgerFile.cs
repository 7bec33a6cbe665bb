namespace PoPipeline.Ledger;

/// <summary>Reads a file of a ledger, which others may have put there.</summary>
internal static class LedgerFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maximum">The most bytes that it may have.</param>
    /// <param name="buffer">What to read into; it is replaced where it is too small.</param>
    /// <returns>How many bytes were read, or why none were.</returns>
    public static FileRead Read(string path, int maximum, ref byte[] buffer)
    {
        try
        {
            var info = new FileInfo(path);
            if (info.LinkTarget is not null)
            {
                return new(0, "is a symbolic link", LedgerCondition.Modified);
            }

            if (!info.Exists)
            {
                return Directory.Exists(path) ? new(0, "is a folder, where a file belongs", LedgerCondition.Modified) : FileRead.Missing;
            }

            // Pipes and devices have no length; opening one might never return.
            if (info.Length == 0)
            {
                return FileKind.IsFile(path) ? new(0, "is empty", LedgerCondition.Gap) : new(0, "is no file, but a pipe, a socket or a device", LedgerCondition.Modified);
            }

            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return ReadAll(file, maximum, ref buffer);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return FileRead.Missing;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return new(0, $"cannot be read: {Refusal.Of(exception)}", LedgerCondition.Missing);
        }
    }

    private static FileRead ReadAll(Microsoft.Win32.SafeHandles.SafeFileHandle file, int maximum, ref byte[] buffer)
    {
        var length = RandomAccess.GetLength(file);
        if (length > maximum)
        {
            return new(0, $"has {length} bytes where at most {maximum} can be", LedgerCondition.Modified);
        }

        if (buffer.Length < length)
        {
            buffer = new byte[Math.Max((int)length, Math.Min(maximum, buffer.Length * 2))];
        }

        var read = 0;
        while (read < length && RandomAccess.Read(file, buffer.AsSpan(read, (int)length - read), read) is > 0 and var count)
        {
            read += count;
        }

        return new(read);
    }
}

/// <summary>What came of reading a file.</summary>
/// <param name="Length">How many bytes were read.</param>
/// <param name="Fault">Why none were, as the end of a sentence that starts with the file; null where some were.</param>
/// <param name="Condition">What that makes of the ledger.</param>
internal readonly record struct FileRead(int Length, string? Fault = null, LedgerCondition Condition = LedgerCondition.Valid)
{
    /// <summary>There is no such file.</summary>
    public static FileRead Missing { get; } = new(0, "is missing", LedgerCondition.Missing);
}
