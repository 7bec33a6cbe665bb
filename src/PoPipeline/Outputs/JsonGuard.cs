using System.Buffers;
using System.Text;
using PoPipeline.Escaping;

namespace PoPipeline.Outputs;

/// <summary>
/// Passes JSON on with every character escaped that a person would not see, or see in the wrong place. In JSON such a character stands in a
/// string alone, where the escaped one is the same.
/// </summary>
internal sealed class JsonGuard : TextWriter
{
    private static readonly SearchValues<char> UnseenOrHash = SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code).Where(Untrusted.Unseen.Contains), '#']);

    private const char Replacement = '\uFFFD';

    private readonly TextWriter writer;
    private readonly SearchValues<char> escaped;
    private char last;
    private char? high;

    /// <summary>Makes one.</summary>
    /// <param name="writer">Where to; it stays open.</param>
    /// <param name="breaksCommands">Whether <c>##</c>, which begins a command of some runners anywhere in a line, is escaped as well.</param>
    public JsonGuard(TextWriter writer, bool breaksCommands = false)
    {
        this.writer = writer;
        escaped = breaksCommands ? UnseenOrHash : Untrusted.Unseen;
        NewLine = "\n";
    }

    public override Encoding Encoding => writer.Encoding;

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var next = buffer.IndexOfAny(escaped);
            var run = next < 0 ? buffer : buffer[..next];
            if (!run.IsEmpty)
            {
                EndPair();
                writer.Write(run);
                last = run[^1];
            }

            buffer = buffer[run.Length..];
            if (!buffer.IsEmpty)
            {
                Escape(buffer[0]);
                last = buffer[0];
                buffer = buffer[1..];
            }
        }
    }

    public override void Flush() => writer.Flush();

    private void Escape(char character)
    {
        if (high is { } first && char.IsLowSurrogate(character))
        {
            high = null;
            WriteEscaped(first);
            WriteEscaped(character);
            return;
        }

        EndPair();
        if (char.IsHighSurrogate(character))
        {
            high = character;
        }
        else if (character is '#' && last is not '#')
        {
            // A single hash begins nothing.
            writer.Write(character);
        }
        else
        {
            WriteEscaped(char.IsLowSurrogate(character) ? Replacement : character);
        }
    }

    // Half of a pair is no text, and some readers refuse the whole document for it.
    private void EndPair()
    {
        if (high is not null)
        {
            high = null;
            WriteEscaped(Replacement);
        }
    }

    private void WriteEscaped(char character) => writer.Write($"\\u{(int)character:X4}");
}
