using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Templates;

/// <summary>The YAML between two lines of <c>---</c> that a Markdown template may start with.</summary>
/// <param name="Yaml">The YAML, lines as in the file; null where there is none.</param>
/// <param name="Length">How many characters of the file it takes, its fences included.</param>
/// <param name="IsOpen">Whether a fence opens it and none closes it.</param>
internal sealed record FrontMatter(YamlDocument? Yaml, int Length, bool IsOpen)
{
    private const string Fence = "---";

    /// <summary>Reads it.</summary>
    /// <param name="file">The file.</param>
    public static FrontMatter Of(SourceFile file)
    {
        var text = file.Text;
        if (!LineAt(text, 0).TrimEnd().SequenceEqual(Fence))
        {
            return new FrontMatter(Yaml: null, Length: 0, IsOpen: false);
        }

        for (var start = Next(text, 0); start < text.Length; start = Next(text, start))
        {
            if (LineAt(text, start).TrimEnd().SequenceEqual(Fence))
            {
                // An empty line in the place of the fence keeps every line where it is.
                var inner = string.Concat("\n", text.AsSpan(Next(text, 0), start - Next(text, 0)));
                return new FrontMatter(YamlReader.Read(file.Path, inner), Next(text, start), IsOpen: false);
            }
        }

        return new FrontMatter(Yaml: null, Length: 0, IsOpen: true);
    }

    private static ReadOnlySpan<char> LineAt(string text, int start)
    {
        var end = text.IndexOf('\n', start);
        return text.AsSpan(start, (end < 0 ? text.Length : end) - start);
    }

    private static int Next(string text, int start) => text.IndexOf('\n', start) is >= 0 and var end ? end + 1 : text.Length;
}
