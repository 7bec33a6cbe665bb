using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PoPipeline.Doubles.GitLab.State;

/// <summary>The content of a file.</summary>
internal sealed class Blob(ImmutableArray<byte> content)
{
    /// <summary>The bytes.</summary>
    public ImmutableArray<byte> Content { get; } = content;

    /// <summary>Git's own identifier of the bytes.</summary>
    public string Id { get; } = GitHash("blob", content.AsSpan());

    /// <summary>The identifier that git gives an object.</summary>
    /// <param name="kind">blob, tree or commit.</param>
    /// <param name="bytes">The object.</param>
    public static string GitHash(string kind, ReadOnlySpan<byte> bytes)
    {
        byte[] hashed = [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind} {bytes.Length}\0")), .. bytes];
#pragma warning disable CA5350 // Git names objects by SHA-1; nothing is secured by it here.
        return Convert.ToHexStringLower(SHA1.HashData(hashed));
#pragma warning restore CA5350
    }
}
