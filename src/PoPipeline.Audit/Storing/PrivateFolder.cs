using PoPipeline.Audit.Events;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Storing;

/// <summary>A folder that nobody but its owner may read or write.</summary>
public static class PrivateFolder
{
    /// <summary>Who else may read or write a folder, as a clause; null where nobody may, where it is not there, and on Windows, where rights are not modes.</summary>
    /// <param name="folder">The folder.</param>
    public static string? FaultOf(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (OperatingSystem.IsWindows() || !Directory.Exists(folder))
        {
            return null;
        }

        const UnixFileMode Writing = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        var mode = File.GetUnixFileMode(folder) & PrivatePath.OfOthers;
        return mode is UnixFileMode.None ? null : (mode & Writing) is UnixFileMode.None ? "others can read it" : "others can write to it";
    }

    /// <summary>Makes a folder, or holds that the one that is there is private.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="AuditException">Others may read or write it, or it cannot be made.</exception>
    internal static void Require(string folder)
    {
        if (WritablePath.LinkIn(folder) is { } link)
        {
            throw new AuditException($"'{link}' is a symbolic link, and an audit log is not kept behind one. Replace it by a folder.");
        }

        try
        {
            PrivatePath.MakeFolder(folder, isPrivate: true);
            if (FaultOf(folder) is { } fault)
            {
                throw new AuditException($"The audit log in '{folder}' is not safe there: {fault}. Take the rights away, with 'chmod -R go= {folder}', and find out who used them where something is in it.");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AuditException($"The folder '{folder}' cannot be used: {Refusal.OfWriting(exception)}. Name another one.", exception);
        }
    }
}
