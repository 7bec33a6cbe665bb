using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Projects.Manifests.Gradle;

/// <summary>
/// Cuts a script of Gradle into names, texts and signs, in Groovy or Kotlin alike: as much of the two languages as is needed to tell code from comments and texts.
/// Whatever it does not know is a sign, so that any text is read to its end, once.
/// </summary>
/// <remarks>
/// Sources: https://groovy-lang.org/syntax.html, https://kotlinlang.org/docs/reference/grammar.html. The reader of Groovy for pipelines knows Groovy alone, in which
/// scripts in Kotlin cannot be read: comments in comments, texts between three quotes, and characters differ.
/// </remarks>
/// <param name="text">The script.</param>
/// <param name="isKotlin">Whether it is in Kotlin.</param>
internal sealed class DslLexer(string text, bool isKotlin)
{
    private int position;
    private int line = 1;
    private int lineStart;

    /// <summary>The tokens, in order, without comments.</summary>
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
            else if (char.IsWhiteSpace(character))
            {
                position++;
            }
            else if (IsNext("//") || (position == 0 && IsNext("#!")))
            {
                var end = text.IndexOf('\n', position);
                position = end < 0 ? text.Length : end;
            }
            else if (IsNext("/*"))
            {
                PassComment();
            }
            else if (character is '"' or '\'')
            {
                yield return Quoted(character);
            }
            else if (IsNameStart(character))
            {
                yield return Word();
            }
            else if (char.IsAsciiDigit(character))
            {
                yield return Number();
            }
            else
            {
                position++;
                yield return new DslToken(DslTokenKind.Sign, character.ToString(), At(position - 1, position));
            }
        }
    }

    private static bool IsNameStart(char character) => char.IsLetter(character) || character is '_' or '$' or '`';

    private bool IsNext(string sign) => text.AsSpan(position).StartsWith(sign, StringComparison.Ordinal);

    private Region At(int start, int end) => new(line, start - lineStart + 1, line, end - lineStart + 1);

    private void PassComment()
    {
        var depth = 0;
        while (position < text.Length)
        {
            if (IsNext("/*") && (isKotlin || depth == 0))
            {
                depth++;
                position += 2;
            }
            else if (IsNext("*/"))
            {
                position += 2;
                if (--depth <= 0)
                {
                    return;
                }
            }
            else
            {
                Step();
            }
        }
    }

    private void Step()
    {
        if (text[position++] is '\n')
        {
            (line, lineStart) = (line + 1, position);
        }
    }

    private DslToken Quoted(char quote)
    {
        var isLong = text.AsSpan(position).StartsWith([quote, quote, quote], StringComparison.Ordinal);
        position += isLong ? 3 : 1;
        var (start, firstLine, firstColumn) = (position, line, position - lineStart + 1);
        while (position < text.Length)
        {
            var character = text[position];
            if (character is '\\' && !(isLong && isKotlin) && position + 1 < text.Length)
            {
                Step();
                Step();
            }
            else if (character == quote && (!isLong || text.AsSpan(position).StartsWith([quote, quote, quote], StringComparison.Ordinal)))
            {
                var token = new DslToken(DslTokenKind.Text, text[start..position], new Region(firstLine, firstColumn, line, position - lineStart + 1));
                position += isLong ? 3 : 1;
                return token;
            }
            else if (character is '\n' && !isLong)
            {
                // A text that nothing ends is none: the rest of the script is still code.
                break;
            }
            else
            {
                Step();
            }
        }

        return new DslToken(DslTokenKind.Text, text[start..position], new Region(firstLine, firstColumn, line, position - lineStart + 1));
    }

    private DslToken Word()
    {
        var start = position;
        while (position < text.Length && (IsNameStart(text[position]) || char.IsAsciiDigit(text[position]) || (text[position] is '.' && position + 1 < text.Length && IsNameStart(text[position + 1]))))
        {
            position++;
        }

        return new DslToken(DslTokenKind.Word, text[start..position], At(start, position));
    }

    private DslToken Number()
    {
        var start = position;
        while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] is '_'))
        {
            position++;
        }

        return new DslToken(DslTokenKind.Sign, text[start..position], At(start, position));
    }
}
