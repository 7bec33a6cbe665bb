using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PoPipeline.InToto.Metadata;

namespace PoPipeline.InToto.Tests;

/// <summary>What is read, and what is refused with its place.</summary>
public sealed class ReaderTests
{
    [Theory]
    [InlineData("", 1, 1, "it is empty")]
    [InlineData("{", 1, 2, "it is not JSON")]
    [InlineData("{\n  \"a\": nonsense\n}", 2, 9, "it is not JSON")]
    [InlineData("[]", 1, 1, "the file is a list, where an object belongs")]
    [InlineData("{} {}", 1, 4, "it is not JSON")]
    [InlineData("{\"a\": 1,}", 1, 9, "it is not JSON")]
    [InlineData("// a\n{}", 1, 1, "it is not JSON")]
    [InlineData("{\"a\": NaN}", 1, 7, "it is not JSON")]
    [InlineData("{\"a\": 1,\n \"a\": 2}", 2, 2, "a member has the name of another one of its object, so that readers differ in which of them they take")]
    [InlineData("{\"a\": \"\\ud800\"}", 1, 7, "a text is not UTF-8, or holds half a surrogate pair")]
    [InlineData("{}", 1, 1, "it is no metadata of in-toto: it has neither 'signed' nor 'payload'")]
    [InlineData("{\"signed\": {\"_type\": \"link\"}}", 1, 1, "the file has no 'signatures'")]
    [InlineData("{\"signatures\": [],\n\"signed\": {\"_type\": \"linc\"}}", 2, 21, "it is of type 'linc', where 'layout' or 'link' belongs")]
    [InlineData("{\"signatures\": [{\"keyid\": \"ab\", \"sig\": \"abc\"}], \"signed\": {\"_type\": \"link\"}}", 1, 40, "a signature is not written in hexadecimal digits, two for each byte")]
    [InlineData("{\"signatures\": [{\"keyid\": \"ab\"}], \"signed\": {\"_type\": \"link\"}}", 1, 17, "an item of 'signatures' has no 'sig'")]
    [InlineData("{\"signatures\": [{\"keyid\": \"../x\", \"sig\": \"ab\"}], \"signed\": {\"_type\": \"link\"}}", 1, 27, "the id of a key is not written in hexadecimal digits")]
    [InlineData("{\"signatures\": [], \"signed\": {\"_type\": \"link\", \"materials\": {\"é\": {\"sha256\": \"zz\"}}}}", 1, 78, "a digest is not written in hexadecimal digits")]
    [InlineData("{\"signatures\": [], \"signed\": {\"_type\": \"link\", \"materials\": {\"😀\": {}}}}", 1, 68, "an artifact has no digest, so that it cannot be told from others")]
    [InlineData("{\"signatures\": [], \"signed\": {\"_type\": \"link\", \"x\": 1.5}}", 1, 53, "a number is not whole, and canonical JSON has no others")]
    [InlineData("{\"signatures\": [], \"signed\": {\"_type\": \"link\", \"x\": 1e5}}", 1, 53, "a number is not whole, and canonical JSON has no others")]
    [InlineData("{\"payloadType\": \"text/plain\", \"payload\": \"\", \"signatures\": []}", 1, 17, "its payload is of type 'text/plain', where 'application/vnd.in-toto+json' belongs")]
    [InlineData("{\"payloadType\": \"application/vnd.in-toto+json\", \"payload\": \"%\", \"signatures\": []}", 1, 60, "the payload is not Base64")]
    public void What_cannot_be_read_is_said_with_its_place(string text, int line, int column, string reason)
    {
        var fault = SignedMetadata.Read(Encoding.UTF8.GetBytes(text)).Fault!;

        Assert.Equal((line, column, reason), (fault.Place.Line, fault.Place.Column, fault.Reason));
    }

    [Fact]
    public void A_place_in_a_payload_is_said_with_that_of_the_payload()
    {
        var payload = Convert.ToBase64String("{\n  \"_type\": \"nothing\"\n}"u8);
        var fault = SignedMetadata.Read(Encoding.UTF8.GetBytes($"{{\"payloadType\": \"application/vnd.in-toto+json\",\n  \"payload\": \"{payload}\", \"signatures\": []}}")).Fault!;

        Assert.Equal("line 2, column 14 (of its payload line 2, column 12): the payload is of type 'nothing', where 'layout', 'link' or a statement of in-toto belongs", fault.ToString());
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_refused() => Assert.NotNull(SignedMetadata.Read(new byte[] { (byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}' }).Fault);

    [Theory]
    [InlineData('[', ']')]
    public void What_is_nested_too_deeply_is_refused(char open, char close)
    {
        string Nested(int depth) => $"{{\"a\":{new string(open, depth)}{new string(close, depth)}}}";

        Assert.StartsWith("it is no metadata", SignedMetadata.Read(Encoding.UTF8.GetBytes(Nested(63))).Fault!.Reason, StringComparison.Ordinal);
        Assert.Equal("it is nested more than 64 levels deep", SignedMetadata.Read(Encoding.UTF8.GetBytes(Nested(64))).Fault!.Reason);
        Assert.Equal("it is nested more than 64 levels deep", SignedMetadata.Read(Encoding.UTF8.GetBytes(Nested(100_000))).Fault!.Reason);
    }

    [Theory]
    [InlineData("2030-12-31T23:59:59Z", true)]
    [InlineData("2028-02-29T00:00:00Z", true)]
    [InlineData("2030-02-29T00:00:00Z", false)]
    [InlineData("2030-12-31T23:59:60Z", false)]
    [InlineData("2030-12-31T23:59:59", false)]
    [InlineData("2030-12-31T23:59:59+00:00", false)]
    [InlineData("2030-12-31 23:59:59Z", false)]
    [InlineData("", false)]
    public void A_layout_expires_at_a_time_of_one_form(string expires, bool isOne)
    {
        var layout = Made.Layout([], []);
        layout["expires"] = expires;

        Assert.Equal(isOne, SignedMetadata.Read(Made.Metablock(layout)).Value is not null);
    }

    [Fact]
    public void A_layout_is_read_with_its_places()
    {
        var layout = SignedMetadata.Read("""
            {"signatures": [], "signed": {
              "_type": "layout", "expires": "2030-01-02T03:04:05Z", "readme": "Read me.", "keys": {}, "inspect": [],
              "steps": [
                {"name": "build", "threshold": 2, "pubkeys": ["ab12",
                   "cd34"], "expected_command": ["make", "all"],
                 "expected_materials": [["ALLOW", "*"]],
                 "expected_products": [
                   ["CREATE", "x"], ["DISALLOW", "*"]]}]}}
            """u8.ToArray()).Value!.Layout!;

        var step = layout.Steps.Single();
        Assert.Equal(("line 1, column 30", "line 2, column 33"), (layout.Place.ToString(), layout.ExpiresPlace.ToString()));
        Assert.Equal((new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero), "Read me."), (layout.Expires, layout.Readme));
        Assert.Equal(("build", 2, "make all"), (step.Name, step.Threshold, string.Join(' ', step.ExpectedCommand)));
        Assert.Equal(("line 4, column 5", "line 4, column 36"), (step.Place.ToString(), step.ThresholdPlace.ToString()));
        Assert.Equal("ab12 line 4, column 51; cd34 line 5, column 8", string.Join("; ", step.KeyIds.Select(id => $"{id.KeyId} {id.Place}")));
        Assert.Equal("ALLOW * line 6, column 29", string.Join("; ", step.Materials.Rules.Select(rule => $"{rule.Rule} {rule.Place}")));
        Assert.Equal("CREATE x line 8, column 8; DISALLOW * line 8, column 25", string.Join("; ", step.Products.Rules.Select(rule => $"{rule.Rule} {rule.Place}")));
        Assert.Equal("line 7, column 27", step.Products.Place.ToString());
    }

    [Fact]
    public void Base64_may_be_that_of_addresses_and_lack_its_end()
    {
        var envelope = (JsonObject)JsonNode.Parse(Made.Dsse(Made.Link("a>>>???~~~", "", "", "ÿÿþ"), TestKey.Carl))!;
        foreach (var edit in new Func<string, string>[] { text => text.Replace('+', '-').Replace('/', '_'), text => text.TrimEnd('='), text => text.Replace('+', '-').Replace('/', '_').TrimEnd('=') })
        {
            var other = (JsonObject)envelope.DeepClone();
            other["payload"] = edit((string)other["payload"]!);
            other["signatures"]![0]!["sig"] = edit((string)other["signatures"]![0]!["sig"]!);

            Assert.NotNull(SignedMetadata.Read(Made.Bytes(other)).Value!.SignatureOf(TestKey.Carl.Verification));
        }
    }

    [Fact]
    public void A_signature_of_DSSE_needs_no_id()
    {
        var envelope = (JsonObject)JsonNode.Parse(Made.Dsse(Made.Link("a"), TestKey.Carl))!;
        ((JsonObject)envelope["signatures"]![0]!).Remove("keyid");

        Assert.NotNull(SignedMetadata.Read(Made.Bytes(envelope)).Value!.SignatureOf(TestKey.Carl.Verification));
    }

    [Fact]
    public void A_signature_of_OpenPGP_is_not_supported_and_said_to_be()
    {
        var link = SignedMetadata.Read("""{"signed": {"_type": "link", "name": "a"}, "signatures": [{"keyid": "ab", "other_headers": "04", "signature": "00"}]}"""u8.ToArray()).Value!;

        Assert.Contains("OpenPGP", link.Signatures.Single().Unsupported, StringComparison.Ordinal);
        Assert.Null(link.SignatureOf(TestKey.Carl.Verification));
    }

    [Fact]
    public void A_bundle_has_an_envelope_a_line_and_other_lines_are_none()
    {
        var one = Encoding.UTF8.GetString(Made.Dsse(Made.Link("a"), TestKey.Carl));
        var other = Encoding.UTF8.GetString(Made.Dsse(Made.Link("b"), TestKey.Carl));

        var read = SignedMetadata.ReadAll(Encoding.UTF8.GetBytes($"{one}\n\r\nnonsense\n{other}"));

        Assert.Equal(["a", null, "b"], read.Select(line => line.Value?.Link?.Name));
        Assert.Equal("line 3, column 2: it is not JSON", read[1].Fault!.ToString());
    }

    [Fact]
    public void An_envelope_of_a_bundle_may_stand_on_several_lines_or_behind_another_one()
    {
        var one = JsonNode.Parse(Made.Dsse(Made.Link("a"), TestKey.Carl))!.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
        var other = Encoding.UTF8.GetString(Made.Dsse(Made.Link("b"), TestKey.Carl));

        var read = SignedMetadata.ReadAll(Encoding.UTF8.GetBytes($"\uFEFF{one}\n{one}{other} {other}\n{one[..^2]}\n{other}\n  {{}}"));

        Assert.Equal(["a", "a", "b", "b"], read.Take(4).Select(envelope => envelope.Value?.Link?.Name));
        Assert.Equal("b", read[^2].Value?.Link?.Name);
        Assert.All([.. read[4..^2], read[^1]], envelope => Assert.NotNull(envelope.Fault));
        var (lines, line) = (one.Count(letter => letter is '\n') + 1, one[..one.IndexOf("\"keyid\"", StringComparison.Ordinal)].Count(letter => letter is '\n'));
        Assert.Equal([line, lines + line, lines + lines, lines + lines], read.Take(4).Select(envelope => envelope.Value!.Signatures[0].Place.Line));
        Assert.Equal(other.Length + 1, read[3].Value!.Signatures[0].Place.Column - read[2].Value!.Signatures[0].Place.Column);
    }

    [Fact]
    public void A_text_that_opens_much_and_closes_nothing_is_taken_apart_in_little_time()
    {
        var time = Stopwatch.StartNew();

        _ = SignedMetadata.ReadAll(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[\n", 60)) + string.Concat(Enumerable.Repeat("[],\n", 500_000))));
        _ = SignedMetadata.ReadAll(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":\n", 300_000))));

        // Each opening bracket looked for anew would take hours.
        Assert.True(time.Elapsed < TimeSpan.FromMinutes(2), $"{time.Elapsed}");
    }

    [Fact]
    public void A_bundle_of_sigstore_is_read_for_what_it_holds()
    {
        var envelope = JsonNode.Parse(Made.Dsse(Made.Link("a"), TestKey.Carl));
        var bundle = Made.Bytes(new JsonObject { ["mediaType"] = "application/vnd.dev.sigstore.bundle.v0.3+json", ["verificationMaterial"] = new JsonObject(), ["dsseEnvelope"] = envelope });

        var read = SignedMetadata.Read(bundle).Value!;

        Assert.Equal((EnvelopeKind.SigstoreBundle, "a"), (read.Kind, read.Link?.Name));
    }

    [Fact]
    public void A_statement_of_either_version_says_what_a_link_does()
    {
        foreach (var version in new[] { Statement.Version1, Statement.Version01 })
        {
            var link = SignedMetadata.Read(Made.Dsse(new JsonObject
            {
                ["_type"] = version,
                ["subject"] = new JsonArray(new JsonObject { ["name"] = "out", ["digest"] = new JsonObject { ["sha256"] = "01", ["sha1"] = "02" } }),
                ["predicateType"] = Statement.LinkPredicate,
                ["predicate"] = new JsonObject
                {
                    ["name"] = "build",
                    ["command"] = new JsonArray("make"),
                    ["materials"] = new JsonArray(new JsonObject { ["uri"] = "in", ["digest"] = new JsonObject { ["gitCommit"] = "03" } }),
                    ["byproducts"] = new JsonObject { ["return-value"] = 7 },
                },
            })).Value!.Link!;

            Assert.Equal(("build", "sha1:02,sha256:01", "gitCommit:03", 7), (link.Name, link.Products["out"], link.Materials["in"], link.ReturnValue));
        }
    }

    [Fact]
    public void The_canonical_bytes_of_a_link_of_Gos_tests_are_those_that_it_expects()
    {
        // Control characters stay as they are, and only quotes and backslashes are escaped.
        var canonical = Made.Canonical(JsonNode.Parse("""{"f": "\u001b\uFFFFF\\n\"", "e": 1, "d": null, "c": false, "b": true, "a": "WTF"}""")!);

        Assert.Equal("{\"a\":\"WTF\",\"b\":true,\"c\":false,\"d\":null,\"e\":1,\"f\":\"\u001b\uFFFFF\\\\n\\\"\"}", Encoding.UTF8.GetString(canonical));
    }
}
