using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;

namespace PoPipeline.Sources.Commands;

/// <summary>Every kind of files that hold commands.</summary>
internal static class CommandFormats
{
    /// <summary>All of them. A file may be of several.</summary>
    public static ImmutableArray<CommandFormat> All { get; } =
    [
        new ScriptFiles(), new Makefile(), new Taskfile(), new Justfile(), new PackageScripts(), new ComposerScripts(), new PythonTasks(), new ToxSettings(), new NoxSessions(), new Containerfile(), new ComposeFile(), new BakeFile(),
    ];

    /// <summary>The files of a snapshot that was read, each of which can be read again for the variables that somebody sets.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static ImmutableArray<CommandFile> ReadableAgain(Snapshot snapshot) =>
        snapshot.CommandFiles.All(file => file.Source is null) ? snapshot.CommandFiles
        : [.. snapshot.CommandFiles.Select(file => file.Source is { } text && All.FirstOrDefault(format => format.Kind == file.Kind) is { } format
            ? file with { With = format.Again(new SourceFile(file.Path, text, Fault: null), path => snapshot.Repository.Files.BinarySearch(path, StringComparer.Ordinal) >= 0) }
            : file)];

    /// <summary>Whether a file may be one, by its path.</summary>
    /// <param name="path">The path, relative to the root.</param>
    public static bool AreNamed(string path)
    {
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        foreach (var format in All)
        {
            if (format.IsNamed(path, name))
            {
                return true;
            }
        }

        return false;
    }
}
