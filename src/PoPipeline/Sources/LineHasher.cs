using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources;

/// <summary>
/// Hashes lines as GitHub does for <c>primaryLocationLineHash</c>, by which it recognises an alert in the next analysis: a rolling hash
/// over the first 100 characters from the start of the line, blanks left out, then how often the file has had that hash before.
/// </summary>
/// <remarks>The source is <c>src/fingerprints.ts</c> of github/codeql-action, which warns where a file of results holds another value.</remarks>
public static class LineHasher
{
    private const int Block = 100;
    private const ulong Factor = 37;
    private const char EndOfFile = '\uFFFF';
    private const char ByteOrderMark = '\uFEFF';

    private static readonly ulong Leaving = Power();

    /// <summary>The hash of every line, in order.</summary>
    /// <param name="text">The text of the file, a byte order mark included where it has one.</param>
    public static ImmutableArray<string> Hash(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var hashes = ImmutableArray.CreateBuilder<string>();
        Roll(text, hasMark: false, (_, hash, count) => hashes.Add($"{new RolledLine(hash, count)}"));
        return hashes.ToImmutable();
    }

    /// <summary>The hashes of some lines, in order; of those that there are.</summary>
    /// <param name="file">The file.</param>
    /// <param name="wanted">Their numbers, from 1.</param>
    internal static ImmutableArray<LineHash> Of(SourceFile file, IReadOnlySet<int> wanted)
    {
        // The reader takes the mark away, which GitHub counts as the first character.
        var hasMark = file.Size == Encoding.UTF8.GetByteCount(file.Text) + Encoding.UTF8.Preamble.Length;
        var lines = ImmutableArray.CreateBuilder<LineHash>();
        Roll(file.Text, hasMark, (line, hash, count) =>
        {
            if (wanted.Contains(line))
            {
                lines.Add(new LineHash(file.Path, line, $"{new RolledLine(hash, count)}"));
            }
        });
        return lines.DrainToImmutable();
    }

    private static void Roll(string text, bool hasMark, Action<int, ulong, int> found)
    {
        var roller = new Roller(found, lines: text.AsSpan().Count('\n') + 1);
        if (hasMark)
        {
            roller.Take(ByteOrderMark);
        }

        foreach (var character in text)
        {
            roller.Take(character);
        }

        roller.Finish();
    }

    private static ulong Power()
    {
        var power = 1UL;
        for (var i = 0; i < Block; i++)
        {
            power = unchecked(power * Factor);
        }

        return power;
    }

    // A window over the last 100 characters; where its oldest one began a line, the hash of the window is that line's.
    private sealed class Roller(Action<int, ulong, int> found, int lines)
    {
        private readonly char[] window = new char[Block];
        private readonly int[] starting = new int[Block];
        private readonly Dictionary<ulong, int> counts = new(lines);
        private ulong hash;
        private int index;
        private int line;
        private bool atLineStart = true;
        private bool afterCarriageReturn;

        public void Take(char character)
        {
            if (character is ' ' or '\t' || (afterCarriageReturn && character is '\n'))
            {
                afterCarriageReturn = false;
                return;
            }

            afterCarriageReturn = character is '\r';
            if (afterCarriageReturn)
            {
                character = '\n';
            }

            Report();
            if (atLineStart)
            {
                starting[index] = ++line;
            }

            atLineStart = character is '\n';
            Push(character);
        }

        public void Finish()
        {
            Take(EndOfFile);
            for (var i = 0; i < Block; i++)
            {
                Report();
                Push('\0');
            }
        }

        private void Report()
        {
            if (starting[index] == 0)
            {
                return;
            }

            var count = counts.GetValueOrDefault(hash) + 1;
            counts[hash] = count;
            found(starting[index], hash, count);
            starting[index] = 0;
        }

        private void Push(char character)
        {
            hash = unchecked((Factor * hash) + character - (Leaving * window[index]));
            window[index] = character;
            index = index + 1 == Block ? 0 : index + 1;
        }
    }
}

/// <summary>What a line is recognised by.</summary>
/// <param name="Hash">The rolling hash.</param>
/// <param name="Count">How often the file has had it so far.</param>
internal readonly record struct RolledLine(ulong Hash, int Count)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Hash:x}:{Count}");
}
