namespace PoPipeline.Audit.Tests;

/// <summary>A stream that hands out few bytes at a time, as those of networks do.</summary>
/// <param name="bytes">The bytes.</param>
/// <param name="most">How many it hands out at most.</param>
internal sealed class SlowStream(byte[] bytes, int most) : MemoryStream(bytes)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, most));

    public override int Read(Span<byte> buffer)
    {
        var part = new byte[Math.Min(buffer.Length, most)];
        var read = base.Read(part, 0, part.Length);
        part.AsSpan(0, read).CopyTo(buffer);
        return read;
    }
}
