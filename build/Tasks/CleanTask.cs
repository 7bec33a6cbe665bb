using Cake.Frosting;

namespace PoPipeline.Build.Tasks;

/// <summary>Delete all that a build makes, but this program, which runs.</summary>
[TaskName("Clean")]
[TaskDescription("Delete all that a build makes, but this program, which runs")]
public sealed class CleanTask : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context) => Empty(new DirectoryInfo(Path.Combine(BuildContext.Root, BuildContext.Artifacts)));

    // A target that runs afterwards may need a library that has not been loaded yet.
    private static void Empty(DirectoryInfo folder)
    {
        if (!folder.Exists || Holds(AppContext.BaseDirectory, folder))
        {
            return;
        }

        foreach (var file in folder.EnumerateFiles())
        {
            file.Delete();
        }

        foreach (var inner in folder.EnumerateDirectories())
        {
            if (Holds(inner.FullName, new DirectoryInfo(AppContext.BaseDirectory)))
            {
                Empty(inner);
            }
            else
            {
                inner.Delete(recursive: inner.LinkTarget is null);
            }
        }
    }

    private static bool Holds(string outer, DirectoryInfo inner) =>
        (Path.TrimEndingDirectorySeparator(inner.FullName) + Path.DirectorySeparatorChar)
        .StartsWith(Path.TrimEndingDirectorySeparator(outer) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
