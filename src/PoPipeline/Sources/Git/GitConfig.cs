using System.Text;

namespace PoPipeline.Sources.Git;

/// <summary>Reads the values of a configuration file of git; files that it includes are not read.</summary>
internal static class GitConfig
{
    /// <summary>Reads.</summary>
    /// <param name="text">The file.</param>
    /// <returns>The values, in the order of the file.</returns>
    public static IEnumerable<GitSetting> Read(string text)
    {
        var section = "";
        var subsection = "";
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            if (line.StartsWith('['))
            {
                (section, subsection, line) = Header(line);
            }

            if (line.Length == 0 || line[0] is '#' or ';')
            {
                continue;
            }

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                yield return new GitSetting(section, subsection, line[..equals].Trim().ToLowerInvariant(), Value(line[(equals + 1)..].Trim()));
            }
        }
    }

    private static (string Section, string Subsection, string Remainder) Header(string line)
    {
        var quote = line.IndexOf('"', StringComparison.Ordinal);
        var bracket = line.IndexOf(']', StringComparison.Ordinal);
        if (quote < 0 || (bracket >= 0 && bracket < quote))
        {
            return bracket < 0 ? ("", "", "") : (line[1..bracket].Trim().ToLowerInvariant(), "", line[(bracket + 1)..].Trim());
        }

        var name = new StringBuilder();
        var position = quote + 1;
        for (; position < line.Length && line[position] != '"'; position++)
        {
            if (line[position] == '\\' && position + 1 < line.Length)
            {
                position++;
            }

            name.Append(line[position]);
        }

        bracket = line.IndexOf(']', Math.Min(position, line.Length - 1));
        return (line[1..quote].Trim().ToLowerInvariant(), name.ToString(), bracket < 0 ? "" : line[(bracket + 1)..].Trim());
    }

    private static string Value(string text)
    {
        var value = new StringBuilder();
        var quoted = false;
        for (var position = 0; position < text.Length; position++)
        {
            var character = text[position];
            if (character == '"')
            {
                quoted = !quoted;
            }
            else if (character == '\\' && position + 1 < text.Length)
            {
                value.Append(text[++position]);
            }
            else if (character is '#' or ';' && !quoted)
            {
                break;
            }
            else
            {
                value.Append(character);
            }
        }

        return value.ToString().TrimEnd();
    }
}
