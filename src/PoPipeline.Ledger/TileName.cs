using System.Globalization;

namespace PoPipeline.Ledger;

/// <summary>The name of a file of the tree, by https://c2sp.org/tlog-tiles.</summary>
/// <param name="Level">The level of a tile of hashes; <see cref="Entries"/> for a bundle of entries.</param>
/// <param name="Index">The index within the level.</param>
/// <param name="Width">The number of hashes or entries, from 1 to 256.</param>
internal readonly record struct TileName(int Level, long Index, int Width)
{
    /// <summary>The level of bundles.</summary>
    public const int Entries = -1;

    /// <summary>The number of hashes of a full tile.</summary>
    public const int FullWidth = 256;

    /// <summary>The binary logarithm of <see cref="FullWidth"/>.</summary>
    public const int Height = 8;

    /// <summary>The level above which no size has tiles.</summary>
    public const int Levels = 8;

    private const string Folder = "tile";
    private const string EntriesFolder = "entries";
    private const string PartialSuffix = ".p";
    private const int DigitsOfPart = 3;

    /// <summary>Whether it has all entries that it ever will.</summary>
    public bool IsFull => Width == FullWidth;

    /// <summary>The path relative to the folder of the ledger, with <c>/</c>.</summary>
    public string Path
    {
        get
        {
            var name = (Index % 1000).ToString("D3", CultureInfo.InvariantCulture);
            for (var rest = Index / 1000; rest > 0; rest /= 1000)
            {
                name = string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:D3}/{name}");
            }

            var folder = Level is Entries ? EntriesFolder : Level.ToString(CultureInfo.InvariantCulture);
            return IsFull ? $"{Folder}/{folder}/{name}" : string.Create(CultureInfo.InvariantCulture, $"{Folder}/{folder}/{name}{PartialSuffix}/{Width}");
        }
    }

    /// <summary>The folder of what the tile was before it was full, relative to the folder of the ledger.</summary>
    public string PartialFolder => (this with { Width = FullWidth }).Path + PartialSuffix;

    /// <summary>The number of hashes that a tree has on a level.</summary>
    /// <param name="size">The number of entries of the tree.</param>
    /// <param name="level">The level; <see cref="Entries"/> has as many as level 0.</param>
    public static long CountOf(long size, int level) => level switch
    {
        Entries => size,
        >= Levels => 0,
        _ => size >> (Height * level),
    };

    /// <summary>The tile that a tree has at a place; null where it has none.</summary>
    /// <param name="size">The number of entries of the tree.</param>
    /// <param name="level">The level.</param>
    /// <param name="index">The index within the level.</param>
    public static TileName? Of(long size, int level, long index)
    {
        var left = CountOf(size, level) - (index << Height);
        return left <= 0 ? null : new TileName(level, index, (int)Math.Min(left, FullWidth));
    }

    /// <summary>The partial tile that a tree ends with on a level; null where the last one is full or there is none.</summary>
    /// <param name="size">The number of entries of the tree.</param>
    /// <param name="level">The level.</param>
    public static TileName? PartialOf(long size, int level)
    {
        var count = CountOf(size, level);
        return (int)(count % FullWidth) is > 0 and var width ? new TileName(level, count >> Height, width) : null;
    }

    /// <summary>Reads a path; null where it is not one that <see cref="Path"/> gives.</summary>
    /// <param name="path">The path relative to the folder of the ledger, with <c>/</c>.</param>
    public static TileName? Parse(string path)
    {
        if (path.Split('/') is not [Folder, var folder, .. { Length: > 0 and <= 8 } parts])
        {
            return null;
        }

        var level = folder is EntriesFolder ? Entries : Number(folder) is >= 0 and < 64 and var number ? (int)number : (int?)null;
        var width = FullWidth;
        if (parts is [.., var last, var count] && last.EndsWith(PartialSuffix, StringComparison.Ordinal))
        {
            width = (int)Math.Clamp(Number(count) ?? 0, 0, FullWidth);
            parts = [.. parts[..^2], last[..^PartialSuffix.Length]];
        }

        var digits = string.Concat(parts.Select(part => part.TrimStart('x')));
        var name = level is { } known && digits.Length <= parts.Length * DigitsOfPart && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new TileName(known, index, width)
            : (TileName?)null;
        return name is { Width: > 0 } && name.Value.Path == path ? name : null;
    }

    private static long? Number(string digits) => digits.Length <= DigitsOfPart && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
