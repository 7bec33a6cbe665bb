using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PoPipeline.InToto.Verifying;
using PoPipeline.Tests;
using static PoPipeline.InToto.Tests.Made;
using static PoPipeline.InToto.Tests.TestKey;

namespace PoPipeline.InToto.Tests;

/// <summary>What verifying says beside its verdict: evidence, warnings, what was not executed, the summary, limits.</summary>
public sealed class VerifierTests
{
    [Fact]
    public void Nothing_is_absent()
    {
        var result = Verify(layout: null, []);

        Assert.Equal((VerificationState.Absent, null, null), (result.State, result.Failure, result.Layout));
    }

    [Fact]
    public void A_link_in_place_of_a_layout_is_unparsable() =>
        Assert.Equal(VerificationState.Unparsable, Verify(Metablock(Link("a"), Carl), []).State);

    [Fact]
    public void A_layout_holds_until_the_second_in_which_it_expires()
    {
        var layout = Metablock(Layout([], [], "2026-11-29T12:00:00Z"), Carl);

        Assert.Equal(VerificationState.Verified, Verify(layout, [], Scenario.Now).State);
        Assert.Equal(VerificationState.Expired, Verify(layout, [], Scenario.Now.AddTicks(1)).State);
    }

    [Fact]
    public void Evidence_says_what_became_of_each_link()
    {
        var layout = Layout([Step("s", [Alice, Bob, Dora, Erik], "", "", threshold: 1)], [Alice, Bob, Dora]);
        var result = Verify(Metablock(layout, Carl), new(StringComparer.Ordinal)
        {
            [FileOf("s", Alice)] = Metablock(Link("s"), Alice),
            [FileOf("s", Bob)] = Metablock(Link("s"), Alice),
            [FileOf("s", Erik)] = Metablock(Link("s"), Erik),
        });

        Assert.Equal(VerificationState.Verified, result.State);
        Assert.Equal([Carl.Verification.KeyId], result.Signers);
        var step = Assert.Single(result.Steps);
        Assert.Equal(("s", 1, 1), (step.Step, step.Threshold, step.Counted));
        Assert.Equal([LinkStanding.Counted, LinkStanding.NotSigned, LinkStanding.Absent, LinkStanding.UnknownKey], step.Links.Select(link => link.Standing));
    }

    [Fact]
    public void A_link_that_nobody_looked_at_is_not_said_to_be_unsigned()
    {
        var layout = Layout([Step("s", [Alice, Bob], threshold: 2)], [Alice, Bob]);

        var result = Verify(Metablock(layout, Carl), new(StringComparer.Ordinal) { [FileOf("s", Alice)] = Metablock(Link("s"), Alice) });

        Assert.Equal(FailureKind.MissingLinks, result.Failure?.Kind);
        Assert.Equal([LinkStanding.NotLookedAt, LinkStanding.Absent], result.Steps.Single().Links.Select(link => link.Standing));
    }

    [Fact]
    public void Commands_names_and_links_that_differ_are_warned_about()
    {
        var layout = Layout([Step("s", [Alice, Bob], "", "", command: "vi foo")], [Alice, Bob]);
        var result = Verify(Metablock(layout, Carl), new(StringComparer.Ordinal)
        {
            [FileOf("s", Alice)] = Metablock(Link("s", "", "a=1", "vi bar"), Alice),
            [FileOf("s", Bob)] = Metablock(Link("t", "", "a=2", "vi foo"), Bob),
        });

        Assert.Equal(VerificationState.Verified, result.State);
        Assert.Equal(
            [
                "The command of the step 's' was 'vi bar', where 'vi foo' was expected. Find out why, or have the layout say what is meant.",
                "The link says that it is of the step 't', and counts for the step 's', whose name its file has, so that what one step did may pass for what another one should have done. Find out what it is a link of, and make that of the step 's' anew.",
                $"The links '{FileOf("s", Alice)}' and '{FileOf("s", Bob)}' differ in the artifacts of the step 's'. One is enough for the step, and the first of them is the one that is judged. Find out who made what, and remove the link that is not meant.",
            ],
            result.Warnings.Select(warning => warning.Text));
        Assert.Equal([VerificationWarningKind.OtherCommand, VerificationWarningKind.OtherStep, VerificationWarningKind.LinksDiffer], result.Warnings.Select(warning => warning.Kind));
    }

    [Fact]
    public void A_command_as_expected_and_one_of_which_none_is_expected_are_not_warned_about()
    {
        var layout = Layout([Step("s", [Alice], command: "vi foo"), Step("t", [Alice])], [Alice]);
        var result = Verify(Metablock(layout, Carl), new(StringComparer.Ordinal)
        {
            [FileOf("s", Alice)] = Metablock(Link("s", command: "vi foo"), Alice),
            [FileOf("t", Alice)] = Metablock(Link("t", command: "anything"), Alice),
        });

        Assert.Equal(VerificationState.Verified, result.State);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Signatures_that_are_too_many_are_not_tried()
    {
        var junk = Enumerable.Range(0, 63).Select(number => ($"{number:x2}", new byte[64])).ToArray();
        var good = (Gus.KeyId, Gus.Sign(Canonical(Link("s"))));
        FailureKind? Tried(params (string KeyId, byte[] Signature)[] signatures) => new LayoutVerifier(new FixedTime(Scenario.Now)) { Budget = () => new WorkBudget(tries: 50) }.Verify(new VerificationRequest
        {
            LayoutFile = "root.layout",
            Layout = Metablock(Layout([Step("s", [Gus])], [Gus]), Carl),
            Keys = [Carl.Verification],
            Links = new MemoryFolder(new Dictionary<string, byte[]>(StringComparer.Ordinal) { [FileOf("s", Gus)] = Envelope(Link("s"), signatures) }),
        }).Failure?.Kind;

        Assert.Null(Tried([.. junk, good]));
        Assert.Equal(FailureKind.Threshold, Tried(junk[..40]));
        Assert.Equal(FailureKind.Limit, Tried(junk));
        Assert.Equal(FailureKind.Unreadable, Tried([.. junk, good, good]));
    }

    [Fact]
    public void The_summary_has_the_first_materials_and_the_last_products()
    {
        var layout = Layout([Step("a", [Alice]), Step("b", [Bob])], [Alice, Bob]);
        var result = Verify(Metablock(layout, Carl), new(StringComparer.Ordinal)
        {
            [FileOf("a", Alice)] = Metablock(Link("a", "in=1", "mid=2", "first"), Alice),
            [FileOf("b", Bob)] = Metablock(Link("b", "mid=2", "out=3", "second"), Bob),
        });

        var summary = result.Summary!;
        Assert.Equal(("in", "out", "second", 0, ""), (summary.Materials.Keys.Single(), summary.Products.Keys.Single(), summary.Command.Single(), summary.ReturnValue, summary.Name));
    }

    [Fact]
    public void Inspections_of_sublayouts_are_not_executed_either_and_are_named()
    {
        var own = Layout([], [], inspect: new JsonArray(Inspection("look", "touch it")));
        var layout = Layout([Step("s", [Bob])], [Bob], inspect: new JsonArray(Inspection("untar", "tar xf it")));

        var result = Verify(Metablock(layout, Carl), new(StringComparer.Ordinal) { [FileOf("s", Bob)] = Metablock(own, Bob) });

        Assert.Equal(VerificationState.VerifiedWithoutInspections, result.State);
        Assert.Equal(["s/look", "untar"], result.NotExecuted);
        Assert.Equal(VerificationState.VerifiedWithoutInspections, result.Steps.Single().Links.Single().Sublayout!.State);
    }

    [Fact]
    public void What_fails_in_a_sublayout_is_said_of_its_file()
    {
        var own = Layout([Step("build", [Gus], "", "DISALLOW *")], [Gus]);
        var layout = Layout([Step("s", [Bob])], [Bob]);

        var result = Verify(Metablock(layout, Carl), new(StringComparer.Ordinal)
        {
            [FileOf("s", Bob)] = Metablock(own, Bob),
            [$"s.{Bob.KeyId[..8]}/{FileOf("build", Gus)}"] = Metablock(Link("build", "", "x=1"), Gus),
        });

        Assert.Equal((VerificationState.Failed, FailureKind.Rule, FileOf("s", Bob), "build", "DISALLOW *"), (result.State, result.Failure!.Kind, result.Failure.File, result.Failure.Step, result.Failure.Rule));
        Assert.NotNull(result.Failure.Place);
        Assert.Equal(VerificationState.Failed, result.Steps.Single().Links.Single().Sublayout!.State);
    }

    [Fact]
    public void Layouts_and_links_may_be_in_envelopes_of_DSSE()
    {
        var layout = Layout([Step("s", [Alice, Bob], "", "CREATE x\nDISALLOW *", threshold: 2)], [Alice, Bob]);
        var statement = new JsonObject
        {
            ["_type"] = Metadata.Statement.Version1,
            ["subject"] = new JsonArray(new JsonObject { ["name"] = "x", ["digest"] = new JsonObject { ["sha256"] = Digest("1") } }),
            ["predicateType"] = Metadata.Statement.LinkPredicate,
            ["predicate"] = new JsonObject { ["name"] = "s" },
        };

        Assert.Equal(VerificationState.Verified, Verify(Dsse(layout, Carl), new(StringComparer.Ordinal)
        {
            [FileOf("s", Alice)] = Dsse(Link("s", "", "x=1"), Alice),
            [$"s.{Bob.KeyId[..8]}.json"] = Dsse(statement, Bob),
        }).State);
    }

    [Theory]
    [InlineData(16, VerificationState.Verified)]
    [InlineData(17, VerificationState.Failed)]
    public void Sublayouts_are_followed_as_deep_as_is_said(int depth, VerificationState state)
    {
        var deep = Layout([], []);
        Dictionary<string, byte[]> levels = new(StringComparer.Ordinal);
        for (var level = depth; level > 0; level--)
        {
            levels[string.Concat(Enumerable.Repeat($"s.{Gus.KeyId[..8]}/", level - 1)) + FileOf("s", Gus)] = Metablock(deep, Gus);
            deep = Layout([Step("s", [Gus])], [Gus]);
        }

        var result = Verify(Metablock(deep, Carl), levels);

        Assert.Equal(state, result.State);
        Assert.Equal(state is VerificationState.Failed ? FailureKind.Limit : null, result.Failure?.Kind);
    }

    [Fact]
    public void A_layout_that_is_its_own_sublayout_ends()
    {
        var own = Metablock(Layout([Step("s", [Gus])], [Gus]), Gus);

        Assert.Equal(FailureKind.Limit, Verify(own, new Endless(own), Gus).Failure?.Kind);
    }

    [Fact]
    public void Files_that_are_too_many_are_not_read()
    {
        // Two steps each, sixteen levels deep.
        var own = Metablock(Layout([Step("a", [Gus]), Step("b", [Gus])], [Gus]), Gus);

        var result = new LayoutVerifier(new FixedTime(Scenario.Now)) { Budget = () => new WorkBudget(files: 100) }.Verify(new VerificationRequest
        {
            LayoutFile = "root.layout",
            Layout = own,
            Keys = [Gus.Verification],
            Links = new Endless(own, last: Metablock(Layout([], []), Gus)),
        });

        Assert.Equal(FailureKind.Limit, result.Failure?.Kind);
        Assert.Contains("files", result.Failure!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b", true)]
    [InlineData("ä b", true)]
    [InlineData("..", false)]
    [InlineData("../x", false)]
    [InlineData("/x", false)]
    [InlineData("x/", false)]
    [InlineData("a//b", false)]
    [InlineData("a\\b", false)]
    [InlineData("", false)]
    public void A_step_does_not_lead_out_of_the_folder(string name, bool isOne)
    {
        var result = Verify(Metablock(Layout([Step(name, [Alice])], [Alice]), Carl), new(StringComparer.Ordinal) { [FileOf(name, Alice)] = Metablock(Link(name), Alice) });

        Assert.Equal(isOne ? VerificationState.Verified : VerificationState.Unparsable, result.State);
    }

    [Fact]
    public void What_is_not_supported_is_not_said_to_be_wrong()
    {
        var layout = Layout([Step("s", [Alice])], []);
        layout["keys"] = new JsonObject
        {
            [Alice.KeyId] = new JsonObject { ["type"] = "rsa", ["method"] = "pgp+rsa-pkcsv1.5", ["hashes"] = new JsonArray("pgp+SHA2"), ["keyid"] = Alice.KeyId, ["keyval"] = new JsonObject { ["private"] = "", ["public"] = new JsonObject { ["e"] = "01", ["n"] = "02" } } },
        };
        var gpg = """{"signed": {"_type": "link", "name": "s"}, "signatures": [{"keyid": "ab", "other_headers": "04", "signature": "00"}]}"""u8.ToArray();
        var certificates = Layout([Step("s", [])], []);
        certificates["steps"]![0]!["cert_constraints"] = new JsonArray(new JsonObject { ["common_name"] = "*" });

        var result = Verify(Metablock(layout, Carl), new(StringComparer.Ordinal) { [FileOf("s", Alice)] = gpg });

        Assert.Equal(FailureKind.Unsupported, result.Failure?.Kind);
        Assert.Contains("OpenPGP", result.Failure!.Reason, StringComparison.Ordinal);
        Assert.Equal(LinkStanding.Unsupported, result.Steps.Single().Links.Single().Standing);
        Assert.Equal(FailureKind.Unsupported, Verify(Metablock(layout, Carl), []).Failure?.Kind);
        Assert.Equal(FailureKind.Unsupported, Verify(Metablock(certificates, Carl), []).Failure?.Kind);
    }

    [Fact]
    public void A_bundle_of_sigstore_has_no_trust_root_here()
    {
        var bundle = Bytes(new JsonObject { ["mediaType"] = "application/vnd.dev.sigstore.bundle.v0.3+json", ["dsseEnvelope"] = JsonNode.Parse(Dsse(Layout([], []), Carl)) });

        Assert.Equal(VerificationState.NoTrustRoot, Verify(bundle, []).State);
    }

    [Fact]
    public void Rules_that_take_too_much_work_are_not_judged()
    {
        var layout = Layout([Step("s", [Gus], "", "DISALLOW *a*b")], [Gus]);
        var result = new LayoutVerifier(new FixedTime(Scenario.Now)) { Budget = () => new WorkBudget(comparisons: 10) }.Verify(new VerificationRequest
        {
            LayoutFile = "root.layout",
            Layout = Metablock(layout, Gus),
            Keys = [Gus.Verification],
            Links = new MemoryFolder(new Dictionary<string, byte[]>(StringComparer.Ordinal) { [FileOf("s", Gus)] = Metablock(Link("s", "", "aaaaaaaaaaaaaa=1"), Gus) }),
        });

        Assert.Equal((VerificationState.Failed, FailureKind.Limit), (result.State, result.Failure!.Kind));
    }

    [Fact]
    public void A_folder_on_the_disk_is_read_and_what_is_no_file_is_not()
    {
        using var folder = new TemporaryFolder();
        var layout = Metablock(Layout([Step("s", [Alice])], [Alice]), Carl);
        var file = Path.Combine(folder.Path, FileOf("s", Alice));
        VerificationResult Run() => Verify(layout, new MetadataFolder(folder.Path), Carl);

        Assert.Equal(FailureKind.MissingLinks, Run().Failure?.Kind);
        File.WriteAllBytes(file, Metablock(Link("s"), Alice));
        Assert.Equal(VerificationState.Verified, Run().State);
        File.Delete(file);
        Directory.CreateDirectory(file);
        Assert.Equal(FailureKind.MissingLinks, Run().Failure?.Kind);
        Directory.Delete(file);
        File.WriteAllText(file, "");
        Assert.Equal(VerificationState.Unparsable, Run().State);
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(file);
            File.CreateSymbolicLink(file, "/dev/zero");
            Assert.Equal(VerificationState.Unparsable, Run().State);
            File.Delete(file);
            File.CreateSymbolicLink(file, file);
            Assert.False(Run().Holds);
        }
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_said()
    {
        var layout = Metablock(Layout([Step("s", [Alice])], [Alice]), Carl);

        Assert.Equal($"'{FileOf("s", Alice)}' cannot be read: access is denied.", Verify(layout, new Denied(), Carl).Failure?.Reason);
    }

    private static string FileOf(string step, TestKey key) => $"{step}.{key.KeyId[..8]}.link";

    private static VerificationResult Verify(byte[]? layout, Dictionary<string, byte[]> links, DateTimeOffset? now = null) => Verify(layout, new MemoryFolder(links), Carl, now);

    private static VerificationResult Verify(byte[]? layout, IMetadataFolder links, TestKey key, DateTimeOffset? now = null) => new LayoutVerifier(new FixedTime(now ?? Scenario.Now)).Verify(new VerificationRequest
    {
        LayoutFile = "root.layout",
        Layout = layout,
        Keys = [key.Verification],
        Links = links,
    });

    private sealed class Endless(byte[] layout, byte[]? last = null) : IMetadataFolder
    {
        public byte[]? Read(string name, int maximum) => last is not null && name.Count(letter => letter is '/') >= 14 ? last : layout;
    }

    private sealed class Denied : IMetadataFolder
    {
        public byte[]? Read(string name, int maximum) => throw new UnauthorizedAccessException();
    }
}
