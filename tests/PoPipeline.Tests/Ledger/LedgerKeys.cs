using System.Collections.Immutable;
using System.Security.Cryptography;
using PoPipeline.Ledger;

namespace PoPipeline.Tests.Ledger;

/// <summary>Keys for tests.</summary>
internal static class LedgerKeys
{
    /// <summary>The kinds that <see cref="Signer"/> knows.</summary>
    public static readonly string[] Kinds = ["none", "ed25519", "ecdsa"];

    private static readonly Lazy<string> Ecdsa = new(() =>
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    });

    /// <summary>The private key of RFC 8410, section 10.3.</summary>
    public static string Ed25519Pem { get; } = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
        -----END PRIVATE KEY-----
        """;

    /// <summary>A private key on P-256.</summary>
    public static string EcdsaPem => Ecdsa.Value;

    /// <summary>A signer of a kind; null for none.</summary>
    public static LedgerSigner? Signer(string kind) => kind switch
    {
        "ed25519" => LedgerSigner.OfPem(Ed25519Pem),
        "ecdsa" => LedgerSigner.OfPem(EcdsaPem, "example.com/ledger"),
        _ => null,
    };

    /// <summary>What a verifier knows of a signer.</summary>
    public static ImmutableArray<NoteVerifier> Known(LedgerSigner? signer) => signer is null ? [] : [signer.Verifier];
}
