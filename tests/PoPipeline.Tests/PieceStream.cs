namespace PoPipeline.Tests;

/// <summary>Remembers how much it was given at once at most.</summary>
internal sealed class PieceStream : MemoryStream
{
    public int Longest { get; private set; }

    // The base class passes every other way of writing on to this one.
    public override void Write(byte[] buffer, int offset, int count)
    {
        Longest = Math.Max(Longest, count);
        base.Write(buffer, offset, count);
    }
}
