using PoPipeline.Ledger;

namespace PoPipeline.Sources;

/// <summary>Writes files into a tree that nobody vouches for: a link in it could lead anywhere.</summary>
internal static class TreeWriter
{
    /// <summary>Why a file is not written, as a clause; null where it can be.</summary>
    /// <param name="root">The root, absolute.</param>
    /// <param name="path">The path, relative to it, with forward slashes.</param>
    public static string? FaultOf(string root, string path)
    {
        // A link that stays inside the tree is refused too: what is written there is not what was asked about.
        if (WritablePath.LinkIn(Path.Combine(root, path), root) is { } link)
        {
            return $"'{Path.GetRelativePath(RealPaths.Follow(root), link)}' is a symbolic link";
        }

        var current = root;
        foreach (var segment in path.Split('/'))
        {
            if (current != root && File.Exists(current))
            {
                return $"'{Path.GetRelativePath(root, current)}' is a file";
            }

            current = Path.Combine(current, segment);
        }

        return Directory.Exists(current) ? "it is a folder"
            : new RealPaths(root).TryResolve(path, out _, out var fault) ? null
            : fault;
    }

    /// <summary>Writes a file, or replaces it: it is there in full or not at all.</summary>
    /// <param name="root">The root, absolute.</param>
    /// <param name="path">The path, relative to it, with forward slashes.</param>
    /// <param name="content">What it holds.</param>
    /// <param name="replace">Whether one that is there is replaced; it keeps its mode.</param>
    /// <param name="isAsKnown">Asked when all is ready: whether what is there still is what was decided about. Null where anything may be there.</param>
    /// <exception cref="RefusedException">It cannot be written, or it is not as it was known.</exception>
    public static void Write(string root, string path, ReadOnlySpan<byte> content, bool replace, Func<bool>? isAsKnown = null)
    {
        // Asked again, since a person may have thought in between.
        if (FaultOf(root, path) is { } fault)
        {
            throw new RefusedException($"'{path}' is not written: {fault}.");
        }

        try
        {
            Replace(Path.Combine(root, path), path, content, replace, isAsKnown);
        }
        catch (Exception exception) when (exception is (IOException or UnauthorizedAccessException) and not RefusedException)
        {
            throw new RefusedException($"'{path}' is not written: {Refusal.OfWriting(exception)}. Mend that, and run again.", exception);
        }
    }

    private static void Replace(string file, string path, ReadOnlySpan<byte> content, bool replace, Func<bool>? isAsKnown)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? file);
        var temporary = $"{file}.{Guid.NewGuid():n}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(file))
            {
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(file));
            }

            if (isAsKnown?.Invoke() is false)
            {
                throw new RefusedException($"'{path}' is not written: it changed meanwhile.");
            }

            File.Move(temporary, file, overwrite: replace);
        }
        finally
        {
            // Nothing is there to delete once the file has been moved.
            File.Delete(temporary);
        }
    }
}
