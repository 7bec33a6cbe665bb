using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>Finds files of Jenkins by their names.</summary>
/// <remarks>Source: https://www.jenkins.io/doc/book/pipeline/jenkinsfile/ and https://www.jenkins.io/doc/book/pipeline/shared-libraries/#directory-structure; the other names are those that people use.</remarks>
internal static class JenkinsFiles
{
    private static readonly string[] Folders = ["jenkins", ".jenkins", "jenkinsfiles", "Jenkins", "pipelines"];

    // What is written about a Jenkinsfile, and programs that read one.
    private static readonly string[] Others =
    [
        ".md", ".txt", ".adoc", ".rst", ".html", ".css", ".png", ".svg", ".yml", ".yaml", ".json", ".xml", ".toml", ".ini", ".properties", ".bak", ".snap", ".files", ".lock",
        ".c", ".cpp", ".cs", ".go", ".h", ".java", ".js", ".jsx", ".kt", ".kts", ".lua", ".mjs", ".php", ".pl", ".ps1", ".py", ".rb", ".rs", ".scala", ".sh", ".swift", ".ts", ".tsx", ".vue",
    ];

    /// <summary>What a file is.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="isLibrary">Whether the repository is a shared library.</param>
    public static JenkinsFileKind KindOf(string path, bool isLibrary)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var isGroovy = name.EndsWith(".groovy", StringComparison.OrdinalIgnoreCase);
        if (path.StartsWith("vars/", StringComparison.Ordinal) && isGroovy && path.AsSpan().Count('/') == 1)
        {
            return JenkinsFileKind.Step;
        }

        if (path.StartsWith("src/", StringComparison.Ordinal) && isGroovy)
        {
            return isLibrary ? JenkinsFileKind.Class : JenkinsFileKind.None;
        }

        if (DataFolders.IsAbove(path))
        {
            return JenkinsFileKind.None;
        }

        var isNamed = (name.StartsWith("Jenkinsfile", StringComparison.OrdinalIgnoreCase) && (name.Length == "Jenkinsfile".Length || name["Jenkinsfile".Length] is '.' or '-' or '_') && !Array.Exists(Others, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            || name.EndsWith(".jenkinsfile", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".jenkins", StringComparison.Ordinal);
        return isNamed ? JenkinsFileKind.Pipeline
            : isGroovy && path.Split('/')[..^1].Any(folder => Array.IndexOf(Folders, folder) >= 0) ? JenkinsFileKind.Shelved
            : JenkinsFileKind.None;
    }

    /// <summary>Whether a repository is a shared library.</summary>
    /// <param name="repository">The repository.</param>
    public static bool IsLibrary(Repository repository) => repository.Files.Any(file => file.StartsWith("vars/", StringComparison.Ordinal) && file.EndsWith(".groovy", StringComparison.Ordinal));
}

/// <summary>What a file of Jenkins is, by its name.</summary>
internal enum JenkinsFileKind
{
    /// <summary>It is none.</summary>
    None,

    /// <summary>A pipeline.</summary>
    Pipeline,

    /// <summary>Groovy in a folder for pipelines: a pipeline, a part of one, or something else, which its content tells.</summary>
    Shelved,

    /// <summary>A step of a shared library.</summary>
    Step,

    /// <summary>A class of a shared library.</summary>
    Class,
}
