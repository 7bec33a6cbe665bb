namespace PoPipeline.Sources.Commands;

/// <summary>A file of sections, keys and values, in the form that Python reads: a line that is indented goes on with the value above it.</summary>
/// <remarks>Source: https://docs.python.org/3/library/configparser.html#supported-ini-file-structure.</remarks>
internal sealed class IniFile
{
    private readonly List<IniSection> sections = [];

    /// <summary>The sections, in the order of the file.</summary>
    public IReadOnlyList<IniSection> Sections => sections;

    /// <summary>Reads a file.</summary>
    /// <param name="text">The file.</param>
    public static IniFile Of(LinedText text) => Of(text.Stretch(0, text.Text.Length));

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    public static IniFile Of(AnchoredText text)
    {
        var file = new IniFile();
        IniSection? section = null;
        List<AnchoredText>? value = null;
        var lines = new LineWalk(text);
        while (lines.Next(out var line))
        {
            var written = line.Text.AsSpan().Trim();
            if (written.IsEmpty || written[0] is '#' or ';')
            {
                continue;
            }

            if (line.Text[0] is ' ' or '\t' && value is not null)
            {
                value.Add(line.Trimmed());
                continue;
            }

            if (written[0] is '[' && written.IndexOf(']') is > 0 and var close)
            {
                var name = line.Trimmed().Slice(1, close - 1);
                section = new IniSection(name.Text, name.Span);
                file.sections.Add(section);
                value = null;
                continue;
            }

            var equals = line.Text.AsSpan().IndexOfAny('=', ':');
            if (section is null || equals <= 0)
            {
                value = null;
                continue;
            }

            value = [];
            section.Set(line.Text[..equals].Trim(), value);
            if (line.From(equals + 1).Trimmed() is { Text.Length: > 0 } first)
            {
                value.Add(first);
            }
        }

        return file;
    }
}
