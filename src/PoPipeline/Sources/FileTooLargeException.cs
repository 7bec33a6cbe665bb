namespace PoPipeline.Sources;

/// <summary>A file is larger than what is read of any file.</summary>
/// <param name="length">Its size in bytes.</param>
internal sealed class FileTooLargeException(long length) : IOException($"The file has {length} bytes.")
{
    /// <summary>Its size in bytes.</summary>
    public long Length { get; } = length;
}
