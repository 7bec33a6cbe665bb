namespace PoPipeline.InToto.Verifying;

/// <summary>A folder of links, with folders of the links of sublayouts in it.</summary>
public interface IMetadataFolder
{
    /// <summary>Reads a file; null where there is none.</summary>
    /// <param name="name">The path relative to the folder, with <c>/</c>.</param>
    /// <param name="maximum">The most bytes that it may have.</param>
    /// <exception cref="IOException">It cannot be read, or has more bytes.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    byte[]? Read(string name, int maximum);
}
