using System.Runtime.InteropServices;

namespace PoPipeline.Ledger;

/// <summary>What POSIX can do and .NET does not offer.</summary>
internal static partial class PosixCalls
{
    private const int ReadOnly = 0;
    private const int Failed = -1;

    /// <summary>Makes the names in a folder last through a loss of power. On Windows the file system sees to that itself.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">The system cannot.</exception>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(folder, ReadOnly);
        if (descriptor is Failed)
        {
            throw Failure(folder);
        }

        try
        {
            if (Sync(descriptor) is Failed)
            {
                throw Failure(folder);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(string folder) => new($"The folder '{folder}' cannot be synchronised: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
