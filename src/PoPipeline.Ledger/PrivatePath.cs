namespace PoPipeline.Ledger;

/// <summary>Makes files and folders that, where it is wanted, nobody but their owner may read. On Windows, what is in a folder has the rights of the folder.</summary>
internal static class PrivatePath
{
    /// <summary>The rights of others: of the group and of everybody.</summary>
    public const UnixFileMode OfOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Folder = File | UnixFileMode.UserExecute;

    /// <summary>Makes a file that is not there, to write it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isPrivate">Whether it is its owner's alone.</param>
    public static FileStream Create(string path, bool isPrivate) => Open(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, isPrivate);

    /// <summary>Opens a file, which is made where it is not there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">How.</param>
    /// <param name="access">What for.</param>
    /// <param name="share">What others may do meanwhile.</param>
    /// <param name="isPrivate">Whether it is its owner's alone.</param>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share, bool isPrivate)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (isPrivate && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = File;
        }

        return new FileStream(path, options);
    }

    /// <summary>Makes a folder, and those above it that are not there.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="isPrivate">Whether it is its owner's alone.</param>
    public static void MakeFolder(string path, bool isPrivate)
    {
        if (isPrivate && !OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path, Folder);
        }
        else
        {
            Directory.CreateDirectory(path);
        }
    }
}
