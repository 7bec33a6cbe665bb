using System.Security.Cryptography;

namespace PoPipeline.Audit.Importing;

/// <summary>Reads a stream, no further than its length was, and hashes what is read.</summary>
/// <param name="inner">The stream, which is closed with this one.</param>
/// <param name="maximum">How many bytes are read at most.</param>
internal sealed class HashedStream(Stream inner, long maximum = long.MaxValue) : ForwardStream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The SHA-256 of what was read, once the stream is closed.</summary>
    public string? Hash { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer[..(int)Math.Min(buffer.Length, maximum - Count)]);
        hash.AppendData(buffer[..read]);
        Count += read;
        return read;
    }

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
