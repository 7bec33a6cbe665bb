using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Tells where a text is pasted into a program that takes it for no more than that: JSON that is read as a literal, a line in a comment, a document that is printed.</summary>
internal static class ScriptLiterals
{
    /// <summary>Whether a pasted text stays a text, as one literal of JavaScript does.</summary>
    /// <param name="script">The script.</param>
    /// <param name="pasted">What is pasted into it.</param>
    public static bool IsLiteral(Script script, Interpolation pasted) =>
        ShellTexts.IsText(script, pasted) || (IsJson(pasted.Text) && (ShellTexts.IsPrinted(script, pasted) || (script.Shell is ShellKind.JavaScript && IsCode(script, pasted.Offset))));

    // ${{ toJSON(…) }} and nothing beside it.
    private static bool IsJson(string text)
    {
        var inner = text.StartsWith(PlatformWords.PasteStart, StringComparison.Ordinal) && text.EndsWith(PlatformWords.PasteEnd, StringComparison.Ordinal) ? text.AsSpan(PlatformWords.PasteStart.Length, text.Length - PlatformWords.PasteStart.Length - PlatformWords.PasteEnd.Length).Trim() : default;
        if (!inner.StartsWith(PlatformWords.JsonFunction, StringComparison.OrdinalIgnoreCase) || !inner.EndsWith(")"))
        {
            return false;
        }

        var depth = 0;
        var isText = false;
        for (var index = 0; index < inner.Length; index++)
        {
            isText ^= inner[index] == '\'';
            depth += isText ? 0 : inner[index] == '(' ? 1 : inner[index] == ')' ? -1 : 0;
            if (depth == 0 && index >= PlatformWords.JsonFunction.Length && index < inner.Length - 1)
            {
                return false;
            }
        }

        return depth == 0;
    }

    // Neither between quotes nor in a comment, where its own quotes or its breaks of lines would end what surrounds it.
    private static bool IsCode(Script script, int offset)
    {
        var text = script.Text;
        var pasted = script.Interpolations.Where(one => one.Offset < offset).ToDictionary(one => one.Offset, one => one.Text.Length);
        var quote = '\0';
        for (var index = 0; index < offset && index < text.Length; index++)
        {
            if (pasted.TryGetValue(index, out var length))
            {
                index += length - 1;
            }
            else if (quote is '/')
            {
                quote = text[index] is '\n' ? '\0' : quote;
            }
            else if (quote is '*')
            {
                var ends = text[index] is '*' && index + 1 < text.Length && text[index + 1] is '/';
                (quote, index) = ends ? ('\0', index + 1) : (quote, index);
            }
            else if (quote is not '\0')
            {
                // A text in single or double quotes ends at the latest with its line; an escaped character is part of it.
                quote = text[index] == quote || (text[index] is '\n' && quote is not '`') ? '\0' : quote;
                index += text[index] is '\\' ? 1 : 0;
            }
            else if (text[index] is '"' or '\'' or '`')
            {
                quote = text[index];
            }
            else if (text[index] is '/' && index + 1 < text.Length && text[index + 1] is '/' or '*')
            {
                quote = text[++index];
            }
        }

        return quote is '\0';
    }
}
