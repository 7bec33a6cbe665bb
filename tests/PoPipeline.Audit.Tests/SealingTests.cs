using System.Text;
using CsCheck;
using PoPipeline.Audit.Sealing;

namespace PoPipeline.Audit.Tests;

public sealed class SealingTests
{
    // The identity of the case "x25519" of age's own test kit, its header, and the key that the header holds.
    private const string KitIdentity = "AGE-SECRET-KEY-1XMWWC06LY3EE5RYTXM9MFLAZ2U56JJJ36S0MYPDRWSVLUL66MV4QX3S7F6";
    private const string KitHeader =
        "age-encryption.org/v1\n-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\nEmECAEcKN+n/Vs9SbWiV+Hu0r+E8R77DdWYyd83nw7U\n--- Vn+54jqiiUCE+WZcEVY3f1sqHjlu/z1LCQ/T7Xm7qI0\n";

    public static AgeIdentity Identity { get; } = AgeIdentity.Parse(KitIdentity).Value!;

    public static AgeIdentity Stranger { get; } = AgeIdentity.Parse(Bech32.Encode("age-secret-key-", new byte[32]).ToUpperInvariant()).Value!;

    [Fact]
    public void A_file_of_age_gives_its_key()
    {
        var key = AgeFile.FileKey(Encoding.ASCII.GetBytes(KitHeader), Identity, out var payload);

        Assert.Equal("YELLOW SUBMARINE", Encoding.ASCII.GetString(key!));
        Assert.True(payload.IsEmpty);
    }

    [Fact]
    public void A_header_of_age_that_was_changed_gives_none() => Gen.Int[0, KitHeader.Length - 1].Sample(at =>
    {
        var changed = Encoding.ASCII.GetBytes(KitHeader);
        changed[at] ^= 1;

        Assert.Null(AgeFile.FileKey(changed, Identity, out _));
    });

    [Fact]
    public void A_key_is_written_as_it_was_read()
    {
        Assert.StartsWith("age1", Identity.Recipient.ToString(), StringComparison.Ordinal);
        Assert.Equal(Identity.Recipient, AgeRecipient.Parse(Identity.Recipient.ToString()).Value);
        Assert.Equal(Identity.Recipient, AgeIdentity.Parse($"# created: today\n# public key: {Identity.Recipient}\n{KitIdentity}\n").Value!.Recipient);
    }

    [Theory]
    [InlineData("")]
    [InlineData("age1")]
    [InlineData("age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq")]
    [InlineData("AGE-SECRET-KEY-1XMWWC06LY3EE5RYTXM9MFLAZ2U56JJJ36S0MYPDRWSVLUL66MV4QX3S7F7")]
    public void What_is_no_key_is_told_and_not_shown(string text)
    {
        Assert.Null(AgeRecipient.Parse(text).Value);
        Assert.False(AgeIdentity.Parse(text).IsValue(out _, out var fault));
        Assert.DoesNotContain("XMWWC", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_is_opened_by_everyone_it_is_for_and_by_nobody_else() => Gen.Byte.Array[0, 300].Sample(
        secret =>
        {
            var file = AgeFile.Encrypt(secret, [Stranger.Recipient, Identity.Recipient]);

            Assert.Equal(secret, AgeFile.Decrypt(file, Identity));
            Assert.Equal(secret, AgeFile.Decrypt(file, Stranger));
            Assert.Null(AgeFile.Decrypt(AgeFile.Encrypt(secret, [Stranger.Recipient]), Identity));
            Assert.Null(AgeFile.Decrypt(file.AsSpan(0, file.Length - 1), Identity));
        },
        iter: 50);

    [Fact]
    public void Any_bytes_are_no_file_of_age() => Gen.Byte.Array[0, 300].Sample(bytes => Assert.Null(AgeFile.Decrypt(bytes, Identity)));

    [Fact]
    public void A_payload_is_opened_only_where_it_was_sealed()
    {
        var seal = EventSeal.Make([Identity.Recipient], out var wrapped);
        var (number, payload) = seal.Seal("secret"u8, "one"u8.ToArray());
        var (next, _) = seal.Seal("secret"u8, "two"u8.ToArray());
        var opened = EventSeal.Open(seal.Id, wrapped, Identity)!;

        Assert.Equal("secret"u8.ToArray(), opened.Open(number, payload, "one"u8.ToArray()));
        Assert.Null(opened.Open(number, payload, "two"u8.ToArray()));
        Assert.Null(opened.Open(next, payload, "one"u8.ToArray()));
        Assert.Null(EventSeal.Open(seal.Id, wrapped, Stranger));
    }
}
