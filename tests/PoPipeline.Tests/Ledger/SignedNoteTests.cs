using System.Text;
using CsCheck;
using PoPipeline.Ledger;

namespace PoPipeline.Tests.Ledger;

public sealed class SignedNoteTests
{
    // The example of golang.org/x/mod/sumdb/note.
    private const string Key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private const string Note =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
        + "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    private const string Checkpoint = "example.com/log\n3\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n";

    [Fact]
    public void A_note_that_another_implementation_signed_is_verified()
    {
        var key = NoteVerifier.Parse(Key).Value;
        var note = Parse(Note).Value;

        Assert.NotNull(key);
        Assert.NotNull(note);
        Assert.Equal(Key, key.ToString());
        Assert.Equal(Note, note.ToString());
        Assert.True(key.Made(note.Signatures[0]));
        Assert.True(key.Verify(note.Text, note.Signatures[0].Bytes.AsSpan()));
        Assert.False(key.Verify(note.Text + "\n", note.Signatures[0].Bytes.AsSpan()));
    }

    [Theory]
    [InlineData("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TX")]
    [InlineData("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy1w==")]
    [InlineData("PeterNeumann+c74f20a3+Axpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+AhpC")]
    [InlineData("PeterNeumann+c74f20a3")]
    [InlineData("")]
    public void What_is_no_key_is_told(string text) => Assert.NotNull(NoteVerifier.Parse(text).Fault);

    [Theory]
    [InlineData("text\n")]
    [InlineData("text\n\nno signature\n")]
    [InlineData("text\n\n— name AAAAAAA=")]
    [InlineData("text\n\n— name AAAAAAA\n")]
    [InlineData("text\n\n— name AAAAAA==\n")]
    [InlineData("text\n\n— name AAAAAAB=\n")]
    [InlineData("text\n\n— name  AAAAAAA=\n")]
    [InlineData("text\n\n— na+me AAAAAAA=\n")]
    [InlineData("text\n\n- name AAAAAAA=\n")]
    [InlineData("te\rxt\n\n— name AAAAAAA=\n")]
    [InlineData("te\0xt\n\n— name AAAAAAA=\n")]
    public void What_is_no_note_is_told(string text) => Assert.NotNull(Parse(text).Fault);

    [Theory]
    [InlineData("text\n\n— name AAAAAAA=\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\nmore\n\n— a AAAAAAA=\n— b AAAAAAA=\n")]
    public void A_note_is_written_as_it_was_read(string text) => Assert.Equal(text, Parse(text).Value?.ToString());

    [Fact]
    public void A_note_that_is_not_UTF8_or_very_long_is_told()
    {
        Assert.NotNull(SignedNote.Parse([0xFF, .. "\n\n"u8]).Fault);
        Assert.NotNull(SignedNote.Parse(Encoding.UTF8.GetBytes(new string('a', SignedNote.MaximumLength) + "\n\n")).Fault);
        Assert.NotNull(Parse("text\n\n" + string.Concat(Enumerable.Repeat("— name AAAAAAA=\n", 65))).Fault);
        Assert.NotNull(Parse("text\n\n" + string.Concat(Enumerable.Repeat("— name AAAAAAA=\n", 16))).Value);
    }

    [Theory]
    [InlineData("example.com/log\n03\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n")]
    [InlineData("example.com/log\n-3\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n")]
    [InlineData("example.com/log\n+3\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n")]
    [InlineData("example.com/log\n9223372036854775808\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n")]
    [InlineData("example.com/log\n3\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg\n")]
    [InlineData("example.com/log\n3\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyh=\n")]
    [InlineData("example.com/log\n3\nAAAA\n")]
    [InlineData("\n3\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n")]
    [InlineData("example.com/log\n3\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\nextension\n")]
    [InlineData("example.com/log\n3\n")]
    [InlineData("")]
    public void What_is_no_checkpoint_is_told(string text) => Assert.NotNull(PoPipeline.Ledger.Checkpoint.Parse(text).Fault);

    [Fact]
    public void A_checkpoint_in_which_git_left_a_conflict_says_the_way_out() =>
        Assert.Contains("po records sync", PoPipeline.Ledger.LedgerHead.Parse("popipeline/ledger/0\n<<<<<<< HEAD\n2\n=======\n3\n>>>>>>> b\n"u8).Fault, StringComparison.Ordinal);

    [Fact]
    public void A_checkpoint_is_written_as_it_was_read()
    {
        Assert.Equal(Checkpoint, PoPipeline.Ledger.Checkpoint.Parse(Checkpoint).Value?.Text);
        Assert.Equal(Checkpoint, PoPipeline.Ledger.Checkpoint.Parse(Checkpoint + "extension\n", extended: true).Value?.Text);
    }

    [Fact]
    public void Whatever_is_read_is_a_note_that_is_written_the_same_or_no_note()
    {
        var mangled = Gen.Select(Gen.Int[0, Note.Length - 1], Gen.Char, (place, character) => Note[..place] + character + Note[(place + 1)..]);
        var text = Gen.OneOf(Gen.String, mangled, Gen.String[Gen.Char["\n— A=+3\0\uD800"], 0, 60]);
        Gen.OneOf(text.Select(Encoding.UTF8.GetBytes), Gen.Byte.Array).Sample(
            bytes =>
            {
                var parsed = SignedNote.Parse(bytes);
                Assert.True(parsed.Value is null ? parsed.Fault is { Length: > 0 } : parsed.Value.ToBytes().AsSpan().SequenceEqual(bytes));
                if (parsed.Value is { } note)
                {
                    var checkpoint = PoPipeline.Ledger.Checkpoint.Parse(note.Text);
                    Assert.True(checkpoint.Value is null ? checkpoint.Fault is { Length: > 0 } : checkpoint.Value.Text == note.Text);
                }
            },
            iter: 3000);
        text.Sample(some => Assert.True(NoteVerifier.Parse(some) is { Value: null } or { Fault: null }), iter: 2000);
    }

    private static Parsed<SignedNote> Parse(string text) => SignedNote.Parse(Encoding.UTF8.GetBytes(text));
}
