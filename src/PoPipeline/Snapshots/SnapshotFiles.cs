using PoPipeline.Ledger;

namespace PoPipeline.Snapshots;

/// <summary>The snapshots that are meant by what somebody names.</summary>
internal static class SnapshotFiles
{
    /// <summary>What a snapshot is called in the folder of its reports.</summary>
    public const string Name = "snapshot.json";

    private static readonly EnumerationOptions WithoutLinks = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    /// <summary>A file by itself; of a folder, each snapshot below it but those of one folder.</summary>
    /// <param name="named">The file or the folder.</param>
    /// <param name="except">A folder whose snapshots do not count: what an earlier run wrote where this one will.</param>
    /// <exception cref="SnapshotFormatException">The folder has no snapshot, or cannot be read.</exception>
    public static IEnumerable<string> Of(string named, string except)
    {
        if (!Directory.Exists(named))
        {
            return [named];
        }

        try
        {
            var own = Path.GetFullPath(Path.Combine(except, Name));
            var files = Directory.EnumerateFiles(named, Name, WithoutLinks).Where(file => Path.GetFullPath(file) != own).Order(StringComparer.Ordinal).ToList();
            return files is [] ? throw new SnapshotFormatException($"No '{Name}' lies in the folder '{named}' or below it; 'po org' writes one to its output folder.") : files;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotFormatException($"The folder '{named}' cannot be read: {Refusal.Of(exception)}.", exception);
        }
    }
}
