using System.Buffers.Binary;
using System.Text;

namespace PoPipeline.Tests;

/// <summary>Makes a folder a repository that tracks some paths, whether anything lies there or not, without starting git.</summary>
internal static class TrackedFiles
{
    private const int EntryLength = 62;
    private const int HashLength = 20;
    private const uint Regular = 0x81A4;

    public static TempTree Track(this TempTree tree, params IEnumerable<string> paths)
    {
        tree.Write(".git/HEAD", "ref: refs/heads/main\n");
        var index = new List<byte>();
        var sorted = paths.Order(StringComparer.Ordinal).ToList();
        index.AddRange("DIRC"u8);
        Add(index, 2);
        Add(index, (uint)sorted.Count);
        foreach (var path in sorted.Select(Encoding.UTF8.GetBytes))
        {
            var entry = new byte[(EntryLength + path.Length + 8) & ~7];
            BinaryPrimitives.WriteUInt32BigEndian(entry.AsSpan(24), Regular);
            BinaryPrimitives.WriteUInt16BigEndian(entry.AsSpan(60), (ushort)path.Length);
            path.CopyTo(entry, EntryLength);
            index.AddRange(entry);
        }

        index.AddRange(new byte[HashLength]);
        File.WriteAllBytes(tree.PathOf(".git/index"), [.. index]);
        return tree;
    }

    private static void Add(List<byte> bytes, uint number)
    {
        var four = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(four, number);
        bytes.AddRange(four);
    }
}
