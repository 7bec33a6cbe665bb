using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources;

/// <summary>A file of the working tree, read within bounds and once, and what is made of its text by more than one reader.</summary>
/// <param name="Path">The path, relative to the repository's root, with forward slashes.</param>
/// <param name="Text">The text, without a byte order mark; empty where it could not be read.</param>
/// <param name="Fault">Why it could not be read, as a clause; null where it was.</param>
/// <param name="Parsed">Is told the path when the text is taken as YAML; null where nobody asks.</param>
internal sealed record SourceFile(string Path, string Text, string? Fault, Action<string>? Parsed = null)
{
    private Lazy<YamlDocument> yaml = Parsing(Path, Text, Parsed);

    /// <summary>The path, relative to the repository's root, with forward slashes.</summary>
    public string Path { get; } = Path;

    /// <summary>The text, without a byte order mark; empty where it could not be read.</summary>
    public string Text { get; } = Text;

    /// <summary>The size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>The path at which the file behind a link lies; null where the path is none of a link.</summary>
    public string? Target { get; init; }

    /// <summary>What it holds, taken as YAML: the first document.</summary>
    public YamlDocument Yaml => yaml.Value;

    /// <summary>Forgets what was made of the text; whoever asks afterwards has it made anew.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool ForgetDocument()
    {
        if (!yaml.IsValueCreated)
        {
            return false;
        }

        yaml = Parsing(Path, Text, Parsed);
        return true;
    }

    private static Lazy<YamlDocument> Parsing(string path, string text, Action<string>? parsed) => new(() =>
    {
        parsed?.Invoke(path);
        return YamlReader.Read(path, text);
    });
}
