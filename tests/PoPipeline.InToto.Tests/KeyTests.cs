using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;
using PoPipeline.InToto.Keys;

namespace PoPipeline.InToto.Tests;

/// <summary>Keys are read in the forms that tools write, and verify what those sign.</summary>
public sealed class KeyTests
{
    private static readonly byte[] Data = "data"u8.ToArray();
    private static readonly RSA Salted = RSA.Create(2048);

    public static TheoryData<int> Keys => [.. Enumerable.Range(0, TestKey.All.Length)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_key_verifies_what_it_signed_and_nothing_else(int index)
    {
        var key = TestKey.All[index];
        var signature = key.Sign(Data);

        Assert.True(key.Verification.Verify(Data, [.. signature]));
        Assert.False(key.Verification.Verify("date"u8.ToArray(), [.. signature]));
        Assert.False(key.Verification.Verify(Data, []));
        Assert.False(key.Verification.Verify(Data, [.. signature[..^1]]));
        Assert.False(key.Verification.Verify(Data, [.. signature, 0]));
        Assert.All(TestKey.All.Where(other => other != key), other => Assert.False(other.Verification.Verify(Data, [.. signature])));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_key_is_the_same_in_every_form(int index)
    {
        var key = TestKey.All[index];
        var forms = new List<string> { key.File, key.Json().ToJsonString(), key.Json(withId: false).ToJsonString(), $"\r\n {key.File} \r\n", key.Written };
        if (key.Type is not "ed25519")
        {
            forms.Add(key.Written.ReplaceLineEndings("\r\n"));
        }

        Assert.All(forms, form => Assert.Equal((key.Verification.Material, key.Type, key.Scheme), (VerificationKey.Parse(form).Value!.Material, VerificationKey.Parse(form).Value!.Type, VerificationKey.Parse(form).Value!.Scheme)));
        Assert.All(forms, form => Assert.True(VerificationKey.Parse(form).Value!.Has(key.KeyId) && VerificationKey.Parse(form).Value!.Has(key.PlainKeyId)));
    }

    [Fact]
    public void RSA_is_read_in_PKCS_1_too()
    {
        using var rsa = RSA.Create(2048);

        var first = VerificationKey.Parse(rsa.ExportRSAPublicKeyPem()).Value!;
        var second = VerificationKey.Parse(rsa.ExportSubjectPublicKeyInfoPem()).Value!;

        Assert.Equal(first.Material, second.Material);
        Assert.True(first.Has(second.KeyId));
    }

    [Fact]
    public void Ed25519_is_read_in_PEM_too()
    {
        var hex = TestKey.Carl.Written;
        var pem = PemEncoding.WriteString("PUBLIC KEY", [.. Convert.FromHexString("302a300506032b6570032100"), .. Convert.FromHexString(hex)]);

        Assert.Equal(VerificationKey.Parse(hex).Value!.Material, VerificationKey.Parse(pem).Value!.Material);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(222)]
    public void A_salt_of_any_length_is_taken(int length)
    {
        var signer = new PssSigner(new RsaBlindedEngine(), new Sha256Digest(), length);
        signer.Init(forSigning: true, DotNetUtilities.GetRsaKeyPair(Salted).Private);
        signer.BlockUpdate(Data, 0, Data.Length);
        var signature = signer.GenerateSignature();
        var key = VerificationKey.Parse(Salted.ExportSubjectPublicKeyInfoPem()).Value!;

        Assert.True(key.Verify(Data, [.. signature]));
        Assert.False(key.Verify("date"u8.ToArray(), [.. signature]));
    }

    [Fact]
    public void ECDSA_is_taken_as_two_numbers_too()
    {
        foreach (var (curve, hash) in new[] { (ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256), (ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384), (ECCurve.NamedCurves.nistP521, HashAlgorithmName.SHA512) })
        {
            using var ecdsa = ECDsa.Create(curve);
            var key = VerificationKey.Parse(ecdsa.ExportSubjectPublicKeyInfoPem()).Value!;

            Assert.True(key.Verify(Data, [.. ecdsa.SignData(Data, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)]));
            Assert.False(key.Verify("date"u8.ToArray(), [.. ecdsa.SignData(Data, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)]));
        }
    }

    // The vector of the specification of DSSE (protocol.md, "Test vectors"): P-256, two numbers side by side.
    [Fact]
    public void The_signature_of_the_specification_of_DSSE_is_good()
    {
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Number("46950820868899156662930047687818585632848591499744589407958293238635476079160"), Y = Number("5640078356564379163099075877009565129882514886557779369047442380624545832820") },
        });
        var key = VerificationKey.Parse(ecdsa.ExportSubjectPublicKeyInfoPem()).Value!;
        var signature = Convert.FromBase64String("A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==");

        Assert.True(key.Verify(Metadata.MetadataReader.PreAuthentication("http://example.com/HelloWorld", "hello world"u8), [.. signature]));
        Assert.Equal("DSSEv1 29 http://example.com/HelloWorld 11 hello world", Encoding.UTF8.GetString(Metadata.MetadataReader.PreAuthentication("http://example.com/HelloWorld", "hello world"u8)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("{\"keytype\":\"rsa\"")]
    [InlineData("{\"keytype\":1,\"scheme\":\"\",\"keyval\":{}}")]
    [InlineData("{\"keytype\":\"sphincs\",\"scheme\":\"sphincs-shake-128s\",\"keyval\":{\"public\":\"00\"}}")]
    [InlineData("{\"keytype\":\"ed25519\",\"scheme\":\"other\",\"keyval\":{\"public\":\"00\"}}")]
    [InlineData("{\"keytype\":\"ed25519\",\"scheme\":\"ed25519\",\"keyval\":{\"public\":\"zz\"}}")]
    [InlineData("{\"type\":\"rsa\",\"method\":\"pgp+rsa-pkcsv1.5\",\"hashes\":[\"pgp+SHA2\"],\"keyval\":{}}")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    [InlineData("-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    [InlineData("-----BEGIN PGP PUBLIC KEY BLOCK-----\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----")]
    public void What_is_no_key_is_refused(string text) => Assert.NotEmpty(VerificationKey.Parse(text).Fault!);

    [Fact]
    public void A_key_that_is_too_small_is_refused() => Assert.Contains("1024 bits", VerificationKey.Parse(TestKey.Rsa(1024).Written).Fault, StringComparison.Ordinal);

    [Fact]
    public void A_key_of_another_type_than_it_says_is_refused()
    {
        var key = TestKey.Alice.Json();
        key["keytype"] = "ecdsa";
        var other = TestKey.Dora.Json();
        other["scheme"] = "ecdsa-sha2-nistp384";

        Assert.NotNull(VerificationKey.Parse(key.ToJsonString()).Fault);
        Assert.NotNull(VerificationKey.Parse(other.ToJsonString()).Fault);
    }

    [Fact]
    public void A_private_key_is_refused_and_not_shown()
    {
        using var rsa = RSA.Create(2048);
        var json = TestKey.Carl.Json();
        json["keyval"]!["private"] = "5ec5e7";

        Assert.Contains("private", VerificationKey.Parse(rsa.ExportPkcs8PrivateKeyPem()).Fault, StringComparison.Ordinal);
        Assert.Contains("private", VerificationKey.Parse(json.ToJsonString()).Fault, StringComparison.Ordinal);
        Assert.DoesNotContain("5ec5e7", VerificationKey.Parse(json.ToJsonString()).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_curve_that_is_none_of_those_is_refused()
    {
        // The keys of Go's test data on secp256k1 and secp224r1 are of such curves.
        var point = new byte[65];
        point[0] = 4;
        var der = Convert.FromHexString("3056301006072a8648ce3d020106052b8104000a034200").Concat(point).ToArray();

        Assert.NotNull(VerificationKey.Parse(PemEncoding.WriteString("PUBLIC KEY", der)).Fault);
    }

    // Made by OpenSSL with -param_enc explicit: whoever makes such a key chooses the curve.
    [Fact]
    public void A_curve_that_the_key_itself_describes_is_refused()
    {
        const string Pem = """
            -----BEGIN PUBLIC KEY-----
            MIIBSzCCAQMGByqGSM49AgEwgfcCAQEwLAYHKoZIzj0BAQIhAP////8AAAABAAAA
            AAAAAAAAAAAA////////////////MFsEIP////8AAAABAAAAAAAAAAAAAAAA////
            ///////////8BCBaxjXYqjqT57PrvVV2mIa8ZR0GsMxTsPY7zjw+J9JgSwMVAMSd
            NgiG5wSTamZ44ROdJreBn36QBEEEaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5
            RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9QIhAP////8AAAAA
            //////////+85vqtpxeehPO5ysL8YyVRAgEBA0IABMcxle1wkIp5e91rVw3/py8+
            34uga2pRDCHeQoMo5Qh9tl9h4Yd0MMhQA/sQOeHqZEh/BJwQdo3PSBDfmFL9OBc=
            -----END PUBLIC KEY-----
            """;

        Assert.NotNull(VerificationKey.Parse(Pem).Fault);
        Assert.NotNull(Ledger.NoteVerifier.OfPem(Pem).Fault);
    }

    // Whoever gives two keys asks for the signatures of both; of one file, only one key would be taken.
    [Theory]
    [InlineData("{0}\n{1}")]
    [InlineData("{0}\nof the other owner:\n{1}")]
    [InlineData("{0}\n-----BEGIN PUBLIC KEY-----\nnothing\n-----END PUBLIC KEY-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n{0}")]
    [InlineData("{0}\n{2}")]
    [InlineData("{2}\n{0}")]
    [InlineData("{0}\n{0}")]
    public void A_text_with_a_second_block_is_no_key(string form)
    {
        using var first = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var second = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = RSA.Create(2048);
        var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, first.ExportSubjectPublicKeyInfoPem(), second.ExportSubjectPublicKeyInfoPem(), other.ExportRSAPublicKeyPem());

        Assert.Contains("more than one block", VerificationKey.Parse(text).Fault, StringComparison.Ordinal);
        Assert.Contains("more than one block", Ledger.NoteVerifier.OfPem(text).Fault, StringComparison.Ordinal);
    }

    private static byte[] Number(string digits)
    {
        var bytes = System.Numerics.BigInteger.Parse(digits, System.Globalization.CultureInfo.InvariantCulture).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }
}
