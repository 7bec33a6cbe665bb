using System.Formats.Tar;
using System.Runtime.InteropServices;

namespace PoPipeline.Ledger;

/// <summary>Tells a file from a pipe, a socket or a device without opening it: opening one of those could wait forever, or act on something.</summary>
public static partial class FileKind
{
    private const int CurrentFolder = -100;
    private const int TypeOnly = 1;
    private const int Owner = 8;
    private const int WithoutFollowing = 0x100;
    private const int OwnerOffset = 20;
    private const int StatLength = 256;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;

    /// <summary>Whether what has no size is a file, so that it is empty.</summary>
    /// <param name="path">The path, absolute; links are followed.</param>
    public static bool IsFile(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                Span<byte> status = stackalloc byte[StatLength];
                return StatX(CurrentFolder, path, flags: 0, TypeOnly, ref MemoryMarshal.GetReference(status)) == 0
                    && (MemoryMarshal.Read<ushort>(status[ModeOffset..]) & TypeMask) == RegularType;
            }
            catch (EntryPointNotFoundException)
            {
                // A C library from before 2018; the other way is right as well, and slow.
            }
        }

        return IsArchived(path);
    }

    /// <summary>Whether a link belongs to who runs this program, or to the machine. Only Linux tells; elsewhere it is taken to.</summary>
    /// <param name="path">The link, absolute.</param>
    public static bool IsOwn(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        try
        {
            Span<byte> status = stackalloc byte[StatLength];
            return StatX(CurrentFolder, path, WithoutFollowing, Owner, ref MemoryMarshal.GetReference(status)) == 0
                && MemoryMarshal.Read<uint>(status[OwnerOffset..]) is var owner
                && (owner == 0 || owner == UserId());
        }
        catch (EntryPointNotFoundException)
        {
            return true;
        }
    }

    // Of all that .NET offers only the writer of archives asks what a path is. The old format takes nothing but files.
    private static bool IsArchived(string path)
    {
        try
        {
            using var archive = new TarWriter(Stream.Null, TarEntryFormat.V7);
            archive.WriteEntry(path, "file");
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StatX(int folder, string path, int flags, uint mask, ref byte status);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint UserId();
}
