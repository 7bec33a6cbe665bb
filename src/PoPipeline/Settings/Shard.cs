using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PoPipeline.Settings;

/// <summary>One of several runs that share the repositories of an organisation. Which one looks at a repository follows from its name alone, so that a new one moves no other.</summary>
/// <param name="Index">Which one, from 1.</param>
/// <param name="Count">How many there are.</param>
public sealed record Shard(int Index, int Count)
{
    private const int Most = 1000;

    /// <summary>The only one, which looks at all.</summary>
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>Reads <c>3/8</c>; null where it is not that.</summary>
    /// <param name="text">The text.</param>
    public static Shard? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && index >= 1 && index <= count && count <= Most
            ? new Shard(index, count)
            : null;
    }

    /// <summary>Whether this one looks at a repository.</summary>
    /// <param name="name">Its path: <c>acme/app</c>.</param>
    public bool Takes(string name) => Count == 1 || BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(name)), 0) % (uint)Count == (uint)(Index - 1);
}
