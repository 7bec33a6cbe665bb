using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace PoPipeline.InToto.Keys;

/// <summary>
/// The ids of a key: the SHA-256 of its canonical JSON. The specification hashes type, scheme and key; most tools hash the names of two hash algorithms
/// with them, and tools differ in whether a key in PEM ends with a line feed.
/// </summary>
internal static class KeyIdentity
{
    private const string Algorithms = "\"keyid_hash_algorithms\":[\"sha256\",\"sha512\"],";

    /// <summary>The ids, that of the specification first.</summary>
    /// <param name="types">The types that tools give the key.</param>
    /// <param name="scheme">How it signs.</param>
    /// <param name="texts">The key as tools write it.</param>
    public static ImmutableArray<string> Of(string[] types, string scheme, string[] texts) =>
    [
        .. from type in types
           from text in texts.Select(text => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal))
           from written in text.StartsWith("-----", StringComparison.Ordinal) ? new[] { text, text + "\n" } : [text]
           from algorithms in new[] { "", Algorithms }
           select Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
               $"{{{algorithms}\"keytype\":\"{type}\",\"keyval\":{{\"public\":\"{written}\"}},\"scheme\":\"{scheme}\"}}"))),
    ];
}
