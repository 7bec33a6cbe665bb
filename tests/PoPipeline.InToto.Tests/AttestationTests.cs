using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PoPipeline.InToto.Attesting;
using PoPipeline.InToto.Keys;
using PoPipeline.InToto.Metadata;
using PoPipeline.InToto.Verifying;
using PoPipeline.Ledger;

namespace PoPipeline.InToto.Tests;

/// <summary>Statements are written, signed with the key of a ledger, and verified.</summary>
public sealed class AttestationTests
{
    private static readonly ImmutableArray<Resource> Subjects =
    [
        new("quay.io/o/img", Uri: null, Digests("sha256", "ab")),
        new("git+https://example.com/o/r", Uri: null, Digests("gitCommit", "cd")),
    ];

    private static readonly TestResultPredicate Result = new()
    {
        Outcome = TestOutcome.Warned,
        Configuration = [new("popipeline", "https://example.com/.popipeline.yml", Digests("gitBlob", "ef"))],
        Url = "https://example.com/run?a=1&b=2",
        Passed = ["PO.3.2/PO3204", "PO.5.1/PO5101"],
        Warned = ["PO.2.1/<é>"],
    };

    public static TheoryData<string> Signers => ["ed25519", "p256"];

    [Fact]
    public void A_test_result_has_the_form_that_its_readers_want() => Assert.Equal(
        """{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"quay.io/o/img","digest":{"sha256":"ab"}},{"name":"git+https://example.com/o/r","digest":{"gitCommit":"cd"}}],"predicateType":"https://in-toto.io/attestation/test-result/v0.1","predicate":{"result":"WARNED","configuration":[{"name":"popipeline","uri":"https://example.com/.popipeline.yml","digest":{"gitBlob":"ef"}}],"url":"https://example.com/run?a=1&b=2","passedTests":["PO.3.2/PO3204","PO.5.1/PO5101"],"warnedTests":["PO.2.1/<é>"],"failedTests":[],"successes":2,"warnings":1,"failures":0}}""",
        Encoding.UTF8.GetString(StatementWriter.Write(Subjects, Result)));

    [Fact]
    public void Numbers_that_are_said_are_those_that_are_written()
    {
        var predicate = JsonNode.Parse(StatementWriter.Write(Subjects, Result with { Outcome = TestOutcome.Failed, Successes = 12, Warnings = 3, Failures = 4 }))!["predicate"]!;

        Assert.Equal(("FAILED", 12, 3, 4), ((string)predicate["result"]!, (int)predicate["successes"]!, (int)predicate["warnings"]!, (int)predicate["failures"]!));
    }

    [Fact]
    public void A_verification_result_has_its_form() => Assert.Equal(
        """{"verifier":{"id":"https://example.com/po","policies":[{"uri":"https://example.com/policy","digest":{"sha256":"01"}}]},"timeCreated":"2026-11-29T12:00:00Z","properties":["POPIPELINE_PO_3_2"]}""",
        JsonNode.Parse(StatementWriter.Write(Subjects, new VerificationSummary
        {
            Verifier = "https://example.com/po",
            Policies = [new(Name: null, "https://example.com/policy", Digests("sha256", "01"))],
            Time = Scenario.Now,
            Properties = ["POPIPELINE_PO_3_2"],
        }))!["predicate"]!.ToJsonString());

    [Fact]
    public void A_statement_about_nothing_is_not_written()
    {
        Assert.Throws<ArgumentException>(() => StatementWriter.Write([], Result));
        Assert.Throws<ArgumentException>(() => StatementWriter.Write([new("a", Uri: null, Digests())], Result));
    }

    [Theory]
    [MemberData(nameof(Signers))]
    public void What_a_ledgers_key_signed_is_verified_by_it(string kind)
    {
        var signer = SignerOf(kind);
        var envelope = DsseSigner.Sign(signer, StatementWriter.Write(Subjects, Result));
        var key = VerificationKey.Of(signer.Verifier);

        var result = AttestationVerifier.Verify(envelope, [key]);

        Assert.Equal((VerificationState.Verified, null), (result.State, result.Reason));
        Assert.Equal([key.KeyId], result.Signers);
        Assert.Equal(TestResultPredicate.PredicateType, result.Statement!.PredicateType);
        Assert.Equal(2, (int)JsonNode.Parse(result.Statement.Predicate!)!["successes"]!);
        Assert.Equal(Subjects.Select(subject => subject.Name), result.Statement.Subjects.Select(subject => subject.Name));
        Assert.DoesNotContain((byte)'\n', envelope);
        Assert.Equal(VerificationState.Failed, AttestationVerifier.Verify(envelope, [TestKey.Carl.Verification]).State);
        Assert.Equal(VerificationState.Failed, AttestationVerifier.Verify(envelope, [key, TestKey.Carl.Verification], threshold: 2).State);
        Assert.Equal(VerificationState.Failed, AttestationVerifier.Verify(envelope, [key, key], threshold: 2).State);
        Assert.Equal(VerificationState.NoTrustRoot, AttestationVerifier.Verify(envelope, []).State);
    }

    [Theory]
    [MemberData(nameof(Signers))]
    public void No_change_of_a_byte_is_verified_unless_what_was_signed_is_the_same(string kind)
    {
        var signer = SignerOf(kind);
        var statement = StatementWriter.Write(Subjects, Result with { Passed = [], Warned = [], Url = null });
        var envelope = DsseSigner.Sign(signer, statement);
        ImmutableArray<VerificationKey> keys = [VerificationKey.Of(signer.Verifier)];

        for (var index = 0; index < envelope.Length; index++)
        {
            var changed = (byte[])envelope.Clone();
            changed[index] ^= 1;
            if (AttestationVerifier.Verify(changed, keys).State is VerificationState.Verified)
            {
                Assert.Equal(statement, Convert.FromBase64String((string)JsonNode.Parse(changed)!["payload"]!));
            }
        }
    }

    [Fact]
    public void What_is_no_attestation_is_said_to_be_none()
    {
        Assert.Equal(VerificationState.Absent, AttestationVerifier.Verify((byte[]?)null, []).State);
        Assert.Equal(VerificationState.Unparsable, AttestationVerifier.Verify("{}"u8.ToArray(), []).State);
        Assert.Equal(VerificationState.Unparsable, AttestationVerifier.Verify(Made.Dsse(Made.Link("a"), TestKey.Carl), [TestKey.Carl.Verification]).State);
    }

    [Fact]
    public void A_statement_about_nothing_is_none_whoever_signed_it()
    {
        var signer = SignerOf("p256");
        var about = JsonNode.Parse(StatementWriter.Write(Subjects, Result))!.AsObject();
        about["subject"] = new JsonArray();

        var result = AttestationVerifier.Verify(DsseSigner.Sign(signer, Encoding.UTF8.GetBytes(about.ToJsonString())), [VerificationKey.Of(signer.Verifier)]);

        Assert.Equal((VerificationState.Unparsable, "The statement names no subject, so that it is about nothing."), (result.State, result.Reason));
    }

    [Fact]
    public void A_mark_before_the_text_is_no_part_of_what_is_signed()
    {
        var signer = SignerOf("p256");
        var envelope = DsseSigner.Sign(signer, StatementWriter.Write(Subjects, Result));

        Assert.Equal(VerificationState.Verified, AttestationVerifier.Verify([0xEF, 0xBB, 0xBF, .. envelope], [VerificationKey.Of(signer.Verifier)]).State);
    }

    [Fact]
    public void Whether_more_signatures_than_are_tried_hold_a_good_one_is_not_known()
    {
        var (good, unnamed) = (Signed(TestKey.Carl, TestKey.Carl.KeyId), Signed(TestKey.Carl, ""));
        var junk = Enumerable.Repeat(new JsonObject { ["keyid"] = "no-key-of-anybody", ["sig"] = Convert.ToBase64String(new byte[64]) }, 60).ToArray();

        Assert.Equal([VerificationState.Failed], StatesOf([TestKey.Carl], tries: 60, junk));
        Assert.Equal([VerificationState.TooMuchWork], StatesOf([TestKey.Carl], tries: 59, junk));
        Assert.Equal([VerificationState.Verified], StatesOf([TestKey.Carl], tries: 59, [.. junk, good]));
        Assert.Equal([VerificationState.Verified], StatesOf([TestKey.Gus, TestKey.Dora, TestKey.Carl], tries: 59, [.. junk, good]));
        Assert.Equal([VerificationState.TooMuchWork], StatesOf([TestKey.Carl], tries: 59, [.. junk, unnamed]));
        Assert.Equal([VerificationState.Verified], StatesOf([TestKey.Carl], tries: 61, [.. junk, unnamed]));
    }

    [Fact]
    public void All_lines_of_a_file_together_have_as_many_tries_as_one()
    {
        var junk = Enumerable.Repeat(new JsonObject { ["sig"] = Convert.ToBase64String(new byte[64]) }, 60).ToArray();
        JsonObject[] good = [Signed(TestKey.Carl, TestKey.Carl.KeyId)];

        Assert.Equal([VerificationState.Failed, VerificationState.TooMuchWork, VerificationState.TooMuchWork], StatesOf([TestKey.Carl], tries: 100, junk, junk, good));
        Assert.Equal([VerificationState.Verified, VerificationState.Failed, VerificationState.TooMuchWork], StatesOf([TestKey.Carl], tries: 100, good, junk, junk));
        Assert.Equal([VerificationState.Failed, VerificationState.Failed, VerificationState.Verified], StatesOf([TestKey.Carl], tries: 121, junk, junk, good));
    }

    [Theory]
    [InlineData("p256", VerificationState.Failed)]
    [InlineData("p384", VerificationState.TooMuchWork)]
    [InlineData("p521", VerificationState.TooMuchWork)]
    [InlineData("ed25519", VerificationState.Failed)]
    public void A_try_costs_what_its_key_costs(string kind, VerificationState state)
    {
        var (key, other) = kind switch { "p256" => (TestKey.Dora, 70), "p384" => (TestKey.Erik, 102), "p521" => (TestKey.Fran, 137), _ => (TestKey.Gus, 64) };
        var junk = Enumerable.Repeat(new JsonObject { ["sig"] = Convert.ToBase64String(new byte[other]) }, 20).ToArray();

        Assert.Equal([state], StatesOf([key], tries: 50, junk));
    }

    [Theory]
    [InlineData(10, VerificationState.Failed)]
    [InlineData(1_000_000, VerificationState.TooMuchWork)]
    public void A_try_costs_what_hashing_costs(int length, VerificationState state)
    {
        var junk = Enumerable.Repeat(new JsonObject { ["sig"] = Convert.ToBase64String(new byte[64]) }, 20).ToArray();
        var statement = StatementWriter.Write(Subjects, Result with { Url = new string('a', length) });

        Assert.Equal(state, Assert.Single(AttestationVerifier.VerifyAll(Envelope(statement, junk), [TestKey.Carl.Verification], 1, new WorkBudget(tries: 100))).State);
    }

    [Fact]
    public void A_bundle_of_sigstore_has_no_trust_root_here()
    {
        var envelope = JsonNode.Parse(DsseSigner.Sign(SignerOf("ed25519"), StatementWriter.Write(Subjects, Result)));
        var bundle = Made.Bytes(new JsonObject { ["mediaType"] = "application/vnd.dev.sigstore.bundle.v0.3+json", ["dsseEnvelope"] = envelope });

        Assert.Equal(VerificationState.NoTrustRoot, AttestationVerifier.Verify(bundle, [TestKey.Carl.Verification]).State);
        Assert.Equal(VerificationState.NoTrustRoot, AttestationVerifier.Verify(bundle, []).State);
    }

    internal static LedgerSigner SignerOf(string kind)
    {
        if (kind is "ed25519")
        {
            return LedgerSigner.OfPem(System.Security.Cryptography.PemEncoding.WriteString("PRIVATE KEY", [.. Convert.FromHexString("302e020100300506032b657004220420"), .. Enumerable.Range(1, 32).Select(number => (byte)number)]));
        }

        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        return LedgerSigner.OfPem(key.ExportPkcs8PrivateKeyPem());
    }

    private static VerificationState[] StatesOf(TestKey[] keys, int tries, params JsonObject[][] lines)
    {
        var statement = StatementWriter.Write(Subjects, Result);
        var text = string.Join('\n', lines.Select(line => Encoding.UTF8.GetString(Envelope(statement, line))));
        return [.. AttestationVerifier.VerifyAll(Encoding.UTF8.GetBytes(text), [.. keys.Select(key => key.Verification)], threshold: 1, new WorkBudget(tries: tries)).Select(result => result.State)];
    }

    private static byte[] Envelope(byte[] statement, JsonObject[] signatures) => Made.Bytes(new JsonObject
    {
        ["payloadType"] = MetadataReader.PayloadType,
        ["payload"] = Convert.ToBase64String(statement),
        ["signatures"] = new JsonArray([.. signatures.Select(signature => signature.DeepClone())]),
    });

    private static JsonObject Signed(TestKey key, string keyId) =>
        new() { ["keyid"] = keyId, ["sig"] = Convert.ToBase64String(key.Sign(MetadataReader.PreAuthentication(MetadataReader.PayloadType, StatementWriter.Write(Subjects, Result)))) };

    private static ImmutableSortedDictionary<string, string> Digests(string? name = null, string digest = "") =>
        name is null ? ImmutableSortedDictionary<string, string>.Empty : ImmutableSortedDictionary<string, string>.Empty.Add(name, digest);
}
