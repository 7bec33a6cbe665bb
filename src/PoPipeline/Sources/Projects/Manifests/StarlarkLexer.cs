using PoPipeline.Rules.Model;
using PoPipeline.Sources.Projects.Manifests.Gradle;

namespace PoPipeline.Sources.Projects.Manifests;

/// <summary>
/// Cuts a file of Starlark, or of Python, into names, texts and signs: as much of the language as is needed to tell calls from comments and texts. Whatever it
/// does not know is a sign, so that any text is read to its end, once.
/// </summary>
/// <remarks>Sources: https://github.com/bazelbuild/starlark/blob/master/spec.md#lexical-elements, https://docs.python.org/3/reference/lexical_analysis.html.</remarks>
/// <param name="text">The file.</param>
internal sealed class StarlarkLexer(string text)
{
    // Prefixes of texts: r"…", b"…", and f"…" of Python.
    private const int LongestPrefix = 2;

    private int position;
    private int line = 1;
    private int lineStart;

    /// <summary>The tokens, in order, without comments. A token of a new line stands where no bracket is open or one is, alike.</summary>
    public IEnumerable<DslToken> Read()
    {
        while (position < text.Length)
        {
            var character = text[position];
            if (character is '\n')
            {
                yield return new DslToken(DslTokenKind.NewLine, "\n", At(position, position));
                position++;
                (line, lineStart) = (line + 1, position);
            }
            else if (char.IsWhiteSpace(character) || character is '\\')
            {
                position++;
            }
            else if (character is '#')
            {
                var end = text.IndexOf('\n', position);
                position = end < 0 ? text.Length : end;
            }
            else if (character is '"' or '\'')
            {
                yield return Quoted(character);
            }
            else if (IsNameStart(character))
            {
                var start = position;
                while (position < text.Length && (IsNameStart(text[position]) || char.IsAsciiDigit(text[position])))
                {
                    position++;
                }

                if (position - start > LongestPrefix || position >= text.Length || text[position] is not ('"' or '\''))
                {
                    yield return new DslToken(DslTokenKind.Word, text[start..position], At(start, position));
                }
            }
            else
            {
                position++;
                yield return new DslToken(DslTokenKind.Sign, character.ToString(), At(position - 1, position));
            }
        }
    }

    private static bool IsNameStart(char character) => char.IsLetter(character) || character is '_';

    private Region At(int start, int end) => new(line, start - lineStart + 1, line, end - lineStart + 1);

    private bool IsNext(ReadOnlySpan<char> sign) => text.AsSpan(position).StartsWith(sign);

    private void Step()
    {
        if (text[position++] is '\n')
        {
            (line, lineStart) = (line + 1, position);
        }
    }

    private DslToken Quoted(char quote)
    {
        var isLong = IsNext([quote, quote, quote]);
        position += isLong ? 3 : 1;
        var (start, firstLine, firstColumn) = (position, line, position - lineStart + 1);
        while (position < text.Length)
        {
            var character = text[position];
            if (character is '\\' && position + 1 < text.Length)
            {
                Step();
                Step();
            }
            else if (character == quote && (!isLong || IsNext([quote, quote, quote])))
            {
                var token = new DslToken(DslTokenKind.Text, text[start..position], new Region(firstLine, firstColumn, line, position - lineStart + 1));
                position += isLong ? 3 : 1;
                return token;
            }
            else if (character is '\n' && !isLong)
            {
                // A text that nothing ends is none: the rest of the file is still code.
                break;
            }
            else
            {
                Step();
            }
        }

        return new DslToken(DslTokenKind.Text, text[start..position], new Region(firstLine, firstColumn, line, position - lineStart + 1));
    }
}
