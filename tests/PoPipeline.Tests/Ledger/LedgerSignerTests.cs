using System.Security.Cryptography;
using PoPipeline.Ledger;

namespace PoPipeline.Tests.Ledger;

public sealed class LedgerSignerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_Ed25519_key_of_RFC_8410_has_the_public_key_that_the_RFC_says()
    {
        const string Public = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
            -----END PUBLIC KEY-----
            """;

        Assert.Equal(NoteVerifier.OfPem(Public).Value?.ToString(), LedgerSigner.OfPem(LedgerKeys.Ed25519Pem).Verifier.ToString());
    }

    [Theory]
    [InlineData("ed25519")]
    [InlineData("ecdsa")]
    public void A_key_is_read_again_from_its_line_and_from_PEM(string kind)
    {
        var key = LedgerKeys.Signer(kind)?.Verifier ?? throw new InvalidDataException(kind);
        var file = Path.Combine(folder.Path, "keys");
        File.WriteAllText(file, $"{key}\n\n{LedgerKeys.Signer("ed25519")?.Verifier}\n");

        Assert.Equal(key.ToString(), NoteVerifier.Parse(key.ToString()).Value?.ToString());
        Assert.Equal([key.ToString()], VerifierKeys.Of(key.ToString()).Select(one => one.ToString()));
        Assert.Equal(2, VerifierKeys.Of(file).Length);
    }

    [Fact]
    public void The_environment_gives_the_key_or_names_its_file()
    {
        var file = Path.Combine(folder.Path, "key.pem");
        File.WriteAllText(file, LedgerKeys.EcdsaPem);

        Assert.Null(LedgerSigner.OfEnvironment(_ => null));
        Assert.NotNull(LedgerSigner.OfEnvironment(name => name is LedgerSigner.KeyVariable ? LedgerKeys.Ed25519Pem : null));
        Assert.NotNull(LedgerSigner.OfEnvironment(name => name is LedgerSigner.KeyFileVariable ? file : null));
        Assert.Throws<LedgerException>(() => LedgerSigner.OfEnvironment(_ => file));
        Assert.Throws<LedgerException>(() => LedgerSigner.OfEnvironment(name => name is LedgerSigner.KeyFileVariable ? file + "x" : null));
    }

    [Theory]
    [InlineData("ed25519")]
    [InlineData("ecdsa")]
    public void A_key_may_stand_in_Base64_on_one_line(string kind)
    {
        var pem = kind is "ecdsa" ? LedgerKeys.EcdsaPem : LedgerKeys.Ed25519Pem;
        var line = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(pem));

        Assert.Equal(LedgerSigner.OfPem(pem).Verifier.ToString(), LedgerSigner.OfPem(line).Verifier.ToString());
        Assert.Equal(LedgerSigner.OfPem(pem).Verifier.ToString(), LedgerSigner.OfEnvironment(name => name is LedgerSigner.KeyVariable ? $"{line}\n" : null)?.Verifier.ToString());
    }

    [Fact]
    public void Of_two_keys_in_one_text_none_is_taken() =>
        Assert.Contains("more than one block", Assert.Throws<LedgerException>(() => LedgerSigner.OfPem($"{LedgerKeys.Ed25519Pem}\n{LedgerKeys.EcdsaPem}")).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_no_key_is_told_without_showing_it()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        string[] wrong = ["secret", "c2VjcmV0", other.ExportPkcs8PrivateKeyPem(), rsa.ExportPkcs8PrivateKeyPem(), LedgerKeys.Ed25519Pem.Replace("MC4C", "MC4D", StringComparison.Ordinal)];

        foreach (var pem in wrong)
        {
            var told = Assert.Throws<LedgerException>(() => LedgerSigner.OfPem(pem));
            Assert.DoesNotContain(pem.Split('\n').Max() ?? pem, told.Message, StringComparison.Ordinal);
        }

        Assert.Throws<LedgerException>(() => LedgerSigner.OfPem(LedgerKeys.Ed25519Pem, "a name"));
    }

    [Fact]
    public void A_ledger_that_is_signed_is_not_continued_without_a_key_nor_read_with_another()
    {
        var mine = LedgerKeys.Signer("ed25519");
        Ledgers.Build(folder.Path, mine, 3);

        Assert.Throws<LedgerException>(() => LedgerFolder.Open(folder.Path, signer: null, []).Append(Ledgers.Entries(3, 1)));
        Assert.Throws<LedgerException>(() => LedgerFolder.Open(folder.Path, signer: null, LedgerKeys.Known(mine)).Append(Ledgers.Entries(3, 1)));
        Assert.Contains("none of its signatures is by a known key", Assert.Throws<LedgerKeyException>(() => LedgerFolder.Open(folder.Path, LedgerKeys.Signer("ecdsa"), [])).Message, StringComparison.Ordinal);
        Assert.Equal(3, LedgerFolder.Open(folder.Path, signer: null, []).Size);
    }

    [Fact]
    public void A_ledger_gets_another_key_where_the_old_one_is_known()
    {
        var (old, next) = (LedgerKeys.Signer("ed25519"), LedgerKeys.Signer("ecdsa"));
        Ledgers.Build(folder.Path, old, 3);

        LedgerFolder.Open(folder.Path, next, LedgerKeys.Known(old)).Append(Ledgers.Entries(3, 1));

        Assert.Equal(LedgerCondition.Valid, LedgerVerifier.Verify(folder.Path, LedgerKeys.Known(next), []).Condition);
        Assert.Equal(LedgerCondition.Modified, LedgerVerifier.Verify(folder.Path, LedgerKeys.Known(old), []).Condition);
    }

    [Fact]
    public void A_ledger_without_a_signature_is_signed_once_all_of_it_was_verified()
    {
        var signer = LedgerKeys.Signer("ed25519") ?? throw new InvalidDataException("No key.");
        Ledgers.Build(folder.Path, signer: null, 300);
        Assert.Contains($"'po ledger sign {folder.Path}'", Assert.Throws<LedgerKeyException>(() => LedgerFolder.Open(folder.Path, signer, [])).Message, StringComparison.Ordinal);
        Assert.Throws<LedgerDamagedException>(() => LedgerFolder.Open(folder.Path, signer, LedgerKeys.Known(LedgerKeys.Signer("ecdsa"))));
        Assert.Throws<LedgerDamagedException>(() => LedgerFolder.Open(folder.Path, signer: null, LedgerKeys.Known(signer)));

        var bundle = Path.Combine(folder.Path, "tile/entries/000");
        var bytes = File.ReadAllBytes(bundle);
        File.WriteAllBytes(bundle, [.. bytes[..^1], (byte)(bytes[^1] ^ 1)]);
        Assert.Throws<LedgerDamagedException>(() => LedgerFolder.Sign(folder.Path, signer, []));
        File.WriteAllBytes(bundle, bytes);

        Assert.Equal(300, LedgerFolder.Sign(folder.Path, signer, []).Size);
        LedgerFolder.Open(folder.Path, signer, []).Append(Ledgers.Entries(300, 1));
        Assert.Equal([signer.Verifier.ToString()], LedgerVerifier.Verify(folder.Path, LedgerKeys.Known(signer), []).VouchedBy);
    }

    [Fact]
    public void A_signature_of_a_key_that_is_not_named_is_not_replaced_and_a_wrong_one_of_the_own_key_is_told()
    {
        var (old, next) = (LedgerKeys.Signer("ed25519")!, LedgerKeys.Signer("ecdsa")!);
        Ledgers.Build(folder.Path, old, 3);
        var checkpoint = Path.Combine(folder.Path, "checkpoint");
        var signed = File.ReadAllText(checkpoint);

        Assert.Contains("--key", Assert.Throws<LedgerException>(() => LedgerFolder.Sign(folder.Path, next, [])).Message, StringComparison.Ordinal);
        Assert.Equal(signed, File.ReadAllText(checkpoint));
        Assert.Equal(3, LedgerFolder.Sign(folder.Path, next, LedgerKeys.Known(old)).Size);
        Assert.Equal(3, LedgerFolder.Sign(folder.Path, next, []).Size);

        // Whoever changes the folder can put a line there that says that it is of any key.
        var line = File.ReadAllText(checkpoint).TrimEnd().Split(' ')[^1];
        File.WriteAllText(checkpoint, File.ReadAllText(checkpoint).Replace(line, Convert.ToBase64String([.. Convert.FromBase64String(line)[..^1], (byte)(Convert.FromBase64String(line)[^1] ^ 1)]), StringComparison.Ordinal));
        Assert.Throws<LedgerDamagedException>(() => LedgerFolder.Sign(folder.Path, next, []));
        Assert.Throws<LedgerDamagedException>(() => LedgerFolder.Open(folder.Path, next, []));
    }
}
