using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace PoPipeline.Sources.Git;

/// <summary>Reads the list of tracked files from an index of git, versions 2, 3 and 4, as in git's <c>gitformat-index</c>.</summary>
internal static class GitIndex
{
    private const int HeaderLength = 12;
    private const int StatLength = 40;
    private const int ModeOffset = 24;
    private const uint TypeMask = 0xF000;
    private const uint Folder = 0x4000;
    private const uint Submodule = 0xE000;
    private const int ExtendedFlag = 0x4000;
    private const int AssumeUnchangedFlag = 0x8000;
    private const int SkipWorktreeFlag = 0x4000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the tracked files; a submodule is a repository of its own, and none of them.</summary>
    /// <param name="index">The bytes of the index.</param>
    /// <param name="hashLength">The length of an object's name: 20, or 32 for SHA-256.</param>
    /// <param name="prefix">The folder to list, with a slash at its end; empty for all.</param>
    /// <param name="gaps">Receives why the list is not complete.</param>
    /// <param name="submodules">Receives the submodules below the folder, relative to it.</param>
    /// <returns>The files below the folder, relative to it, in ordinal order.</returns>
    /// <exception cref="GitFormatException">The index is split, damaged, or of a version that is not known.</exception>
    public static ImmutableArray<string> Read(ReadOnlySpan<byte> index, int hashLength, string prefix, ICollection<string> gaps, ICollection<string> submodules)
    {
        var (version, count) = Header(index, hashLength);
        var reader = new Entries(index, hashLength, version);
        var folder = Encoding.UTF8.GetBytes(prefix);
        var files = ImmutableArray.CreateBuilder<string>((int)count);
        var odd = 0;
        for (var entry = 0; entry < count; entry++)
        {
            var mode = reader.Next(out var path);
            if (!path.StartsWith(folder))
            {
                continue;
            }

            var type = mode & TypeMask;
            if (type is Folder)
            {
                gaps.Add($"the index is sparse: '{Encoding.UTF8.GetString(path)}' is listed as a whole only; `git sparse-checkout reapply --no-sparse-index` lists its files");
            }
            else if (NameOf(path[folder.Length..]) is not { } name)
            {
                odd++;
            }
            else if (type is Submodule)
            {
                submodules.Add(name);
            }
            else if (files.Count == 0 || files[^1] != name)
            {
                // A path with a merge conflict is listed up to three times.
                files.Add(name);
            }
        }

        if (reader.Position > index.Length - hashLength)
        {
            throw new GitFormatException("it is cut off");
        }

        RefuseUnknownExtensions(index[reader.Position..^hashLength]);
        if (odd > 0)
        {
            gaps.Add($"{odd} tracked paths are not valid UTF-8 or could not lie in a repository");
        }

        // Git orders by bytes, which is ordinal but for characters beyond the basic plane.
        files.Sort(StringComparer.Ordinal);
        return files.DrainToImmutable();
    }

    /// <summary>The name of the object that is staged for a file; null where there is none, or several because of a conflict.</summary>
    /// <param name="index">The bytes of the index.</param>
    /// <param name="hashLength">The length of an object's name.</param>
    /// <param name="path">The file, relative to the top of the working tree, with forward slashes.</param>
    /// <exception cref="GitFormatException">The index is damaged, or of a version that is not known.</exception>
    public static byte[]? ObjectOf(ReadOnlySpan<byte> index, int hashLength, string path)
    {
        var (version, count) = Header(index, hashLength);
        var reader = new Entries(index, hashLength, version);
        var name = Encoding.UTF8.GetBytes(path);
        var found = new List<byte[]>();
        for (var entry = 0; entry < count; entry++)
        {
            var start = reader.Position;
            reader.Next(out var whole);
            if (whole.SequenceEqual(name))
            {
                found.Add(index.Slice(start + StatLength, hashLength).ToArray());
            }
        }

        return found is [var only] ? only : null;
    }

    /// <summary>What git was told not to look at in the working tree: files, and folders of a sparse index, which end with a slash.</summary>
    /// <param name="index">The bytes of the index.</param>
    /// <param name="hashLength">The length of an object's name.</param>
    /// <exception cref="GitFormatException">The index is damaged, or of a version that is not known.</exception>
    public static ImmutableArray<UnwatchedFile> Unwatched(ReadOnlySpan<byte> index, int hashLength)
    {
        var (version, count) = Header(index, hashLength);
        var reader = new Entries(index, hashLength, version);
        var found = ImmutableArray.CreateBuilder<UnwatchedFile>();
        for (var entry = 0; entry < count; entry++)
        {
            reader.Next(out var path);
            if (reader.IsSkipped || reader.IsAssumedUnchanged)
            {
                found.Add(new UnwatchedFile(Encoding.UTF8.GetString(path), reader.IsSkipped));
            }
        }

        return found.DrainToImmutable();
    }

    private static (uint Version, uint Count) Header(ReadOnlySpan<byte> index, int hashLength)
    {
        if (index.Length < HeaderLength + hashLength || !index.StartsWith("DIRC"u8))
        {
            throw new GitFormatException("it does not start as an index does");
        }

        var version = BinaryPrimitives.ReadUInt32BigEndian(index[4..]);
        if (version is not (2 or 3 or 4))
        {
            throw new GitFormatException($"its version {version} is not known");
        }

        var count = BinaryPrimitives.ReadUInt32BigEndian(index[8..]);
        return count > (index.Length - HeaderLength) / (StatLength + hashLength + 3) ? throw new GitFormatException("it is cut off") : (version, count);
    }

    private static string? NameOf(ReadOnlySpan<byte> path)
    {
        if (path.IsEmpty || path[0] == '/')
        {
            return null;
        }

        try
        {
            var name = Strict.GetString(path);
            return name.StartsWith("../", StringComparison.Ordinal) || name.Contains("/../", StringComparison.Ordinal) || name is ".." ? null : name;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // An extension whose name starts with a small letter must be understood to read the list rightly.
    private static void RefuseUnknownExtensions(ReadOnlySpan<byte> rest)
    {
        while (rest.Length >= 8)
        {
            var name = rest[..4];
            var size = BinaryPrimitives.ReadUInt32BigEndian(rest[4..]);
            if (name.SequenceEqual("link"u8))
            {
                throw new GitFormatException("it is split in two; `git update-index --no-split-index` joins it");
            }

            if (name[0] is >= (byte)'a' and <= (byte)'z' && !name.SequenceEqual("sdir"u8))
            {
                throw new GitFormatException($"its extension '{Encoding.ASCII.GetString(name)}' is not known");
            }

            if (size > rest.Length - 8)
            {
                throw new GitFormatException("it is cut off");
            }

            rest = rest[(8 + (int)size)..];
        }
    }

    private ref struct Entries(ReadOnlySpan<byte> index, int hashLength, uint version)
    {
        private readonly ReadOnlySpan<byte> index = index;
        private readonly byte[] path = new byte[64 * 1024];
        private int pathLength;

        public int Position { get; private set; } = HeaderLength;

        public bool IsAssumedUnchanged { get; private set; }

        public bool IsSkipped { get; private set; }

        public uint Next(out ReadOnlySpan<byte> whole)
        {
            var start = Position;
            var mode = BinaryPrimitives.ReadUInt32BigEndian(Slice(start + ModeOffset, 4));
            var flags = BinaryPrimitives.ReadUInt16BigEndian(Slice(start + StatLength + hashLength, 2));
            var name = start + StatLength + hashLength + 2;
            IsAssumedUnchanged = (flags & AssumeUnchangedFlag) != 0;
            IsSkipped = false;
            if (version >= 3 && (flags & ExtendedFlag) != 0)
            {
                IsSkipped = (BinaryPrimitives.ReadUInt16BigEndian(Slice(name, 2)) & SkipWorktreeFlag) != 0;
                name += 2;
            }

            if (version == 4)
            {
                pathLength -= Strip(ref name);
                if (pathLength < 0)
                {
                    throw new GitFormatException("a path in it cannot be rebuilt");
                }
            }
            else
            {
                pathLength = 0;
            }

            var rest = Slice(name, 0, toEnd: true);
            var length = rest.IndexOf((byte)0);
            if (length < 0 || pathLength + length > path.Length)
            {
                throw new GitFormatException("it is cut off");
            }

            rest[..length].CopyTo(path.AsSpan(pathLength));
            pathLength += length;

            // Up to version 3, one to eight zeros follow, so that the entry's length is a multiple of eight.
            var end = name + length + 1;
            Position = version == 4 ? end : start + ((name + length - start + 8) & ~7);
            whole = path.AsSpan(0, pathLength);
            return mode;
        }

        // How many bytes of the path before are dropped, in git's variable-width form.
        private readonly int Strip(ref int position)
        {
            var current = Slice(position++, 1)[0];
            var value = (long)(current & 0x7F);
            while ((current & 0x80) != 0)
            {
                current = Slice(position++, 1)[0];
                value = ((value + 1) << 7) | (uint)(current & 0x7F);
                if (value > int.MaxValue)
                {
                    throw new GitFormatException("a path in it cannot be rebuilt");
                }
            }

            return (int)value;
        }

        private readonly ReadOnlySpan<byte> Slice(int start, int length, bool toEnd = false)
        {
            if (start < 0 || start > index.Length - length)
            {
                throw new GitFormatException("it is cut off");
            }

            return toEnd ? index[start..] : index.Slice(start, length);
        }
    }
}
