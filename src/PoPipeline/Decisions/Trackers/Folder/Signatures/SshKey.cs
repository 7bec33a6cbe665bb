using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace PoPipeline.Decisions.Trackers.Folder.Signatures;

/// <summary>A public key of SSH, which checks signatures.</summary>
internal abstract class SshKey
{
    private const string Ed25519Name = "ssh-ed25519";
    private const string RsaName = "ssh-rsa";
    private const string EcdsaPrefix = "ecdsa-sha2-";

    /// <summary>Reads one.</summary>
    /// <param name="blob">The key, in the form of RFC 4253, section 6.6.</param>
    /// <exception cref="FormatException">It is damaged, too weak, or of a kind that is not checked here; the message is a sentence without a full stop.</exception>
    public static SshKey Read(ReadOnlySpan<byte> blob)
    {
        var reader = new SshReader(blob);
        var kind = reader.Text();
        SshKey key = kind switch
        {
            Ed25519Name => new Ed25519Key(reader.Bytes().ToArray()),
            RsaName => Rsa(ref reader),
            _ when kind.StartsWith(EcdsaPrefix, StringComparison.Ordinal) => Ecdsa(kind, reader.Text(), reader.Bytes()),
            _ when kind.StartsWith("sk-", StringComparison.Ordinal) => throw new FormatException($"Keys on hardware ('{kind}') are not checked here; sign with one of 'ssh-ed25519'"),
            _ => throw new FormatException("Its key is of a kind that is not known"),
        };
        return reader.IsAtEnd ? key : throw new FormatException("Its key is damaged");
    }

    /// <summary>Checks a signature.</summary>
    /// <param name="text">What was signed.</param>
    /// <param name="signature">The name of the algorithm and the signature of it.</param>
    /// <exception cref="FormatException">The signature is damaged, or of an algorithm that does not go with the key.</exception>
    public bool Verify(byte[] text, ReadOnlySpan<byte> signature)
    {
        var reader = new SshReader(signature);
        var algorithm = reader.Text();
        var value = reader.Bytes();
        return reader.IsAtEnd && Check(algorithm, text, value);
    }

    protected abstract bool Check(string algorithm, byte[] text, ReadOnlySpan<byte> value);

    private static RsaKey Rsa(ref SshReader reader)
    {
        const int LeastBits = 2048;
        const int MostBits = 16384;
        const int LongestExponent = 8;
        var exponent = reader.Unsigned();
        var modulus = reader.Unsigned();
        return modulus.Length * 8 is >= LeastBits and <= MostBits && exponent.Length is > 0 and <= LongestExponent
            ? new RsaKey(new RSAParameters { Exponent = exponent.ToArray(), Modulus = modulus.ToArray() })
            : throw new FormatException($"Its RSA key has not {LeastBits} to {MostBits} bits");
    }

    private static EcdsaKey Ecdsa(string kind, string curve, ReadOnlySpan<byte> point)
    {
        var (named, size, hash) = curve switch
        {
            "nistp256" => (ECCurve.NamedCurves.nistP256, 32, HashAlgorithmName.SHA256),
            "nistp384" => (ECCurve.NamedCurves.nistP384, 48, HashAlgorithmName.SHA384),
            "nistp521" => (ECCurve.NamedCurves.nistP521, 66, HashAlgorithmName.SHA512),
            _ => throw new FormatException("Its key is on a curve that is not known"),
        };

        // 4 stands for a point that is not compressed, the only form that SSH writes.
        return kind == EcdsaPrefix + curve && point.Length == 1 + (2 * size) && point[0] == 4
            ? new EcdsaKey(kind, size, hash, new ECParameters { Curve = named, Q = new ECPoint { X = point[1..(1 + size)].ToArray(), Y = point[(1 + size)..].ToArray() } })
            : throw new FormatException("Its key is damaged");
    }

    private sealed class Ed25519Key(byte[] key) : SshKey
    {
        protected override bool Check(string algorithm, byte[] text, ReadOnlySpan<byte> value) =>
            algorithm == Ed25519Name && key.Length == Ed25519.PublicKeySize && value.Length == Ed25519.SignatureSize
            && Ed25519.Verify(value.ToArray(), 0, key, 0, text, 0, text.Length);
    }

    private sealed class RsaKey(RSAParameters parameters) : SshKey
    {
        protected override bool Check(string algorithm, byte[] text, ReadOnlySpan<byte> value)
        {
            // 'ssh-rsa' as an algorithm is SHA-1.
            HashAlgorithmName? hash = algorithm switch
            {
                "rsa-sha2-256" => HashAlgorithmName.SHA256,
                "rsa-sha2-512" => HashAlgorithmName.SHA512,
                _ => null,
            };
            if (hash is not { } name || value.Length > parameters.Modulus!.Length)
            {
                return false;
            }

            // Some agents leave zeros in front away.
            var padded = new byte[parameters.Modulus.Length];
            value.CopyTo(padded.AsSpan(padded.Length - value.Length));
            using var rsa = Try(() => RSA.Create(parameters));
            return rsa.VerifyData(text, padded, name, RSASignaturePadding.Pkcs1);
        }
    }

    private sealed class EcdsaKey(string kind, int size, HashAlgorithmName hash, ECParameters parameters) : SshKey
    {
        protected override bool Check(string algorithm, byte[] text, ReadOnlySpan<byte> value)
        {
            var reader = new SshReader(value);
            var r = reader.Unsigned();
            var s = reader.Unsigned();
            if (algorithm != kind || !reader.IsAtEnd || r.Length > size || s.Length > size)
            {
                return false;
            }

            var both = new byte[2 * size];
            r.CopyTo(both.AsSpan(size - r.Length));
            s.CopyTo(both.AsSpan(both.Length - s.Length));
            using var ecdsa = Try(() => ECDsa.Create(parameters));
            return ecdsa.VerifyData(text, both, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    private static T Try<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (CryptographicException exception)
        {
            throw new FormatException("Its key is damaged", exception);
        }
    }
}
