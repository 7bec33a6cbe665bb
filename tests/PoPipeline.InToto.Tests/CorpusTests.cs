using System.Globalization;
using PoPipeline.InToto.Attesting;
using PoPipeline.InToto.Keys;
using PoPipeline.InToto.Metadata;
using PoPipeline.InToto.Verifying;
using PoPipeline.Tests;

namespace PoPipeline.InToto.Tests;

/// <summary>The layouts and links that implementations of in-toto test themselves with come to what those tests say.</summary>
public sealed class CorpusTests
{
    private const string Go = "golang/test/data";
    private const string Rust = "rust/tests/test_verifylib";
    private const string Python = "python/tests";
    private const string Ssl = "securesystemslib/signerverifier/test-data";
    private const string Attestations = "attestations/test-data";
    private const string GoOwner = Go + "/alice.pub";
    private const string RustOwner = Rust + "/workdir/alice.pub";

    // The public key of the functionary in the layouts of in-toto/attestation-verifier, to which its test data belongs.
    private const string Functionary = "7345b83c121ea0d9ffc3b38d69958718b8435e8cb0552f889d695586693e1b89";

    /// <summary>Layout, key of the owner, folder of the links, day, what it comes to, and what fails.</summary>
    public static TheoryData<string, string, string, string, VerificationState, FailureKind?> Layouts => new()
    {
        { Go + "/demo.layout", GoOwner, Go, "2026-11-29", VerificationState.VerifiedWithoutInspections, null },
        { Go + "/demo.dsse.layout", GoOwner, Go, "2026-11-29", VerificationState.VerifiedWithoutInspections, null },
        { Go + "/dsse-only.root.layout", GoOwner, Go, "2026-11-29", VerificationState.Verified, null },
        { Go + "/sub_layout.70ca5750.link", GoOwner, Go, "2026-11-29", VerificationState.VerifiedWithoutInspections, null },
        { Go + "/super.layout", GoOwner, Go, "2021-01-01", VerificationState.Failed, FailureKind.LayoutSignature },
        { Go + "/demo.layout", GoOwner, Go, "2030-11-19", VerificationState.Expired, FailureKind.Expired },
        { Go + "/dsse-only.root.layout", GoOwner, Go, "2030-06-04", VerificationState.Expired, FailureKind.Expired },
        { Go + "/demo.layout", Go + "/carol.pub", Go, "2026-11-29", VerificationState.Failed, FailureKind.LayoutSignature },
        { Go + "/demo.layout", "", Go, "2026-11-29", VerificationState.NoTrustRoot, FailureKind.LayoutSignature },
        { Go + "/demo.layout", GoOwner, Rust, "2026-11-29", VerificationState.Failed, FailureKind.Unsupported },
        { Rust + "/workdir/root.layout", RustOwner, Rust + "/links", "2022-11-01", VerificationState.VerifiedWithoutInspections, null },
        { Rust + "/workdir/root.layout", RustOwner, Rust + "/links", "2026-11-29", VerificationState.Expired, FailureKind.Expired },
        { Rust + "/workdir/root.layout", RustOwner, Rust + "/workdir", "2022-11-01", VerificationState.Failed, FailureKind.MissingLinks },
        { "rust/tests/test_metadata/demo.layout", RustOwner, Rust, "1969-12-31", VerificationState.Failed, FailureKind.LayoutSignature },
        { Python + "/demo_files/demo.layout.template", Python + "/demo_files/alice.pub", Python + "/demo_files", "2026-11-29", VerificationState.Unparsable, FailureKind.Unreadable },
        { Python + "/demo_dsse_files/demo.layout.template", Python + "/demo_files/alice.pub", Python + "/demo_dsse_files", "2026-11-29", VerificationState.Unparsable, FailureKind.Unreadable },
    };

    /// <summary>Link or statement, and the key that signed it.</summary>
    public static TheoryData<string, string> Links => new()
    {
        { Go + "/clone-dsse.776a00e2.link", Python + "/demo_files/bob.pub" },
        { Go + "/update-version-dsse.776a00e2.link", Python + "/demo_files/bob.pub" },
        { Go + "/package-dsse.2f89b927.link", Python + "/demo_files/carl.pub" },
        { Go + "/write-code.b7d643de.link", Go + "/dan.pub" },
        { Go + "/foo.b7d643de.link", Go + "/dan.pub" },
        { Python + "/demo_files/write-code.776a00e2.link", Python + "/demo_files/bob.pub" },
        { Python + "/demo_files/package.2f89b927.link", Python + "/demo_files/carl.pub" },
        { Python + "/demo_dsse_files/write-code.776a00e2.link", Python + "/demo_files/bob.pub" },
        { Python + "/demo_dsse_files/package.2f89b927.link", Python + "/demo_files/carl.pub" },
        { Rust + "/links/clone.776a00e2.link", Python + "/demo_files/bob.pub" },
        { Rust + "/links/update-version.776a00e2.link", Python + "/demo_files/bob.pub" },
        { Rust + "/links/package.2f89b927.link", Python + "/demo_files/carl.pub" },
        { Ssl + "/test-rsa.4e8d20af.link", Ssl + "/rsa-test-key.pub" },
        { Ssl + "/test-ecdsa.98adf386.link", Ssl + "/ecdsa-test-key.pub" },
        { Ssl + "/test-ecdsa.98adf386.link", Ssl + "/ecdsa-test-key-pem.pub" },
        { Ssl + "/test-ed25519.52e3b8e7.link", Ssl + "/ed25519-test-key.pub" },
        { Ssl + "/test-ed25519.52e3b8e7.link", Ssl + "/ed25519-test-key-pem.pub" },
        { Attestations + "/build.fe1c6281.json", "" },
        { Attestations + "/clone.fe1c6281.json", "" },
        { Attestations + "/test.fe1c6281.json", "" },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_layout_comes_to_what_it_should(string layout, string key, string links, string day, VerificationState state, FailureKind? kind)
    {
        var result = new LayoutVerifier(new FixedTime(DateTimeOffset.Parse(day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal))).Verify(new VerificationRequest
        {
            LayoutFile = layout,
            Layout = File.ReadAllBytes(PathOf(layout)),
            Keys = key.Length == 0 ? [] : [KeyOf(key)],
            Links = new MetadataFolder(PathOf(links)),
        });

        Assert.True(state == result.State, $"{result.State}: {result.Failure}");
        Assert.Equal(kind, result.Failure?.Kind);
    }

    [Theory]
    [MemberData(nameof(Links))]
    public void A_link_is_signed_by_its_key_and_by_no_other(string link, string key)
    {
        var bytes = File.ReadAllBytes(PathOf(link));
        var own = key.Length == 0 ? VerificationKey.Parse(Functionary).Value! : KeyOf(key);
        var metadata = SignedMetadata.Read(bytes).Value!;

        Assert.Equal(own.KeyIds.Single(id => Path.GetFileName(link).Contains($".{id[..8]}.", StringComparison.Ordinal)), metadata.SignatureOf(own)?.KeyId);
        Assert.Null(metadata.SignatureOf(TestKey.Carl.Verification));
        if (metadata.Statement is not null)
        {
            Assert.Equal(VerificationState.Verified, AttestationVerifier.Verify(bytes, [own]).State);
        }
    }

    [Fact]
    public void A_statement_says_what_a_link_does_even_with_the_wrong_name_of_its_type()
    {
        var link = SignedMetadata.Read(File.ReadAllBytes(PathOf(Attestations + "/clone.fe1c6281.json"))).Value!.Link!;

        Assert.Equal(("clone", "git clone https://example.com/foo.git"), (link.Name, string.Join(' ', link.Command)));
        Assert.Equal("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", link.Products["foo"]);
    }

    [Fact]
    public void Every_file_is_read_or_refused_with_a_place()
    {
        var files = Directory.GetFiles(PathOf(""), "*", SearchOption.AllDirectories);

        Assert.NotEmpty(files);
        Assert.Equal(29, files.Count(file => SignedMetadata.Read(File.ReadAllBytes(file)).IsValue(out _, out var fault) || fault.Place.Line < 1));
    }

    // What the reference implementation says today, and whether it is the same.
    [Theory]
    [InlineData(Go + "/demo.layout", GoOwner, Go, "SignatureVerificationError", false)]
    [InlineData(Go + "/super.layout", GoOwner, Go, "SignatureVerificationError", true)]
    [InlineData(Rust + "/workdir/root.layout", RustOwner, Rust + "/links", "LayoutExpiredError", true)]
    [InlineData(Rust + "/workdir/root.layout", Go + "/dan.pub", Rust + "/links", "SignatureVerificationError", true)]
    [InlineData(Python + "/demo_files/demo.layout.template", Python + "/demo_files/alice.pub", Python + "/demo_files", "SignatureVerificationError", true)]
    public async Task The_reference_implementation_says_the_same_of_those_that_it_can_read(string layout, string key, string links, string verdict, bool same)
    {
        using var folder = new TemporaryFolder();
        File.Copy(PathOf(layout), Path.Combine(folder.Path, "root.layout"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "links"));
        foreach (var link in Directory.EnumerateFiles(PathOf(links), "*.link"))
        {
            File.Copy(link, Path.Combine(folder.Path, "links", Path.GetFileName(link)));
        }

        File.Copy(PathOf(key), Path.Combine(folder.Path, "key.pub"));
        var answers = await Reference.Ask([new() { ["kind"] = "chain", ["folder"] = folder.Path, ["keys"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["file"] = "key.pub", ["type"] = "rsa" }), ["parameters"] = null }]);

        var own = new LayoutVerifier(TimeProvider.System).Verify(new VerificationRequest { LayoutFile = layout, Layout = File.ReadAllBytes(PathOf(layout)), Keys = [KeyOf(key)], Links = new MetadataFolder(PathOf(links)) });
        Assert.Equal(verdict, (string?)answers.Single());
        Assert.Equal(same, !own.Holds);
    }

    private static string PathOf(string file) => Path.Combine(TestPaths.RequireCorpora(), "in-toto", file);

    private static VerificationKey KeyOf(string file) => VerificationKey.Parse(File.ReadAllText(PathOf(file))).Value!;
}
