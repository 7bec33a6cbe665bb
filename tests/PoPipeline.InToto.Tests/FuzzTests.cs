using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using PoPipeline.InToto.Attesting;
using PoPipeline.InToto.Keys;
using PoPipeline.InToto.Linting;
using PoPipeline.InToto.Metadata;
using PoPipeline.InToto.Verifying;
using PoPipeline.Tests;
using static PoPipeline.InToto.Tests.TestKey;

namespace PoPipeline.InToto.Tests;

/// <summary>No text that anybody may write throws, and none that was changed is verified.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "-0", "1e9", "99999999999", "\"_type\"", "\"layout\"", "\"link\"", "\"signed\"", "\"signatures\":[]", "\"payload\":\"e30=\"",
        "\"keys\":{}", "\"steps\":[]", "\"inspect\":[]", "\"expires\":\"2030-01-01T00:00:00Z\"", "[\"MATCH\",\"*\",\"WITH\",\"PRODUCTS\",\"FROM\",\"s\"]", "\"threshold\":2", "\\ud800", "😀", "\0",
        "-----BEGIN PUBLIC KEY-----", "=", "{NAME}", "\n",
    ];

    private static readonly JsonObject Layout = Made.Layout(
        [Made.Step("s", [Carl, Gus], "MATCH {NAME} IN a WITH MATERIALS FROM s\nDISALLOW *", "REQUIRE x\nMODIFY x\nCREATE [a-z]*\nDISALLOW *", threshold: 1, command: "make {NAME}")],
        [Carl, Gus],
        inspect: new JsonArray(Made.Inspection("i", "true")));

    private static readonly string[] Envelopes =
    [
        Text(Made.Metablock(Layout, Carl)),
        Text(Made.Dsse(Layout, Carl)),
        Text(Made.Metablock(Made.Link("s", "a/x=1", "x=2 y=3"), Carl)),
        Text(Made.Dsse(Made.Link("s", "a/x=1", "x=2 y=3"), Gus)),
        Text(DsseSigner.Sign(AttestationTests.SignerOf("ed25519"), StatementWriter.Write(
            [new Resource("a", Uri: null, ImmutableSortedDictionary<string, string>.Empty.Add("sha256", "00"))],
            new TestResultPredicate { Outcome = TestOutcome.Passed, Configuration = [] }))),
    ];

    [Fact]
    public void Every_text_is_read_or_refused_with_a_place_in_it() => Mangling.Of(() => Envelopes, Pieces, fewest: 1, longest: 40).Sample(
        text =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var read = SignedMetadata.Read(bytes);
            Assert.True(read.IsValue(out var metadata, out var fault) || (fault.Place.Line <= text.Count(letter => letter is '\n') + 1 && fault.Place.Line > 0 && fault.Place.Column > 0));
            if (metadata?.Layout is { } layout)
            {
                _ = LayoutLint.Of(layout, Scenario.Now, TimeSpan.FromDays(30));
            }

            _ = SignedMetadata.ReadAll(bytes);
        },
        iter: Mangling.Runs(4000));

    [Fact]
    public void What_a_payload_holds_is_read_or_refused() => Mangling.Of(() => [Layout.ToJsonString(), Made.Link("s", "a/x=1", "x=2").ToJsonString()], Pieces, fewest: 1, longest: 30).Sample(
        text => _ = SignedMetadata.Read(Made.Bytes(new JsonObject { ["payloadType"] = MetadataReader.PayloadType, ["payload"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text)), ["signatures"] = new JsonArray() })),
        iter: Mangling.Runs(2000));

    [Fact]
    public void Every_text_is_a_key_or_none() => Mangling.Of(() => [.. All.Select(key => key.File), .. All.Select(key => key.Written)], Pieces, fewest: 1, longest: 30).Sample(
        text =>
        {
            var key = VerificationKey.Parse(text);
            Assert.True(key.IsValue(out _, out var fault) || fault.Length > 0);
        },
        iter: Mangling.Runs(1500));

    [Fact]
    public void No_layout_that_was_changed_is_verified() => Mangling.Of(() => [Envelopes[0]], Pieces, fewest: 1, longest: 20).Sample(
        text =>
        {
            var result = Verify(Encoding.UTF8.GetBytes(text), Links());
            if (result.Holds)
            {
                Assert.Equal(Made.Canonical(Layout), Made.Canonical(JsonNode.Parse(text)!["signed"]!));
            }
        },
        iter: Mangling.Runs(2000));

    [Fact]
    public void No_link_that_was_changed_counts() => Mangling.Of(() => [Envelopes[2]], Pieces, fewest: 1, longest: 20).Sample(
        text =>
        {
            var result = Verify(Made.Metablock(Layout, Carl), new(StringComparer.Ordinal) { [$"s.{Carl.KeyId[..8]}.link"] = Encoding.UTF8.GetBytes(text) });
            if (result.Steps.Any(step => step.Counted > 0))
            {
                Assert.Equal(Made.Canonical(Made.Link("s", "a/x=1", "x=2 y=3")), Made.Canonical(JsonNode.Parse(text)!["signed"]!));
            }
        },
        iter: Mangling.Runs(1000));

    [Fact]
    public void Layouts_of_any_content_that_their_owner_signed_are_judged() => Mangling.Of(() => [Layout.ToJsonString()], Pieces, fewest: 1, longest: 20).Sample(
        text =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var signed = Carl.Sign(MetadataReader.PreAuthentication(MetadataReader.PayloadType, bytes));
            _ = Verify(Made.Bytes(new JsonObject { ["payloadType"] = MetadataReader.PayloadType, ["payload"] = Convert.ToBase64String(bytes), ["signatures"] = new JsonArray(new JsonObject { ["sig"] = Convert.ToBase64String(signed) }) }), Links());
        },
        iter: Mangling.Runs(1000));

    [Fact]
    public void Parameters_fill_every_text_or_say_why_not() => Gen.Char["{}NAME-_ab."].Array[0, 12].Select(letters => new string(letters)).Sample(
        text =>
        {
            var filled = Parameters.Fill(text, ImmutableDictionary<string, string>.Empty.Add("NAME", "{x}"));
            Assert.True(filled.IsValue(out _, out var fault) || fault.Length > 0);
        },
        iter: Mangling.Runs(3000));

    private static Dictionary<string, byte[]> Links() => new(StringComparer.Ordinal) { [$"s.{Carl.KeyId[..8]}.link"] = Made.Metablock(Made.Link("s", "", "x=2"), Carl) };

    private static VerificationResult Verify(byte[] layout, Dictionary<string, byte[]> links) => new LayoutVerifier(new FixedTime(Scenario.Now)).Verify(new VerificationRequest
    {
        LayoutFile = "root.layout",
        Layout = layout,
        Keys = [Carl.Verification],
        Links = new MemoryFolder(links),
        Parameters = ImmutableDictionary<string, string>.Empty.Add("NAME", "x"),
    });

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
