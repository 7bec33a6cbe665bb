using PoPipeline.InToto.Metadata;

namespace PoPipeline.InToto.Verifying;

/// <summary>What the links of a layout's steps are called: the step and the beginning of the id of the key that signs.</summary>
/// <remarks>Whoever looks for links and whoever looks whether a file is one asks here, so that none is verified by and not looked for.</remarks>
/// <param name="layout">The layout.</param>
internal sealed class LinkNames(Layout layout)
{
    private const int IdLength = 8;

    private readonly Dictionary<string, LayoutStep> steps = layout.Steps.ToDictionary(step => step.Name, StringComparer.Ordinal);

    // A step may have a folder in its name.
    private readonly int[] depths = [.. layout.Steps.Select(step => step.Name.Count(letter => letter == '/')).Distinct().Order()];

    /// <summary>What the name of a link ends with, in the order in which they are looked for. The first is that of nothing else.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".link", ".json"];

    /// <summary>The name of a link without its ending.</summary>
    /// <param name="step">The step.</param>
    /// <param name="keyId">The key.</param>
    public static string StemOf(string step, string keyId) => $"{step}.{BeginningOf(keyId)}";

    /// <summary>The folder of the links of a layout that stands in place of a link, with <c>/</c> at its end.</summary>
    /// <param name="link">The file of the link.</param>
    public static string FolderBelow(string link) => $"{link[..link.LastIndexOf('.')]}/";

    /// <summary>The folder in which a file is a link of the layout, with <c>/</c> at its end; null where it is none. Files of many tools end with <c>.json</c>: those alone are links that have the name of a step and of a key of it.</summary>
    /// <param name="path">The file.</param>
    public string? FolderOf(string path) =>
        path.EndsWith(Endings[0], StringComparison.Ordinal) ? Find(path, path.Length - Endings[0].Length, isExact: false)
        : path.EndsWith(Endings[1], StringComparison.Ordinal) ? Find(path, path.Length - Endings[1].Length, isExact: true)
        : null;

    /// <summary>The folder of the link that a layout stands in place of, by what the folder of the links of that layout is called; null where it is called otherwise.</summary>
    /// <param name="below">The folder of its links, with <c>/</c> at its end.</param>
    public string? FolderAbove(string below) => below.Length == 0 ? null : Find(below, below.Length - 1, isExact: true);

    private static ReadOnlySpan<char> BeginningOf(string keyId) => keyId.AsSpan(0, Math.Min(keyId.Length, IdLength));

    private string? Find(string path, int end, bool isExact)
    {
        foreach (var depth in depths)
        {
            if (StartOf(path, end, depth) is { } start && IsStem(path[start..end], isExact))
            {
                return path[..start];
            }
        }

        return null;
    }

    // Where the last names of a path begin, one more than there are slashes between them.
    private static int? StartOf(string path, int end, int slashes)
    {
        var start = end;
        for (var left = slashes; left >= 0; left--)
        {
            if (start <= 0)
            {
                return null;
            }

            start = path.LastIndexOf('/', start - 1);
        }

        return start + 1;
    }

    // A step may have a full stop in its name.
    private bool IsStem(string name, bool isExact)
    {
        for (var end = name.IndexOf('.', StringComparison.Ordinal); end >= 0; end = name.IndexOf('.', end + 1))
        {
            if (steps.TryGetValue(name[..end], out var step) && (!isExact || HasKey(step, name.AsSpan(end + 1))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasKey(LayoutStep step, ReadOnlySpan<char> beginning)
    {
        foreach (var id in step.KeyIds)
        {
            if (BeginningOf(id.KeyId).SequenceEqual(beginning))
            {
                return true;
            }
        }

        return false;
    }
}
