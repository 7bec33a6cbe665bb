using System.Text;

namespace PoPipeline.Queries;

/// <summary>Takes UTF-8 for a writer of text. Lines end with a line feed alone.</summary>
/// <param name="writer">Where to; it stays open.</param>
internal sealed class TextBytes(TextWriter writer) : Stream
{
    private readonly Decoder decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetDecoder();
    private char[] characters = new char[8192];
    private bool owesReturn;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (characters.Length < buffer.Length + 1)
        {
            characters = new char[buffer.Length + 1];
        }

        var rest = characters.AsSpan(0, decoder.GetChars(buffer, characters, flush: false));
        while (!rest.IsEmpty)
        {
            if (owesReturn && rest[0] is not '\n')
            {
                writer.Write('\r');
            }

            owesReturn = false;
            var end = rest.IndexOf('\r');
            writer.Write(end < 0 ? rest : rest[..end]);
            owesReturn = end >= 0;
            rest = end < 0 ? [] : rest[(end + 1)..];
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
