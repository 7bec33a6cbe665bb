using System.Runtime.CompilerServices;

namespace PoPipeline.Frosting.Tests;

/// <summary>Where the tests' files lie.</summary>
internal static class Paths
{
    public static string Project { get; } = Path.GetDirectoryName(ThisFile()) ?? throw new InvalidOperationException("The sources are not where they were compiled.");

    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Project, "..", ".."));

    public static string ApprovedFile(string name) => Path.Combine(Project, "Approved", name);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
