using System.Text;
using PoPipeline.Ledger;
using PoPipeline.Sources;
using PoPipeline.Sources.Git;

namespace PoPipeline.Mending;

/// <summary>A file as it is, and as it would be with its fixes.</summary>
public sealed class MendedFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string root;
    private readonly byte[] bytes;

    private MendedFile(string root, string path, byte[] bytes)
    {
        this.root = root;
        this.bytes = bytes;
        Path = path;
        Mark = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? "\uFEFF" : "";
        Before = Strict.GetString(bytes)[Mark.Length..];
        After = Before;
        Kept = KeptText.Whole(Before.Length);
        Edits = new TextEdits(After);
    }

    /// <summary>The path, relative to the root, with forward slashes.</summary>
    public string Path { get; }

    /// <summary>The byte order mark that it starts with; empty where it has none.</summary>
    public string Mark { get; }

    /// <summary>What it holds, without the mark.</summary>
    public string Before { get; }

    /// <summary>What it would hold, without the mark.</summary>
    public string After { get; private set; }

    /// <summary>Whether it may not be written to.</summary>
    public bool IsReadOnly { get; private init; }

    /// <summary>What is kept in it of what it holds, without the mark.</summary>
    internal KeptText Kept { get; private set; }

    /// <summary>What puts edits into what it would hold.</summary>
    internal TextEdits Edits { get; private set; }

    /// <summary>Takes a file in hand; a fault says why it cannot be.</summary>
    /// <param name="root">The root, absolute.</param>
    /// <param name="path">The path, relative to it, with forward slashes.</param>
    internal static (MendedFile? File, string? Fault) Of(string root, string path)
    {
        if (TreeWriter.FaultOf(root, path) is { } fault)
        {
            return (null, fault);
        }

        try
        {
            var file = System.IO.Path.Combine(root, path);
            return (new MendedFile(root, path, BoundedFile.Read(file, WorkingTree.MaximumBytes)) { IsReadOnly = File.GetAttributes(file).HasFlag(FileAttributes.ReadOnly) }, null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DecoderFallbackException or FileTooLargeException or NoFileException)
        {
            return (null, "it cannot be read");
        }
    }

    /// <summary>Takes edits over.</summary>
    /// <param name="edited">What it would hold with them, without the mark.</param>
    internal void Take(EditedText edited)
    {
        After = edited.Text;
        Kept = Kept.Then(edited.Kept);
        Edits = new TextEdits(After);
    }

    /// <summary>Whether git tells that it holds changes of somebody which are not staged. The fixes are added to them.</summary>
    public bool HasOtherChanges =>
        GitRepository.Of(root) is { } git && git.HasChanges(System.IO.Path.GetRelativePath(git.Top, System.IO.Path.Combine(root, Path)).Replace(System.IO.Path.DirectorySeparatorChar, '/'), bytes) is true;

    /// <summary>Writes it as it would be: in full or not at all, never through a symbolic link, and not where somebody changed it meanwhile.</summary>
    /// <exception cref="RefusedException">It is not written.</exception>
    public void Write() => TreeWriter.Write(root, Path, Strict.GetBytes(Mark + After), replace: true, IsAsRead);

    private bool IsAsRead()
    {
        try
        {
            return BoundedFile.Read(System.IO.Path.Combine(root, Path), WorkingTree.MaximumBytes).AsSpan().SequenceEqual(bytes);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or FileTooLargeException or NoFileException)
        {
            return false;
        }
    }
}
