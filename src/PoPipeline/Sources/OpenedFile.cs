using Microsoft.Win32.SafeHandles;

namespace PoPipeline.Sources;

/// <summary>A file of the working tree that is read in pieces, or why it is not.</summary>
internal sealed class OpenedFile : IDisposable
{
    /// <summary>The file; null where it cannot be read, and where it is empty.</summary>
    public SafeFileHandle? Handle { get; init; }

    /// <summary>Its size in bytes when it was opened.</summary>
    public long Length { get; init; }

    /// <summary>Why it cannot be read, as a clause; null where it can.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether the path is that of a symbolic link.</summary>
    public bool IsLink { get; init; }

    /// <summary>The path at which the file behind a link lies; null where the path is none of a link, and where it leads out of the tree.</summary>
    public string? Target { get; init; }

    /// <inheritdoc/>
    public void Dispose() => Handle?.Dispose();
}
