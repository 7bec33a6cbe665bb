using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PoPipeline.InToto.Json;
using PoPipeline.Ledger;

namespace PoPipeline.InToto.Keys;

/// <summary>Reads public keys. Never throws.</summary>
internal static class KeyReader
{
    private const string SpkiLabel = "PUBLIC KEY";
    private const string Pkcs1Label = "RSA PUBLIC KEY";
    private const string RsaAlgorithm = "1.2.840.113549.1.1.1";
    private const string DefaultRsa = "rsassa-pss-sha256";
    private const string DefaultEd25519 = "ed25519";
    private const int Ed25519Length = 32;
    private const int SmallestRsa = 2048;
    private const int LargestRsa = 8192;
    private const int LargestExponent = 8;

    /// <summary>Reads a key as people give it.</summary>
    /// <param name="text">PEM, JSON of securesystemslib, or the hexadecimal digits of an Ed25519 key.</param>
    /// <returns>The key, or what is wrong, as a clause.</returns>
    public static Parsed<VerificationKey> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        return text.Length > Limits.KeyLength ? new("it is too long for a key")
            : trimmed.Contains("-----BEGIN PGP", StringComparison.Ordinal) ? new("it is a key of OpenPGP, which is not supported; name one in PEM")
            : trimmed.StartsWith('{') ? ReadJson(trimmed)
            : trimmed.Contains("-----BEGIN", StringComparison.Ordinal) ? OfPem(trimmed, type: null, scheme: null, stated: [])
            : HexOf(trimmed) is { } bytes ? OfEd25519(bytes, stated: [])
            : new("it is neither a public key in PEM, nor JSON of securesystemslib, nor the 64 hexadecimal digits of an Ed25519 key");
    }

    /// <summary>Reads a key as layouts hold it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="stated">The ids that it is said to have.</param>
    /// <returns>The key, or why it cannot be used, as a clause.</returns>
    /// <exception cref="FaultException">It is not of the form of a key.</exception>
    public static Parsed<VerificationKey> Read(JsonView key, ImmutableArray<string> stated)
    {
        if (key.Find("method") is not null || key.Find("hashes") is not null)
        {
            return new("it is a key of OpenPGP, which is not supported");
        }

        var type = key.Need("keytype").Text();
        var scheme = key.Need("scheme").Text();
        var values = key.Need("keyval");
        if (values.Find("private") is { } secret && secret.Text().Length > 0)
        {
            throw secret.Wrong("a private key stands where public keys belong; whoever reads it can sign with it: replace the key");
        }

        var written = values.Find("public")?.Text() ?? "";
        var ids = stated.Add(key.Find("keyid")?.Text() ?? "").Where(id => id.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToImmutableArray();
        return written.Length == 0 && values.Find("certificate") is not null ? new("it is a certificate, which is not supported")
            : type is not ("rsa" or DefaultEd25519 or "ecdsa" or "ecdsa-sha2-nistp256" or "ecdsa-sha2-nistp384" or "ecdsa-sha2-nistp521") ? new($"its type '{Shown.Of(type)}' is not supported")
            : type is DefaultEd25519 && !written.Contains("-----BEGIN", StringComparison.Ordinal)
                ? scheme is DefaultEd25519 && HexOf(written) is { } bytes ? OfEd25519(bytes, ids) : new("it is not the 64 hexadecimal digits of an Ed25519 key")
            : OfPem(written, type, scheme, ids);
    }

    /// <summary>Takes an Ed25519 key.</summary>
    /// <param name="bytes">Its 32 bytes.</param>
    /// <param name="stated">The ids that it is said to have.</param>
    public static Parsed<VerificationKey> OfEd25519(byte[] bytes, ImmutableArray<string> stated)
    {
        if (Ed25519Algorithm.OfPublic(bytes) is not { } algorithm)
        {
            return new("it is not a point that an Ed25519 key can be");
        }

        var written = Convert.ToHexStringLower(bytes);
        return new(new VerificationKey(DefaultEd25519, DefaultEd25519, Hash($"ed25519:{written}"), [.. KeyIdentity.Of([DefaultEd25519], DefaultEd25519, [written]), .. stated], new Ed25519Verifying(algorithm)));
    }

    /// <summary>Takes a key in a SubjectPublicKeyInfo.</summary>
    /// <param name="der">The bytes.</param>
    /// <param name="written">The key as it was written; null for the usual form.</param>
    /// <param name="scheme">How it signs; null for what is usual.</param>
    /// <param name="stated">The ids that it is said to have.</param>
    public static Parsed<VerificationKey> OfDer(byte[] der, string? written, string? scheme, ImmutableArray<string> stated) => KeyContainer.AlgorithmOf(der, isPrivate: false) switch
    {
        KeyContainer.Ed25519 when scheme is null or DefaultEd25519 => KeyContainer.PublicKeyOf(der) is { Length: Ed25519Length } bytes ? OfEd25519(bytes, stated) : new("it is no Ed25519 key"),
        KeyContainer.Ecdsa => OfEcdsa(der, written, scheme, stated),
        RsaAlgorithm => OfRsa(rsa => Import(rsa, der), written, scheme, stated),
        _ => new("it is neither RSA, nor ECDSA, nor Ed25519, or signs as none of them does"),
    };

    private static Parsed<VerificationKey> ReadJson(string text)
    {
        try
        {
            var source = new JsonSource(Encoding.UTF8.GetBytes(text));
            return Read(new JsonView(source, source.Read(), "the key", at: 0), []);
        }
        catch (FaultException exception)
        {
            return new($"{exception.Fault.Reason} ({exception.Fault.Place})");
        }
    }

    private static Parsed<VerificationKey> OfPem(string pem, string? type, string? scheme, ImmutableArray<string> stated)
    {
        var written = pem.ReplaceLineEndings("\n").Trim();
        if (pem.Length > Limits.KeyLength)
        {
            return new("it is too long for a key");
        }

        var key = PemText.HasSeveral(written) ? new(PemText.Several)
            : PemText.Read(written, SpkiLabel) is { } der ? OfDer(der, written, scheme, stated)
            : PemText.Read(written, Pkcs1Label) is { } pkcs1 ? OfRsa(rsa => ImportPkcs1(rsa, pkcs1), written, scheme, stated)
            : new(written.Contains("PRIVATE KEY-----", StringComparison.Ordinal) ? "it is a private key, where a public one belongs" : "it holds no public key in PEM; keys of OpenPGP and certificates are not supported");
        return key.Value is { } value && type is not null && !type.StartsWith(value.Type, StringComparison.Ordinal) ? new($"it is said to be of type '{Shown.Of(type)}', and is of '{value.Type}'") : key;
    }

    private static Parsed<VerificationKey> OfRsa(Func<RSA, bool> import, string? written, string? scheme, ImmutableArray<string> stated)
    {
        var (hash, isPss) = scheme switch
        {
            null or DefaultRsa => (HashAlgorithmName.SHA256, true),
            "rsassa-pss-sha384" => (HashAlgorithmName.SHA384, true),
            "rsassa-pss-sha512" => (HashAlgorithmName.SHA512, true),
            "rsa-pkcs1v15-sha256" => (HashAlgorithmName.SHA256, false),
            "rsa-pkcs1v15-sha384" => (HashAlgorithmName.SHA384, false),
            "rsa-pkcs1v15-sha512" => (HashAlgorithmName.SHA512, false),
            _ => (default, false),
        };
        if (hash.Name is null)
        {
            return new($"its scheme '{Shown.Of(scheme ?? "")}' is not supported; RSA signs by rsassa-pss-sha256");
        }

        RSA? taken = null;
        try
        {
            taken = RSA.Create();
            if (!import(taken))
            {
                return new("it holds more than a key");
            }

            var exponent = taken.ExportParameters(includePrivateParameters: false).Exponent ?? [];
            if (taken.KeySize is < SmallestRsa or > LargestRsa || exponent.Length > LargestExponent || exponent is [] or [1] || exponent[^1] % 2 == 0)
            {
                return new($"its modulus has {taken.KeySize} bits, where {SmallestRsa} to {LargestRsa} are taken, or its exponent is none of RSA");
            }

            var spki = taken.ExportSubjectPublicKeyInfo();
            string[] texts = [.. new[] { written, Pem(spki) }.OfType<string>().Distinct(StringComparer.Ordinal)];
            var key = new VerificationKey("rsa", scheme ?? DefaultRsa, Hash(spki), [.. KeyIdentity.Of(["rsa"], scheme ?? DefaultRsa, texts), .. stated], new RsaVerifying(taken, hash, isPss));
            taken = null;
            return new(key);
        }
        catch (CryptographicException)
        {
            return new("it is no RSA key");
        }
        finally
        {
            taken?.Dispose();
        }
    }

    private static Parsed<VerificationKey> OfEcdsa(byte[] der, string? written, string? scheme, ImmutableArray<string> stated)
    {
        ECDsa? taken = null;
        try
        {
            taken = ECDsa.Create();
            taken.ImportSubjectPublicKeyInfo(der, out var read);
            // A key can describe a curve of its own, which has no name.
            var curve = taken.ExportParameters(includePrivateParameters: false).Curve;
            var (own, hash) = (curve.IsNamed ? curve.Oid.Value : null) switch
            {
                "1.2.840.10045.3.1.7" => ("ecdsa-sha2-nistp256", HashAlgorithmName.SHA256),
                "1.3.132.0.34" => ("ecdsa-sha2-nistp384", HashAlgorithmName.SHA384),
                "1.3.132.0.35" => ("ecdsa-sha2-nistp521", HashAlgorithmName.SHA512),
                _ => ("", default),
            };
            if (read != der.Length || own.Length == 0)
            {
                return new("its curve is none of P-256, P-384 and P-521");
            }

            if (scheme is not null && scheme != own)
            {
                return new($"its scheme '{Shown.Of(scheme)}' is not that of its curve, '{own}'");
            }

            string[] texts = [.. new[] { written, Pem(der) }.OfType<string>().Distinct(StringComparer.Ordinal)];
            var key = new VerificationKey("ecdsa", own, Hash(taken.ExportSubjectPublicKeyInfo()), [.. KeyIdentity.Of(["ecdsa", own], own, texts), .. stated], new EcdsaVerifying(taken, hash));
            taken = null;
            return new(key);
        }
        catch (Exception exception) when (exception is CryptographicException or PlatformNotSupportedException)
        {
            return new("it is no key on P-256, P-384 or P-521");
        }
        finally
        {
            taken?.Dispose();
        }
    }

    private static bool Import(RSA rsa, byte[] der)
    {
        rsa.ImportSubjectPublicKeyInfo(der, out var read);
        return read == der.Length;
    }

    private static bool ImportPkcs1(RSA rsa, byte[] der)
    {
        rsa.ImportRSAPublicKey(der, out var read);
        return read == der.Length;
    }

    private static string Pem(byte[] spki) => PemEncoding.WriteString(SpkiLabel, spki);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));

    private static byte[]? HexOf(string text) => text.Length == Ed25519Length * 2 && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : null;
}
