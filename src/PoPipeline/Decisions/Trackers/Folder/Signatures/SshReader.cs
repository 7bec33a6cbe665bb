using System.Buffers.Binary;
using System.Text;

namespace PoPipeline.Decisions.Trackers.Folder.Signatures;

/// <summary>Reads the data types of RFC 4251, section 5, which all of SSH is written in.</summary>
/// <param name="bytes">The bytes.</param>
internal ref struct SshReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    /// <summary>Whether everything was read.</summary>
    public readonly bool IsAtEnd => rest.IsEmpty;

    /// <summary>A number of 32 bits.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public uint Number()
    {
        var number = BinaryPrimitives.ReadUInt32BigEndian(Take(sizeof(uint)));
        return number;
    }

    /// <summary>One byte.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public byte Byte() => Take(1)[0];

    /// <summary>Bytes with their length before them.</summary>
    /// <exception cref="FormatException">There are none.</exception>
    public ReadOnlySpan<byte> Bytes()
    {
        var length = Number();
        return length <= rest.Length ? Take((int)length) : throw Damaged();
    }

    /// <summary>Bytes that are ASCII.</summary>
    /// <exception cref="FormatException">There are none, or they are not.</exception>
    public string Text()
    {
        var text = Bytes();
        return Ascii.IsValid(text) ? Encoding.ASCII.GetString(text) : throw Damaged();
    }

    /// <summary>A number that is not negative, of any length, without the zeros in front.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public ReadOnlySpan<byte> Unsigned()
    {
        var number = Bytes();
        return number.IsEmpty || number[0] < 0x80 ? number.TrimStart((byte)0) : throw Damaged();
    }

    /// <summary>As many bytes as asked for.</summary>
    /// <exception cref="FormatException">There are not as many.</exception>
    public ReadOnlySpan<byte> Take(int length)
    {
        if (length > rest.Length)
        {
            throw Damaged();
        }

        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    private static FormatException Damaged() => new("It is damaged");
}
