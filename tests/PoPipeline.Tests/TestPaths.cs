using System.Runtime.CompilerServices;

namespace PoPipeline.Tests;

/// <summary>Where the tests' files lie.</summary>
internal static class TestPaths
{
    /// <summary>The folder of this test project's sources.</summary>
    public static string Project { get; } = Path.GetDirectoryName(ThisFile())!;

    /// <summary>The root of the checkout.</summary>
    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Project, "..", ".."));

    /// <summary>The folder of real files written by others; null where it is not on this machine.</summary>
    public static string? Corpora { get; } =
        new[] { Environment.GetEnvironmentVariable("POPIPELINE_CORPORA"), Path.Combine(Repository, "..", "shared", "corpora") }
            .FirstOrDefault(folder => folder is { Length: > 0 } && Directory.Exists(folder));

    /// <summary>The folder of real files, or a test skipped with its reason.</summary>
    public static string RequireCorpora()
    {
        Assert.SkipWhen(Corpora is null, "The corpora are not on this machine: set POPIPELINE_CORPORA to their folder.");
        return Corpora!;
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
