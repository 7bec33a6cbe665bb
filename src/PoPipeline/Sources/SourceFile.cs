using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources;

/// <summary>A file of the working tree, read within bounds and once, and what is made of its text by more than one reader.</summary>
/// <param name="Path">The path, relative to the repository's root, with forward slashes.</param>
/// <param name="Text">The text, without a byte order mark; empty where it could not be read.</param>
/// <param name="Fault">Why it could not be read, as a clause; null where it was.</param>
/// <param name="Parsed">Is told the path when the text is taken as YAML; null where nobody asks.</param>
internal sealed record SourceFile(string Path, string Text, string? Fault, Action<string>? Parsed = null)
{
    private readonly Lazy<YamlDocument> yaml = new(() =>
    {
        Parsed?.Invoke(Path);
        return YamlReader.Read(Path, Text);
    });

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
}
