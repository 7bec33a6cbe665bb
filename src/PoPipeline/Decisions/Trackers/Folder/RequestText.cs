namespace PoPipeline.Decisions.Trackers.Folder;

/// <summary>A request as its file holds it: the title as a heading, then the body.</summary>
/// <param name="Title">The title. Text of others.</param>
/// <param name="Body">The body. Text of others.</param>
internal sealed record RequestText(string Title, string Body)
{
    private const string Heading = "# ";

    /// <summary>Reads a file.</summary>
    /// <param name="text">The file.</param>
    /// <param name="name">The title where the file has none.</param>
    public static RequestText Read(string text, string name)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        if (end < 0 || !text.StartsWith(Heading, StringComparison.Ordinal))
        {
            return new RequestText(name, text);
        }

        var body = end + 1;
        if (text.AsSpan(body).StartsWith("\r\n"))
        {
            body += 2;
        }
        else if (text.AsSpan(body).StartsWith("\n"))
        {
            body++;
        }

        return new RequestText(text[Heading.Length..end].Trim(), text[body..]);
    }

    /// <summary>Writes the file.</summary>
    public string Write()
    {
        var title = string.Concat(Title.Select(character => char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character)).Trim();
        return $"{Heading}{title}\n\n{Body}";
    }
}
