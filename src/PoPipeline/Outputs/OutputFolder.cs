using System.Text.RegularExpressions;
using PoPipeline.Escaping;
using PoPipeline.Sources;
using PoPipeline.Sources.Git;

namespace PoPipeline.Outputs;

/// <summary>Keeps the folder that reports are written to apart from what is judged.</summary>
public static partial class OutputFolder
{
    private const string IgnoreFile = ".gitignore";

    private static ReadOnlySpan<byte> IgnoreText => "# PoPipeline makes what lies here anew in each run.\n*\n"u8;

    /// <summary>Whether a file lies in a folder.</summary>
    /// <param name="file">The file, relative to the root.</param>
    /// <param name="folder">The folder, relative to the root; empty for the root.</param>
    public static bool Holds(string folder, string file)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(file);
        return folder.Length == 0 || (file.Length > folder.Length && file[folder.Length] == '/' && file.StartsWith(folder, StringComparison.Ordinal));
    }

    /// <summary>A file in a folder that git tracks, however little of its working tree is judged; null where there is none, or git does not say.</summary>
    /// <param name="folder">The folder; it need not be there.</param>
    /// <returns>The file, relative to the top of the working tree.</returns>
    public static string? TrackedIn(string folder)
    {
        var real = RealPaths.Follow(Path.GetFullPath(folder));
        if (GitRepository.Of(real) is not { } git)
        {
            return null;
        }

        try
        {
            var below = Path.GetRelativePath(git.Top, real).Replace('\\', '/');
            return git.Files(below is "." ? "" : below + "/", []).Select(file => below is "." ? file : $"{below}/{file}").Min(StringComparer.Ordinal);
        }
        catch (GitFormatException)
        {
            return null;
        }
    }

    /// <summary>
    /// Lets git pass over a folder of reports in a working tree, by a file in the folder itself: what each run makes anew is nothing to commit, and no
    /// file of the repository is changed for it. What holds anything else, and the top of a working tree, is left as it is.
    /// </summary>
    /// <param name="folder">The folder; it need not be there.</param>
    /// <param name="others">What else a run keeps in it: names.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Hide(string folder, params IEnumerable<string> others)
    {
        var full = Path.GetFullPath(folder);
        var real = RealPaths.Follow(full);
        var file = Path.Combine(full, IgnoreFile);
        if (GitRepository.Of(real) is not { } git || RealPaths.Follow(git.Top) == real || Path.Exists(file) || StrangerIn(full, others) is not null)
        {
            return;
        }

        _ = Directory.CreateDirectory(full);
        var temporary = $"{file}.{Guid.NewGuid():n}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(IgnoreText);
            }

            File.Move(temporary, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another run was first, and wrote the same.
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Why a folder in a tree is not one of reports, as a sentence: it holds what no run writes. Null where one may be written there.</summary>
    /// <param name="folder">The folder; it need not be there.</param>
    /// <param name="others">What else a run keeps in it: names.</param>
    public static string? StrangerIn(string folder, params IEnumerable<string> others)
    {
        var own = others.ToHashSet(StringComparer.Ordinal);
        return !Directory.Exists(folder) ? null : new DirectoryInfo(folder).EnumerateFileSystemInfos()
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => entry switch
            {
                { LinkTarget: not null } => $"its '{Untrusted.Plain(entry.Name)}' is a symbolic link",
                _ when own.Contains(entry.Name) => null,
                FileInfo file when file.Name == IgnoreFile && IsOurs(file) => null,
                FileInfo when Reports.FileNames.Contains(entry.Name, StringComparer.Ordinal) || Unfinished().IsMatch(entry.Name) => null,
                _ => $"it holds '{Untrusted.Plain(entry.Name)}', which is no report",
            })
            .FirstOrDefault(fault => fault is not null);
    }

    private static bool IsOurs(FileInfo file) => file.Length == IgnoreText.Length && File.ReadAllBytes(file.FullName).AsSpan().SequenceEqual(IgnoreText);

    [GeneratedRegex(@"\A[a-z.-]{1,40}\.[0-9a-f]{32}\.tmp\z", RegexOptions.NonBacktracking)]
    private static partial Regex Unfinished();
}
