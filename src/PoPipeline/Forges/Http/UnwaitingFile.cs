using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PoPipeline.Forges.Http;

/// <summary>Opens files to read in a folder where others may put a pipe in their place at any moment: to open one of those waits until somebody writes to it, which .NET offers no way around.</summary>
internal static partial class UnwaitingFile
{
    // The numbers that Linux has for all processors that .NET runs on, and those of macOS.
    private const int LinuxNoWait = 0x800;
    private const int LinuxNoChild = 0x80000;
    private const int DarwinNoWait = 0x4;
    private const int DarwinNoChild = 0x1000000;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The path, absolute; links are followed.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static SafeFileHandle Open(string path)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            return File.OpenHandle(path);
        }

        var handle = Open(path, OperatingSystem.IsLinux() ? LinuxNoWait | LinuxNoChild : DarwinNoWait | DarwinNoChild);
        if (!handle.IsInvalid)
        {
            return handle;
        }

        handle.Dispose();
        throw new IOException($"The file '{path}' cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle Open(string path, int flags);
}
