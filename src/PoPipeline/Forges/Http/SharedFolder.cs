using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using PoPipeline.Ledger;
using PoPipeline.Sources;

namespace PoPipeline.Forges.Http;

/// <summary>
/// A folder that others may write to. Nothing in it is opened but regular files, whoever swaps one for a pipe meanwhile; nothing is written where a link leads that they may have made; and
/// what is being written has a name that nobody can guess.
/// </summary>
/// <param name="folder">The folder; it need not be there.</param>
internal sealed class SharedFolder(string folder)
{
    private const int LengthOfName = 32;

    private readonly string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    /// <summary>Reads a file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="maximum">The largest size that is read, in bytes.</param>
    /// <returns>The file; null where there is none, or it is no regular file, or too large.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public byte[]? Read(string name, int maximum)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path) || new FileInfo(path).LinkTarget is not null || !FileKind.IsFile(path))
        {
            return null;
        }

        // It may be another thing by now, which is why the way in does not wait. What is no file has no length.
        using var handle = UnwaitingFile.Open(path);
        if (LengthOf(handle) is not (> 0 and var length) || length > maximum)
        {
            return null;
        }

        var bytes = new byte[length];
        var read = 0;
        while (read < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(read), read) is > 0 and var count)
        {
            read += count;
        }

        return read == bytes.Length ? bytes : null;
    }

    /// <summary>Writes a file, which nobody sees before it is whole.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="write">Writes it.</param>
    /// <exception cref="IOException">It cannot be written, or would be written where a link leads.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Write(string name, Action<Stream> write)
    {
        RequireOwnWay();
        Make();
        var draft = Path.Combine(folder, RandomNumberGenerator.GetHexString(LengthOfName, lowercase: true));
        try
        {
            using (var stream = new FileStream(draft, OptionsOfFile()))
            {
                write(stream);
            }

            // What lies at the name is replaced, and not followed, whatever it is.
            File.Move(draft, Path.Combine(folder, name), overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>Deletes a file.</summary>
    /// <param name="name">Its name.</param>
    /// <inheritdoc cref="Write" path="/exception"/>
    public void Delete(string name)
    {
        RequireOwnWay();
        File.Delete(Path.Combine(folder, name));
    }

    // Links of the machine, or of who runs this, are theirs to set; a link in place of the folder, or one of somebody else, leads where they like.
    private void RequireOwnWay()
    {
        if (IsLink(folder) || WritablePath.LinkIn(folder) is not null)
        {
            throw new IOException("The folder of answers is a link, or behind one in a tree that nobody vouches for.");
        }

        for (var at = Path.GetDirectoryName(folder); at is not null; at = Path.GetDirectoryName(at))
        {
            if (IsLink(at) && !FileKind.IsOwn(at))
            {
                throw new IOException("The folder of answers is behind a link of somebody else.");
            }
        }
    }

    private static long LengthOf(SafeFileHandle handle)
    {
        try
        {
            return RandomAccess.GetLength(handle);
        }
        catch (NotSupportedException)
        {
            return 0;
        }
    }

    private static bool IsLink(string path) => new DirectoryInfo(path).LinkTarget is not null;

    private static FileStreamOptions OptionsOfFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    // Settings of an organisation are nobody else's business.
    private void Make()
    {
        if (OperatingSystem.IsWindows())
        {
            _ = Directory.CreateDirectory(folder);
        }
        else
        {
            _ = Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
