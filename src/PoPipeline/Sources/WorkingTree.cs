using System.Collections.Immutable;
using System.Text;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources;

/// <summary>The files of a repository. Nothing outside its root is read, nothing in it is executed.</summary>
internal sealed class WorkingTree(string root)
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaximumBytes = 4 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The folder, absolute.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>Lists the tracked files, or every file where the tree is not under git.</summary>
    public Repository Describe()
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        var files = Directory.EnumerateFiles(Root, "*", options)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith(".git/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToImmutableArray();
        return new Repository { Files = files };
    }

    /// <summary>Reads a file as UTF-8; a fault says why where it cannot be read.</summary>
    /// <param name="path">The path, relative to the root.</param>
    public SourceFile Read(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(Path.Combine(Root, path));
            if (bytes.Length > MaximumBytes)
            {
                return new SourceFile(path, "", $"it is larger than {MaximumBytes / 1024 / 1024} MiB") { Size = bytes.Length };
            }

            var start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            return new SourceFile(path, Strict.GetString(bytes.AsSpan(start)), Fault: null) { Size = bytes.Length };
        }
        catch (DecoderFallbackException)
        {
            return new SourceFile(path, "", "it is not valid UTF-8");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new SourceFile(path, "", $"it cannot be read: {exception.Message}");
        }
    }
}
