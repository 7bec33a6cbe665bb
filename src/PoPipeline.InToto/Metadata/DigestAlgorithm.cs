using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PoPipeline.InToto.Metadata;

/// <summary>
/// What digests may be of, by the field type DigestSet of in-toto's attestations, and how many hexadecimal digits they have. Left out are <c>md5</c>, <c>ripemd160</c> and <c>gost</c>,
/// which whoever verifies should not accept, and <c>shake128</c> and <c>shake256</c>, whose digests are of any length.
/// </summary>
/// <remarks>Source: https://github.com/in-toto/attestation/blob/main/spec/v1/digest_set.md.</remarks>
public static class DigestAlgorithm
{
    private const int Bits160 = 40;
    private const int Bits224 = 56;
    private const int Bits256 = 64;
    private const int Bits384 = 96;
    private const int Bits512 = 128;

    private static readonly FrozenDictionary<string, ImmutableArray<int>> Lengths = new Dictionary<string, ImmutableArray<int>>(StringComparer.Ordinal)
    {
        ["sha256"] = [Bits256],
        ["sha384"] = [Bits384],
        ["sha512"] = [Bits512],
        ["sha224"] = [Bits224],
        ["sha512_224"] = [Bits224],
        ["sha512_256"] = [Bits256],
        ["sha3_224"] = [Bits224],
        ["sha3_256"] = [Bits256],
        ["sha3_384"] = [Bits384],
        ["sha3_512"] = [Bits512],
        ["blake2b"] = [Bits512],
        ["blake2s"] = [Bits256],
        ["sm3"] = [Bits256],
        ["sha1"] = [Bits160],
        ["dirHash"] = [Bits256],
        ["gitCommit"] = [Bits160, Bits256],
        ["gitTree"] = [Bits160, Bits256],
        ["gitBlob"] = [Bits160, Bits256],
        ["gitTag"] = [Bits160, Bits256],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names, in ordinal order.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Lengths.Keys.Order(StringComparer.Ordinal)];

    /// <summary>How many digits a digest may have; empty where the algorithm is not known. Names are told apart by their case.</summary>
    /// <param name="name">The name of the algorithm.</param>
    public static ImmutableArray<int> LengthsOf(string name) => Lengths.GetValueOrDefault(name, []);
}
