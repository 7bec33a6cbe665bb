using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Tells where a POSIX shell takes what is pasted into a script for a text that it does nothing with: in a comment, or in a document that is printed as it is.</summary>
internal static class ShellTexts
{
    private static readonly string[] DataFiles = [".md", ".txt", ".json", ".yml", ".yaml", ".toml", ".xml", ".html", ".csv"];

    /// <summary>Whether a pasted text, which may hold anything but a break of lines, stays a text.</summary>
    /// <param name="script">The script.</param>
    /// <param name="pasted">What is pasted into it.</param>
    public static bool IsText(Script script, Interpolation pasted) =>
        IsIn(script, pasted) && pasted.Provenance.Charset <= Charset.Line && (IsInComment(script, pasted) || IsInDocument(script, pasted));

    /// <summary>Whether JSON is pasted into a document that is printed as it is: none of its lines is the one that ends the document.</summary>
    /// <param name="script">The script.</param>
    /// <param name="pasted">What is pasted into it.</param>
    public static bool IsPrinted(Script script, Interpolation pasted) => IsIn(script, pasted) && DocumentAround(script, pasted.Offset) is not null;

    private static bool IsIn(Script script, Interpolation pasted) => script.Shell is ShellKind.Posix && pasted.Offset + pasted.Text.Length <= script.Text.Length;

    private static bool IsInComment(Script script, Interpolation pasted)
    {
        var start = LineStart(script.Text, pasted.Offset);
        var line = script.Text.AsSpan(start, pasted.Offset - start);
        var sign = line.IndexOf('#');
        return (sign == 0 || (sign > 0 && line[sign - 1] is ' ' or '\t' or ';' or '&' or '|' or '(' or ')'))
            && !script.Commands.Any(command => IsWithin(pasted.Offset, command.Offset, command.Length) || command.Documents.Any(document => IsWithin(pasted.Offset, document.Offset, document.Length)));
    }

    // A line that is pasted as a whole may be the one that ends the document, behind which commands stand.
    private static bool IsInDocument(Script script, Interpolation pasted)
    {
        if (DocumentAround(script, pasted.Offset) is not ({ } delimiter, var documentEnd))
        {
            return false;
        }

        var start = LineStart(script.Text, pasted.Offset);
        var end = script.Text.IndexOf('\n', pasted.Offset);
        end = end < 0 ? script.Text.Length : end;
        for (var index = start; index < end; index++)
        {
            if (script.Interpolations.FirstOrDefault(one => one.Offset == index) is { } one)
            {
                index += one.Text.Length - 1;
            }
            else if (script.Text[index] is not (' ' or '\t') && !delimiter.Contains(script.Text[index], StringComparison.Ordinal))
            {
                return true;
            }
        }

        // Behind the last line of the document there is nothing that would become commands.
        return end >= documentEnd || script.Text.AsSpan(end, documentEnd - end).IsWhiteSpace();
    }

    // The line that ends the document, where cat prints it, or writes it to a file that nobody runs, and the shell expands nothing in it.
    private static (string Delimiter, int End)? DocumentAround(Script script, int offset)
    {
        // Hardly a script has one, and many have a lot of commands.
        if (!script.Text.AsSpan(0, Math.Min(offset, script.Text.Length)).Contains("<<", StringComparison.Ordinal))
        {
            return null;
        }

        foreach (var command in script.Commands)
        {
            foreach (var document in command.Documents)
            {
                if (IsWithin(offset, document.Offset, document.Length))
                {
                    return command is { Name: "cat", PipedTo: null, Inside: null } && command.OutputFiles.All(file => IsData(file.Text)) && QuotedDelimiter(script.Text, document.Offset) is { } delimiter
                        ? (delimiter, Math.Min(document.Offset + document.Length, script.Text.Length))
                        : null;
                }
            }
        }

        return null;
    }

    private static bool IsData(string file) =>
        DataFiles.Any(extension => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
        || PlatformProfiles.OutputFiles.Any(name => file.Contains(name, StringComparison.OrdinalIgnoreCase));

    // cat <<'END' in the line before: with any quote, nothing in the document is expanded. Where a line begins several, it is not told which is which.
    private static string? QuotedDelimiter(string text, int document)
    {
        if (document < 2 || text[document - 1] is not '\n')
        {
            return null;
        }

        var start = LineStart(text, document - 1);
        var line = text.AsSpan(start, document - 1 - start);
        var sign = line.IndexOf("<<");
        if (sign < 0 || line[(sign + 2)..].IndexOf("<<") >= 0)
        {
            return null;
        }

        var rest = line[(sign + 2)..].TrimStart('-').TrimStart();
        return rest.Length > 1 && rest[0] is '\'' or '"' && rest[1..].IndexOf(rest[0]) is > 0 and var end ? rest[1..(end + 1)].ToString() : null;
    }

    private static int LineStart(string text, int offset) => offset == 0 ? 0 : text.LastIndexOf('\n', offset - 1) + 1;

    private static bool IsWithin(int offset, int start, int length) => offset >= start && offset < start + length;
}
