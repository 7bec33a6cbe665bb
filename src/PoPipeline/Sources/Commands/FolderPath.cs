using System.Buffers;

namespace PoPipeline.Sources.Commands;

/// <summary>Joins paths as they are written in files of commands.</summary>
internal static class FolderPath
{
    // Only a run tells what stands for these.
    private static readonly SearchValues<char> OfRuns = SearchValues.Create("$%{}*?`\r\n");

    /// <summary>A path below a folder, without <c>.</c> and <c>..</c>; null where it leads out of the repository, is absolute, or only a run tells it.</summary>
    /// <param name="folder">The folder, relative to the root; empty for the root.</param>
    /// <param name="path">The path as it is written.</param>
    public static string? Join(string folder, string path) =>
        path.StartsWith('/') || path.StartsWith('~') || path.AsSpan().ContainsAny(OfRuns) ? null : Simplified(folder.Length == 0 ? path : $"{folder}/{path}", isAbsolute: false);

    /// <summary>An absolute path of an image.</summary>
    /// <param name="folder">The folder, absolute.</param>
    /// <param name="path">The path as it is written.</param>
    public static string InImage(string folder, string path)
    {
        path = path.Replace('\\', '/');
        if (path.Length > 1 && path[1] is ':')
        {
            path = path[2..];
        }

        return "/" + (Simplified(path.StartsWith('/') ? path : $"{folder}/{path}", isAbsolute: true) ?? "");
    }

    private static string? Simplified(string path, bool isAbsolute)
    {
        var parts = new List<string>();
        foreach (var part in path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part is "..")
            {
                if (parts.Count > 0)
                {
                    parts.RemoveAt(parts.Count - 1);
                }
                else if (!isAbsolute)
                {
                    return null;
                }
            }
            else if (part is not ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
