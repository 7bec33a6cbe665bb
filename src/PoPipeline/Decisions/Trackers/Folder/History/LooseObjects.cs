using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using PoPipeline.Forges;
using PoPipeline.Sources;

namespace PoPipeline.Decisions.Trackers.Folder.History;

/// <summary>
/// Looks whether the objects of a repository that lie in files of their own are whole, before libgit2 reads them: it never returns from
/// one that was cut off, as a machine that lost power leaves them.
/// </summary>
internal static class LooseObjects
{
    private const int MaximumObjects = 200_000;
    private const int LongestHeader = 32;
    private const int MaximumAlternates = 64 * 1024;
    private const int TrailerLength = 4;

    /// <summary>Checks every commit and every folder; the content of files is checked when one is read.</summary>
    /// <param name="objects">The folder of the objects, absolute.</param>
    /// <exception cref="ForgeException">One is damaged, or there are too many.</exception>
    public static void Check(string objects)
    {
        foreach (var folder in Borrowed(objects).Prepend(objects))
        {
            CheckFolder(folder);
        }
    }

    /// <summary>Checks one object, where it lies in a file of its own.</summary>
    /// <param name="objects">The folder of the objects, absolute.</param>
    /// <param name="name">The name of the object.</param>
    /// <exception cref="ForgeException">It is damaged.</exception>
    public static void Check(string objects, string name)
    {
        foreach (var file in Borrowed(objects).Prepend(objects).Select(folder => new FileInfo(Path.Combine(folder, name[..2], name[2..]))).Where(file => file.Exists))
        {
            Check(file, withContent: true);
        }
    }

    private static void CheckFolder(string objects)
    {
        var folder = new DirectoryInfo(objects);
        var files = !folder.Exists ? [] : folder.EnumerateDirectories("??")
            .Where(directory => IsHexadecimal(directory.Name))
            .SelectMany(directory => directory.EnumerateFiles().Where(file => file.Name.Length is 38 or 62 && IsHexadecimal(file.Name)));
        var count = 0;
        foreach (var file in files)
        {
            if (++count > MaximumObjects)
            {
                throw new ForgeException($"The repository has more than {MaximumObjects} objects in files of their own. Run `git gc`.");
            }

            Check(file, withContent: false);
        }
    }

    // A clone with `--shared` or `--reference` has the objects of another.
    private static List<string> Borrowed(string objects)
    {
        var file = Path.Combine(objects, "info", "alternates");
        return !File.Exists(file) ? [] :
        [
            .. Encoding.UTF8.GetString(BoundedFile.Read(file, MaximumAlternates)).Split('\n')
                .Select(line => line.TrimEnd('\r'))
                .Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => Path.GetFullPath(line, objects)),
        ];
    }

    private static void Check(FileInfo file, bool withContent)
    {
        // A pipe has no size either, and would never end.
        if (file.Length > TrailerLength)
        {
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (IsWhole(stream, withContent))
            {
                return;
            }
        }

        throw new ForgeException($"The object {file.Directory?.Name}{file.Name} of the repository is damaged. Check it with `git fsck`, or clone again.");
    }

    private static bool IsWhole(FileStream stream, bool withContent)
    {
        Span<byte> trailer = stackalloc byte[TrailerLength];
        stream.Position = stream.Length - TrailerLength;
        stream.ReadExactly(trailer);
        stream.Position = 0;
        try
        {
            using var inflated = new ZLibStream(stream, CompressionMode.Decompress, leaveOpen: true);
            var buffer = new byte[8192];
            var read = inflated.ReadAtLeast(buffer, LongestHeader, throwOnEndOfStream: false);
            var header = buffer.AsSpan(0, read).IndexOf((byte)0);
            var words = header < 0 ? [] : Encoding.ASCII.GetString(buffer, 0, header).Split(' ');
            if (words is not [var kind, var digits] || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            {
                return false;
            }

            if (size > GitLimits.Tree || (kind is "blob" && !withContent))
            {
                // Too large to be read is told elsewhere, and with its size.
                return true;
            }

            var sum = new Adler32();
            var left = header + 1 + size;
            for (; read > 0 && left >= read; read = inflated.Read(buffer))
            {
                sum.Add(buffer.AsSpan(0, read));
                left -= read;
            }

            return read == 0 && left == 0 && sum.Value == BinaryPrimitives.ReadUInt32BigEndian(trailer);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static bool IsHexadecimal(string name) => name.All(char.IsAsciiHexDigitLower);

    // The sum at the end of what zlib wrote, RFC 1950, section 8.2.
    private struct Adler32()
    {
        private const uint Modulus = 65521;
        private uint low = 1;
        private uint high;

        public readonly uint Value => (high << 16) | low;

        public void Add(ReadOnlySpan<byte> bytes)
        {
            foreach (var value in bytes)
            {
                low = (low + value) % Modulus;
                high = (high + low) % Modulus;
            }
        }
    }
}
