namespace PoPipeline.Tests.Jenkins;

/// <summary>Files of Groovy written by others.</summary>
internal static class GroovyFiles
{
    private static readonly string[] Folders = ["jenkins", "real-jenkins", "pipelines"];

    /// <summary>Those of the corpora.</summary>
    /// <param name="corpora">The folder of the corpora.</param>
    public static List<string> Of(string corpora) =>
    [
        .. Folders
            .Select(folder => Path.Combine(corpora, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file => file.EndsWith(".groovy", StringComparison.Ordinal) || (Path.GetFileName(file).Contains("enkinsfile", StringComparison.Ordinal) && !file.EndsWith(".files", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal),
    ];
}
