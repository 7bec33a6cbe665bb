using System.Globalization;
using System.Text;

namespace PoPipeline.Outputs.Terminal;

/// <summary>
/// Keeps the lines of a log from being commands of the runner that reads it: GitHub reads <c>::</c> at the start of a line and <c>##[</c>
/// anywhere in it, on both streams; Azure Pipelines reads <c>##vso[</c>, TeamCity <c>##teamcity[</c>. A space is put in between.
/// </summary>
/// <remarks>
/// It remembers the line that is not ended yet, so that no command is put together of two writes. GitHub's runner compares by the rules of a
/// language, for which characters without width are not there: they are not there for this guard either.
/// </remarks>
internal sealed class CommandGuard
{
    private State state;
    private int hashes;
    private bool inEscape;

    private enum State
    {
        /// <summary>Nothing but blanks so far.</summary>
        Start,

        /// <summary>One colon after blanks.</summary>
        Colon,

        /// <summary>Anything else.</summary>
        Text,
    }

    /// <summary>Passes text on, disarmed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="to">Takes it.</param>
    public void Pass(ReadOnlySpan<char> text, StringBuilder to)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (IsCommand(character, i + 1 < text.Length ? text[i + 1] : '\0'))
            {
                _ = to.Append(' ');
                hashes = 0;
                state = State.Text;
            }

            _ = to.Append(character);
            Note(character);
        }
    }

    private bool IsCommand(char character, char next) => !inEscape && (character switch
    {
        ':' => state is State.Colon,
        '#' => hashes > 0 && Follows(next),
        _ => hashes > 1 && Follows(character),
    });

    private static bool Follows(char character) => character is '[' || char.IsAsciiLetter(character);

    private void Note(char character)
    {
        if (character is '\n' or '\r')
        {
            (state, hashes, inEscape) = (State.Start, 0, false);
        }
        else if (inEscape)
        {
            inEscape = character is '[' || !char.IsBetween(character, '@', '~');
        }
        else if (character is '\e')
        {
            inEscape = true;
        }
        else if (!IsUnseen(character))
        {
            hashes = character is '#' ? hashes + 1 : 0;
            state = character switch
            {
                ':' when state is State.Start => State.Colon,
                _ when char.IsWhiteSpace(character) && state is State.Start => State.Start,
                _ => State.Text,
            };
        }
    }

    private static bool IsUnseen(char character) =>
        CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        && !char.IsWhiteSpace(character);
}
