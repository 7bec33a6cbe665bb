namespace PoPipeline.Sources.Projects.Locks;

/// <summary>A lock file as it lies in memory, read once from front to back however large it is.</summary>
/// <param name="path">The path, relative to the root.</param>
/// <param name="buffer">What holds the text in UTF-8, without a byte order mark.</param>
/// <param name="start">Where the text starts in it.</param>
/// <param name="length">How many bytes it takes.</param>
internal sealed class LockText(string path, byte[] buffer, int start, int length)
{
    /// <summary>The path, relative to the root.</summary>
    public string Path { get; } = path;

    /// <summary>The text as bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(start, length);

    /// <summary>The text, piece by piece.</summary>
    public StreamReader Reader() => new(new MemoryStream(buffer, start, length, writable: false));
}
