using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using PoPipeline.InToto.Keys;

namespace PoPipeline.InToto.Tests;

/// <summary>A key pair that signs as tools of in-toto do.</summary>
internal sealed class TestKey
{
    private readonly Func<byte[], byte[]> sign;

    private TestKey(string type, string scheme, string written, Func<byte[], byte[]> sign)
    {
        this.sign = sign;
        Type = type;
        Scheme = scheme;
        Written = written;
        KeyId = KeyIdentity.Of([type], scheme, [written])[1];
    }

    /// <summary>The names of the keys that there are, each of which is made once.</summary>
    public static TestKey Alice { get; } = Rsa();

    public static TestKey Bob { get; } = Rsa();

    public static TestKey Carl { get; } = Ed25519();

    public static TestKey Dora { get; } = Ecdsa(ECCurve.NamedCurves.nistP256, "ecdsa-sha2-nistp256", HashAlgorithmName.SHA256);

    public static TestKey Erik { get; } = Ecdsa(ECCurve.NamedCurves.nistP384, "ecdsa-sha2-nistp384", HashAlgorithmName.SHA384);

    public static TestKey Fran { get; } = Ecdsa(ECCurve.NamedCurves.nistP521, "ecdsa-sha2-nistp521", HashAlgorithmName.SHA512);

    public static TestKey Gus { get; } = Ed25519();

    public static TestKey[] All => [Alice, Bob, Carl, Dora, Erik, Fran, Gus];

    public string Type { get; }

    public string Scheme { get; }

    /// <summary>The public key as layouts hold it.</summary>
    public string Written { get; }

    /// <summary>The id that the reference implementation gives the key.</summary>
    public string KeyId { get; }

    /// <summary>The id of the specification.</summary>
    public string PlainKeyId => KeyIdentity.Of([Type], Scheme, [Written])[0];

    public VerificationKey Verification => VerificationKey.Parse(File).Value ?? throw new InvalidOperationException("The key cannot be read.");

    /// <summary>The public key as a file: PEM for RSA, JSON for others.</summary>
    public string File => Type is "rsa" ? Written + "\n" : Json(withId: false).ToJsonString();

    public byte[] Sign(byte[] data) => sign(data);

    public JsonObject Json(bool withId = true)
    {
        var key = new JsonObject
        {
            ["keytype"] = Type,
            ["scheme"] = Scheme,
            ["keyid_hash_algorithms"] = new JsonArray("sha256", "sha512"),
            ["keyval"] = new JsonObject { ["private"] = "", ["public"] = Written },
        };
        if (withId)
        {
            key["keyid"] = KeyId;
        }

        return key;
    }

    public static TestKey Rsa(int bits = 2048)
    {
        var rsa = RSA.Create(bits);
        return new("rsa", "rsassa-pss-sha256", rsa.ExportSubjectPublicKeyInfoPem(), data => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss));
    }

    private static TestKey Ecdsa(ECCurve curve, string scheme, HashAlgorithmName hash)
    {
        var ecdsa = ECDsa.Create(curve);
        return new("ecdsa", scheme, ecdsa.ExportSubjectPublicKeyInfoPem(), data => ecdsa.SignData(data, hash, DSASignatureFormat.Rfc3279DerSequence));
    }

    private static TestKey Ed25519()
    {
        var key = new Ed25519PrivateKeyParameters(new SecureRandom());
        return new("ed25519", "ed25519", Convert.ToHexStringLower(key.GeneratePublicKey().GetEncoded()), data =>
        {
            var signature = new byte[64];
            key.Sign(Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.Algorithm.Ed25519, ctx: null, data, 0, data.Length, signature, 0);
            return signature;
        });
    }
}
