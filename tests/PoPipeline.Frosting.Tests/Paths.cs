using System.Runtime.CompilerServices;
using Cake.Core;

namespace PoPipeline.Frosting.Tests;

/// <summary>Where the tests' files lie.</summary>
internal static class Paths
{
    public static string Project { get; } = Path.GetDirectoryName(ThisFile()) ?? throw new InvalidOperationException("The sources are not where they were compiled.");

    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Project, "..", ".."));

    /// <summary>The packages that were restored to build this.</summary>
    public static string Packages { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>The version of Cake.</summary>
    public static string CakeVersion { get; } = typeof(ICakeContext).Assembly.GetName().Version?.ToString(3) ?? "";

    public static string ApprovedFile(string name) => Path.Combine(Project, "Approved", name);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
