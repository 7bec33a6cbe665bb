using System.Text;

namespace PoPipeline.Tests.Conventions;

/// <summary>The ways in which a file cannot be read, or not as it is meant to be.</summary>
internal static class Unreadable
{
    private const long TooLarge = 17 * 1024 * 1024;

    private static readonly Dictionary<string, Action<TempTree, string, byte[]>> Ways = new(StringComparer.Ordinal)
    {
        ["deleted"] = (_, _, _) => { },
        ["a folder"] = (tree, path, _) => Directory.CreateDirectory(tree.PathOf(path)),
        ["a pipe"] = (tree, path, _) => tree.Run("mkfifo", tree.PathOf(path)),
        ["a link to nothing"] = (tree, path, _) => tree.Link(path, "nothing"),
        ["a link in a circle"] = (tree, path, _) => tree.Link(path, Path.GetFileName(path)),
        ["a link to a device"] = (tree, path, _) => tree.Link(path, "/dev/null"),
        ["a link out of the repository"] = (tree, path, text) =>
        {
            File.WriteAllBytes(tree.Root + ".outside", text);
            tree.Link(path, tree.Root + ".outside");
        },
        ["denied"] = (tree, path, text) =>
        {
            File.WriteAllBytes(tree.PathOf(path), text);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(tree.PathOf(path), UnixFileMode.None);
            }
        },
        ["a byte that is no UTF-8"] = (tree, path, text) => File.WriteAllBytes(tree.PathOf(path), [.. text, .. "\n# "u8, 0xFF]),
        ["UTF-16"] = (tree, path, text) => Encoded(tree, path, text, Encoding.Unicode, mark: true),
        ["UTF-16, the other way round"] = (tree, path, text) => Encoded(tree, path, text, Encoding.BigEndianUnicode, mark: true),
        ["UTF-16 that does not say so"] = (tree, path, text) => Encoded(tree, path, text, Encoding.Unicode, mark: false),
        ["UTF-32"] = (tree, path, text) => Encoded(tree, path, text, Encoding.UTF32, mark: true),
        ["a pointer of Git LFS"] = (tree, path, _) => tree.Write(path, $"version https://git-lfs.github.com/spec/v1\noid sha256:{new string('0', 64)}\nsize 12345\n"),
        ["too large"] = (tree, path, text) =>
        {
            // Zeros that take no room on the disk.
            File.WriteAllBytes(tree.PathOf(path), text);
            using var file = File.OpenWrite(tree.PathOf(path));
            file.SetLength(TooLarge);
        },
    };

    public static IReadOnlyCollection<string> Names => Ways.Keys;

    /// <summary>Whether a file in this way is denied to everybody but those who are denied nothing.</summary>
    public static bool NeedsAUser(string way) => way is "denied";

    /// <summary>Whether the text is still there, for who takes it in any encoding and length.</summary>
    public static bool LeavesText(string way) => way is "a byte that is no UTF-8" or "too large" || way.StartsWith("UTF-", StringComparison.Ordinal);

    public static TempTree Plant(this TempTree tree, string path, string way, byte[] text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(tree.PathOf(path))!);
        Ways[way](tree, path, text);
        return tree;
    }

    /// <summary>Takes away what lies outside of the tree.</summary>
    public static void Forget(TempTree tree) => File.Delete(tree.Root + ".outside");

    private static void Encoded(TempTree tree, string path, byte[] text, Encoding encoding, bool mark) =>
        File.WriteAllBytes(tree.PathOf(path), [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(Encoding.UTF8.GetString(text))]);
}
