using System.Security.Cryptography;

namespace PoPipeline.Audit.Importing;

/// <summary>Reads a stream, no further than its length was, and hashes what is read.</summary>
/// <param name="inner">The stream, which is closed with this one.</param>
/// <param name="maximum">How many bytes are read at most.</param>
internal sealed class HashedStream(Stream inner, long maximum = long.MaxValue) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>How many bytes were read.</summary>
    public long Count { get; private set; }

    /// <summary>The SHA-256 of what was read, once the stream is closed.</summary>
    public string? Hash { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer[..(int)Math.Min(buffer.Length, maximum - Count)]);
        hash.AppendData(buffer[..read]);
        Count += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && Hash is null)
        {
            Hash = Convert.ToHexStringLower(hash.GetHashAndReset());
            hash.Dispose();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
