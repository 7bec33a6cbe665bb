using System.Buffers;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace PoPipeline.Sources.Suppressions;

/// <summary>Finds out whether a file has one of some words, however large it is, and reads only the few that do.</summary>
/// <param name="words">The words, which are ASCII.</param>
/// <param name="longest">The length of the longest.</param>
internal sealed class MarkedFile(SearchValues<string> words, int longest)
{
    /// <summary>The largest file that is taken apart, in bytes; any other one is searched.</summary>
    public const int MaximumBytes = 16 * 1024 * 1024;

    // Searching more takes longer than anybody waits, and no forge takes a file as large.
    private const long MaximumSearched = 1024L * 1024 * 1024;
    private const int Piece = 256 * 1024;

    // Large files are taken apart one after the other, so that many of them take no more memory than one.
    private readonly Lock large = new();

    /// <summary>The text of a file that has a word, which the tree then keeps, or the comments of it that have one; null for any other one.</summary>
    /// <param name="tree">The working tree.</param>
    /// <param name="path">The path, for the text.</param>
    /// <param name="file">The file.</param>
    /// <param name="syntax">How comments are written, where nothing else of the file is wanted.</param>
    /// <exception cref="IOException">The system refuses to read on.</exception>
    /// <exception cref="UnauthorizedAccessException">The system refuses to read on.</exception>
    public MarkedText? Read(WorkingTree tree, string path, OpenedFile file, CommentSyntax? syntax)
    {
        if (file.Handle is not { } handle)
        {
            return null;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            var read = RandomAccess.Read(handle, bytes.AsSpan(0, Piece), fileOffset: 0);
            var start = bytes.AsSpan(0, read);
            if (file.Length <= read && WorkingTree.IsPointer(start))
            {
                return new MarkedText(new SourceFile(path, "", WorkingTree.Pointer));
            }

            if (file.Length > MaximumSearched)
            {
                return new MarkedText(new SourceFile(path, "", $"it is larger than {MaximumSearched / 1024 / 1024} MiB") { Size = file.Length });
            }

            if (!HasWord(handle, file.Length, bytes, read))
            {
                return null;
            }

            if (file.Length <= read)
            {
                return new MarkedText(Kept(tree, path, start, file.Length));
            }

            if (file.Length > MaximumBytes)
            {
                return new MarkedText(new SourceFile(path, "", $"it is larger than {MaximumBytes / 1024 / 1024} MiB, and has a word that silences a tool, which was not looked at") { Size = file.Length });
            }

            lock (large)
            {
                var all = ArrayPool<byte>.Shared.Rent((int)file.Length);
                try
                {
                    var whole = all.AsSpan(0, ReadAll(handle, all.AsSpan(0, (int)file.Length)));
                    return syntax is null ? new MarkedText(Kept(tree, path, whole, file.Length)) : Comments(tree, path, whole, syntax);
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(all);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    // A text of megabytes that is made only to be searched would stay until all of the memory is cleaned up.
    private MarkedText? Comments(WorkingTree tree, string path, ReadOnlySpan<byte> bytes, CommentSyntax syntax)
    {
        var encoding = LooseText.EncodingOf(bytes);
        var characters = ArrayPool<char>.Shared.Rent(encoding.GetCharCount(bytes));
        try
        {
            var text = characters.AsMemory(0, encoding.GetChars(bytes, characters));
            var comments = new CommentFinder(path, text.TrimStart('\uFEFF'), syntax, words).Find();
            if (comments.Count == 0)
            {
                return null;
            }

            // Findings may stand in it, and somebody asks for it again.
            tree.Keep(path, bytes);
            return new MarkedText(new SourceFile(path, "", Fault: null) { Size = bytes.Length }, comments);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    // What is plain text is the same text for everybody; anything else is text for the tools alone.
    private static SourceFile Kept(WorkingTree tree, string path, ReadOnlySpan<byte> bytes, long length) =>
        tree.Keep(path, bytes) is { } kept && !kept.Text.StartsWith('\uFEFF') ? kept : new SourceFile(path, LooseText.Of(bytes), Fault: null) { Size = length };

    // Words are ASCII, so that in all encodings but two every byte may stand for a character.
    private bool HasWord(SafeFileHandle handle, long length, byte[] bytes, int read)
    {
        var encoding = LooseText.EncodingOf(bytes.AsSpan(0, read));
        var decoder = (encoding is UTF8Encoding ? Encoding.Latin1 : encoding).GetDecoder();
        var characters = ArrayPool<char>.Shared.Rent(Piece + longest);
        try
        {
            var kept = 0;
            for (long offset = read; ; offset += read)
            {
                var end = kept + decoder.GetChars(bytes.AsSpan(0, read), characters.AsSpan(kept), flush: false);
                if (characters.AsSpan(0, end).ContainsAny(words))
                {
                    return true;
                }

                if (read == 0 || offset >= length)
                {
                    return false;
                }

                // A word may lie across two pieces.
                kept = Math.Min(end, longest - 1);
                characters.AsSpan(end - kept, kept).CopyTo(characters);
                read = RandomAccess.Read(handle, bytes.AsSpan(0, Piece), offset);
            }
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    private static int ReadAll(SafeFileHandle handle, Span<byte> bytes)
    {
        var filled = 0;
        while (filled < bytes.Length && RandomAccess.Read(handle, bytes[filled..], filled) is > 0 and var read)
        {
            filled += read;
        }

        return filled;
    }
}

/// <summary>What is looked at of a file that has a word.</summary>
/// <param name="File">The file; without its text where the comments are known.</param>
/// <param name="Comments">Its comments that have a word; null where they are still to be found.</param>
internal sealed record MarkedText(SourceFile File, IReadOnlyList<Comment>? Comments = null);
