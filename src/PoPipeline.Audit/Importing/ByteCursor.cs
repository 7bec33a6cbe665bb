using System.Text;
using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Importing;

/// <summary>Reads a stream byte by byte, and knows where it is.</summary>
/// <param name="stream">The stream.</param>
/// <param name="file">What to call it.</param>
internal sealed class ByteCursor(Stream stream, string file)
{
    private readonly byte[] buffer = new byte[1 << 16];
    private int length;
    private int next;
    private long line = 1;
    private long column = 1;

    /// <summary>Where the next byte is.</summary>
    public AuditPlace Place => new(file, line, column);

    /// <summary>The next byte, which stays the next; -1 at the end.</summary>
    public int Peek() => next < length || Fill() ? buffer[next] : -1;

    /// <summary>Takes the next byte; -1 at the end.</summary>
    public int Take()
    {
        if (Peek() is not (>= 0 and var value))
        {
            return -1;
        }

        next++;
        if (value == '\n')
        {
            line++;
            column = 1;
        }
        else if ((value & 0xC0) != 0x80)
        {
            // Bytes that continue a character have no column of their own.
            column++;
        }

        return value;
    }

    /// <summary>Whether these bytes are next, however the stream hands them out.</summary>
    /// <param name="bytes">The bytes.</param>
    public bool IsNext(params ReadOnlySpan<byte> bytes)
    {
        if (length - next < bytes.Length)
        {
            buffer.AsSpan(next, length - next).CopyTo(buffer);
            length -= next;
            next = 0;
            while (length < bytes.Length && stream.Read(buffer.AsSpan(length)) is > 0 and var read)
            {
                length += read;
            }
        }

        return buffer.AsSpan(next, length - next).StartsWith(bytes);
    }

    /// <summary>Skips the mark that says that it is UTF-8.</summary>
    public void SkipMark()
    {
        if (IsNext(Encoding.UTF8.Preamble))
        {
            next += Encoding.UTF8.Preamble.Length;
        }
    }

    /// <summary>Skips blanks.</summary>
    public void SkipBlanks()
    {
        while (Peek() is ' ' or '\t' or '\r' or '\n')
        {
            Take();
        }
    }

    private bool Fill()
    {
        next = 0;
        length = stream.Read(buffer);
        return length > 0;
    }
}
