using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;

namespace PoPipeline.Rules.Calls;

/// <summary>The files of commands of a repository, by where they lie.</summary>
internal sealed class CommandFileIndex
{
    private readonly ILookup<string, CommandFile> byPath;
    private readonly ILookup<string, CommandFile> byFolder;
    private readonly Lazy<ILookup<string, CommandFile>> byName;

    // Which of more it is, nobody could tell who reads that.
    private const int MostEnding = 8;

    /// <summary>Takes the files.</summary>
    /// <param name="files">The files.</param>
    public CommandFileIndex(ImmutableArray<CommandFile> files)
    {
        byPath = files.ToLookup(file => file.Path, StringComparer.Ordinal);
        byFolder = files.ToLookup(file => RepositoryPath.FolderOf(file.Path), StringComparer.Ordinal);
        byName = new(() => files.ToLookup(file => NameOf(file.Path), StringComparer.Ordinal));
        IsEmpty = files.IsEmpty;
    }

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty { get; }

    /// <summary>The file of a path that a program reads; null where there is none.</summary>
    /// <param name="path">The path, relative to the root; null for one that is not known.</param>
    /// <param name="kind">What reads it.</param>
    public CommandFile? At(string? path, CommandFileKind kind) => path is null ? null : byPath[path].FirstOrDefault(file => file.Kind == kind);

    /// <summary>The files whose paths end in one, and that a program reads; none where there are very many.</summary>
    /// <param name="end">The end of the path, at the start of a name.</param>
    /// <param name="kind">What reads them.</param>
    public ImmutableArray<CommandFile> Ending(string end, CommandFileKind kind)
    {
        ImmutableArray<CommandFile> found = [.. byName.Value[NameOf(end)].Where(file => file.Kind == kind && (file.Path == end || file.Path.EndsWith($"/{end}", StringComparison.Ordinal))).Take(MostEnding + 1)];
        return found.Length > MostEnding ? [] : found;
    }

    /// <summary>The files in a folder that a program reads, in the order in which it looks for them.</summary>
    /// <param name="folder">The folder, relative to the root; null for one that is not known.</param>
    /// <param name="kind">What reads them.</param>
    /// <param name="names">The names that it looks for, the first one first; none for any.</param>
    public IEnumerable<CommandFile> In(string? folder, CommandFileKind kind, params string[] names)
    {
        if (folder is null)
        {
            return [];
        }

        var there = byFolder[folder].Where(file => file.Kind == kind);
        return names.Length == 0
            ? there.OrderBy(file => file.Path, StringComparer.Ordinal)
            : names.SelectMany(name => there.Where(file => NameOf(file.Path) == name));
    }

    /// <summary>The nearest file in a folder, or in one above it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="kind">What reads it.</param>
    /// <param name="names">The names that it looks for, the first one first; none for any.</param>
    public CommandFile? Nearest(string? folder, CommandFileKind kind, params string[] names)
    {
        for (var at = folder; at is not null; at = at.Length == 0 ? null : RepositoryPath.FolderOf(at))
        {
            if (In(at, kind, names).FirstOrDefault() is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
