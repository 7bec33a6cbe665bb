using System.Collections.Immutable;

namespace PoPipeline.Sources.Commands;

/// <summary>Every kind of files that hold commands.</summary>
internal static class CommandFormats
{
    /// <summary>All of them. A file may be of several.</summary>
    public static ImmutableArray<CommandFormat> All { get; } =
    [
        new ScriptFiles(), new Makefile(), new Taskfile(), new Justfile(), new PackageScripts(), new ComposerScripts(), new PythonTasks(), new ToxSettings(), new NoxSessions(), new Containerfile(), new ComposeFile(), new BakeFile(),
    ];

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
