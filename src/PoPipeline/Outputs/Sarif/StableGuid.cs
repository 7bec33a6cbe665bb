using System.Security.Cryptography;
using System.Text;

namespace PoPipeline.Outputs.Sarif;

/// <summary>GUIDs that follow from names, so that the same thing has the same GUID in every report.</summary>
internal static class StableGuid
{
    private const string Space = "popipeline/guid/1\n";

    /// <summary>The GUID of a name: version 8 of RFC 9562, filled from SHA-256.</summary>
    public static Guid Of(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(Space + name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
