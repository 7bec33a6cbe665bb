using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using PoPipeline.InToto.Verifying;
using static PoPipeline.InToto.Tests.Made;
using static PoPipeline.InToto.Tests.TestKey;

namespace PoPipeline.InToto.Tests;

/// <summary>Supply chains that verify and that do not, each with what the reference implementation says of it.</summary>
internal static class Scenarios
{
    private const string Passes = "passes";
    private const string Stricter = "What would be left open is refused here.";

    private const string CodeProducts = """
        CREATE src/foo.py
        DISALLOW *
        """;

    private const string PackageMaterials = """
        MATCH foo.py IN src WITH PRODUCTS IN src FROM write-code
        DISALLOW *
        """;

    private const string PackageProducts = """
        CREATE foo.tar.gz
        DISALLOW *
        """;

    public static ImmutableArray<Scenario> All { get; } =
    [
        .. Signatures(), .. Expiry(), .. Links(), .. Thresholds(), .. Commands(), .. RuleScenarios(), .. Sublayouts(), .. Malformed(), .. Inspections(), .. Parameters(), .. Algorithms(),
    ];

    // Alice writes code, Bob packages it, Carl owns the layout.
    private static JsonObject Chain(string expires = Later, int threshold = 1, string? packageMaterials = null, string? packageProducts = null, string? codeProducts = null, string command = "") => Made.Layout(
        [
            Step("write-code", [Alice], "DISALLOW *", codeProducts ?? CodeProducts, command: command),
            Step("package", [Bob, Dora], packageMaterials ?? PackageMaterials, packageProducts ?? PackageProducts, threshold),
        ],
        [Alice, Bob, Dora],
        expires);

    private static JsonObject Code(string products = "src/foo.py=1", string command = "") => Link("write-code", "", products, command);

    private static JsonObject Package(string materials = "src/foo.py=1", string products = "foo.tar.gz=2") => Link("package", materials, products);

    private static string FileOf(string step, TestKey key) => $"{step}.{key.KeyId[..8]}.link";

    private static Dictionary<string, byte[]> ChainLinks(JsonObject? code = null, JsonObject? package = null) => new(StringComparer.Ordinal)
    {
        [FileOf("write-code", Alice)] = Metablock(code ?? Code(), Alice),
        [FileOf("package", Bob)] = Metablock(package ?? Package(), Bob),
    };

    private static Scenario Good(string name, byte[] layout, Dictionary<string, byte[]> links, params TestKey[] keys) => new(name, VerificationState.Verified, Kind: null, Passes, layout, links, keys);

    private static Scenario Bad(string name, FailureKind kind, string reference, byte[] layout, Dictionary<string, byte[]> links, params TestKey[] keys) =>
        new(name, kind is FailureKind.Unreadable ? VerificationState.Unparsable : kind is FailureKind.Expired ? VerificationState.Expired : VerificationState.Failed, kind, reference, layout, links, keys);

    private static IEnumerable<Scenario> Signatures()
    {
        yield return Good("A chain that holds", Metablock(Chain(), Carl), ChainLinks(), Carl);
        yield return Good("A layout that two own", Metablock(Chain(), Carl, Alice), ChainLinks(), Carl, Alice);
        yield return Good("A layout that two signed, one of whom is asked", Metablock(Chain(), Carl, Alice), ChainLinks(), Alice);
        yield return Bad("A layout that one of two owners signed", FailureKind.LayoutSignature, "SignatureVerificationError", Metablock(Chain(), Carl), ChainLinks(), Carl, Alice);
        yield return Bad("A layout of another owner", FailureKind.LayoutSignature, "SignatureVerificationError", Metablock(Chain(), Carl), ChainLinks(), Gus);
        yield return Bad("A layout that nobody signed", FailureKind.LayoutSignature, "SignatureVerificationError", Metablock(Chain()), ChainLinks(), Carl);
        var tampered = Chain();
        var signed = Metablock(tampered, Carl);
        yield return Bad(
            "A layout that was changed after it was signed",
            FailureKind.LayoutSignature,
            "SignatureVerificationError",
            Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(signed).Replace("\"readme\":\"\"", "\"readme\":\"x\"", StringComparison.Ordinal)),
            ChainLinks(),
            Carl);
        yield return Bad(
            "A layout with a signature of another one",
            FailureKind.LayoutSignature,
            "SignatureVerificationError",
            Envelope(Chain(), (Carl.KeyId, Carl.Sign(Canonical(Code())))),
            ChainLinks(),
            Carl);
        yield return new Scenario("A layout without a key that could vouch for it", VerificationState.NoTrustRoot, FailureKind.LayoutSignature, "SignatureVerificationError", Metablock(Chain(), Carl), ChainLinks(), []);
        yield return Good("A signature with the id of the specification", Envelope(Chain(), (Carl.PlainKeyId, Carl.Sign(Canonical(Chain())))), ChainLinks(), Carl)
            with
        { Reference = "SignatureVerificationError", Differs = "The reference implementation knows one form of the id; an id is a hint here." };
        yield return Good("A signature with an id of no key", Envelope(Chain(), ("abcdef", Carl.Sign(Canonical(Chain())))), ChainLinks(), Carl)
            with
        { Reference = "SignatureVerificationError", Differs = "An id is a hint here." };
        yield return Good("A wrong signature of a key before a good one", Envelope(Chain(), (Carl.KeyId, new byte[64]), (Carl.KeyId, Carl.Sign(Canonical(Chain())))), ChainLinks(), Carl)
            with
        { Reference = "SignatureVerificationError", Differs = "Any good signature of a key counts here, the first one there." };
    }

    private static IEnumerable<Scenario> Expiry()
    {
        yield return Bad("A layout that expired", FailureKind.Expired, "LayoutExpiredError", Metablock(Chain("2020-01-01T00:00:00Z"), Carl), ChainLinks(), Carl);
        yield return Bad("A layout that expired, of another owner", FailureKind.LayoutSignature, "SignatureVerificationError", Metablock(Chain("2020-01-01T00:00:00Z"), Carl), ChainLinks(), Gus);
        yield return Bad("A layout that expires on no day", FailureKind.Unreadable, "FormatError", Metablock(Chain("2199-02-30T00:00:00Z"), Carl), ChainLinks(), Carl);
        yield return Bad("A layout that expires at a time of another form", FailureKind.Unreadable, "FormatError", Metablock(Chain("2199-02-01 00:00:00"), Carl), ChainLinks(), Carl);
    }

    private static IEnumerable<Scenario> Links()
    {
        Dictionary<string, byte[]> Without(string file) => ChainLinks().Where(link => link.Key != file).ToDictionary(StringComparer.Ordinal);
        Dictionary<string, byte[]> With(string file, byte[] bytes) => new(ChainLinks(), StringComparer.Ordinal) { [file] = bytes };
        yield return Bad("A step without a link", FailureKind.MissingLinks, "LinkNotFoundError", Metablock(Chain(), Carl), Without(FileOf("package", Bob)), Carl);
        yield return Bad("A chain without links", FailureKind.MissingLinks, "LinkNotFoundError", Metablock(Chain(), Carl), [], Carl);
        yield return Bad("A link that nobody signed", FailureKind.Threshold, "ThresholdVerificationError", Metablock(Chain(), Carl), With(FileOf("package", Bob), Metablock(Package())), Carl);
        yield return Bad("A link that somebody else signed", FailureKind.Threshold, "ThresholdVerificationError", Metablock(Chain(), Carl), With(FileOf("package", Bob), Metablock(Package(), Alice)), Carl);
        yield return Bad(
            "A link that somebody else signed in the name of who may",
            FailureKind.Threshold,
            "ThresholdVerificationError",
            Metablock(Chain(), Carl),
            With(FileOf("package", Bob), Envelope(Package(), (Bob.KeyId, Alice.Sign(Canonical(Package()))))),
            Carl);
        yield return Bad(
            "A link that was changed after it was signed",
            FailureKind.Threshold,
            "ThresholdVerificationError",
            Metablock(Chain(), Carl),
            With(FileOf("package", Bob), Envelope(Package(products: "foo.tar.gz=3"), (Bob.KeyId, Bob.Sign(Canonical(Package()))))),
            Carl);
        yield return Good("A link in another file than that of its key", Metablock(Chain(), Carl), With(FileOf("package", Gus), Metablock(Package("evil=1"), Gus)), Carl);
        yield return Bad("A link that is no JSON", FailureKind.Unreadable, "JSONDecodeError", Metablock(Chain(), Carl), With(FileOf("package", Bob), "{"u8.ToArray()), Carl);
        yield return Bad("A link that is no JSON, which is not needed", FailureKind.Unreadable, "JSONDecodeError", Metablock(Chain(), Carl), With(FileOf("package", Dora), "nonsense"u8.ToArray()), Carl);
        yield return Good("A link of another step in the file of this one", Metablock(Chain(), Carl), With(FileOf("package", Bob), Metablock(Link("elsewhere", "src/foo.py=1", "foo.tar.gz=2"), Bob)), Carl);
    }

    private static IEnumerable<Scenario> Thresholds()
    {
        Dictionary<string, byte[]> Both(JsonObject second) => new(ChainLinks(), StringComparer.Ordinal) { [FileOf("package", Dora)] = Metablock(second, Dora) };
        yield return Good("A step that two must do and did", Metablock(Chain(threshold: 2), Carl), Both(Package()), Carl);
        yield return Bad("A step that two must do and one did", FailureKind.MissingLinks, "LinkNotFoundError", Metablock(Chain(threshold: 2), Carl), ChainLinks(), Carl);
        yield return Bad(
            "A step that two must do, one of whose links is wrong",
            FailureKind.Threshold,
            "ThresholdVerificationError",
            Metablock(Chain(threshold: 2), Carl),
            new(ChainLinks(), StringComparer.Ordinal) { [FileOf("package", Dora)] = Metablock(Package(), Alice) },
            Carl);
        yield return Bad("A step that two did, each otherwise", FailureKind.Disagreement, "ThresholdVerificationError", Metablock(Chain(threshold: 2), Carl), Both(Package(products: "foo.tar.gz=3")), Carl);
        yield return Good("A step that two did, each otherwise, and one is enough", Metablock(Chain(), Carl), Both(Package(products: "other=3")), Carl);
        yield return Bad("A step that more must do than may", FailureKind.MissingLinks, "LinkNotFoundError", Metablock(Chain(threshold: 3), Carl), Both(Package()), Carl);
        var none = Made.Layout([Step("write-code", [], "", "")], [Alice]);
        yield return Bad("A step that nobody may do", FailureKind.MissingLinks, "LinkNotFoundError", Metablock(none, Carl), [], Carl);
        var unknown = Made.Layout([Step("write-code", [Alice], "", "")], []);
        yield return Bad("A step of a key that the layout has not", FailureKind.Threshold, "ThresholdVerificationError", Metablock(unknown, Carl), ChainLinks(), Carl);
        var twice = Made.Layout([Step("package", [Bob], "", "", threshold: 2)], []);
        var second = Bob.Json();
        second["keyid"] = "ffffffff11111111";
        twice["keys"] = new JsonObject { [Bob.KeyId] = Bob.Json(), ["ffffffff11111111"] = second };
        twice["steps"]![0]!["pubkeys"] = new JsonArray(Bob.KeyId, "ffffffff11111111");
        yield return Bad(
            "One key under two ids for a step that two must do",
            FailureKind.Threshold,
            Passes,
            Metablock(twice, Carl),
            new(StringComparer.Ordinal) { [FileOf("package", Bob)] = Metablock(Package(), Bob), ["package.ffffffff.link"] = Envelope(Package(), ("ffffffff11111111", Bob.Sign(Canonical(Package())))) },
            Carl) with
        { Differs = "One key counts once here, whatever ids it has." };
        yield return Bad("A threshold of none", FailureKind.Unreadable, Passes, Metablock(Chain(threshold: 0), Carl), ChainLinks(), Carl) with { Differs = Stricter };
    }

    private static IEnumerable<Scenario> Commands()
    {
        yield return Good("A command as expected", Metablock(Chain(command: "vi foo.py"), Carl), ChainLinks(Code(command: "vi foo.py")), Carl);
        yield return Good("Another command than expected", Metablock(Chain(command: "vi foo.py"), Carl), ChainLinks(Code(command: "emacs foo.py")), Carl);
    }

    private static IEnumerable<Scenario> RuleScenarios()
    {
        Scenario Products(string name, string products, string rules, string? fails, string materials = "src/foo.py=1") =>
            (fails is null ? Good(name, Metablock(Chain(packageMaterials: "", packageProducts: rules), Carl), ChainLinks(package: Package(materials, products)), Carl)
                : Bad(name, FailureKind.Rule, "RuleVerificationError", Metablock(Chain(packageMaterials: "", packageProducts: rules), Carl), ChainLinks(package: Package(materials, products)), Carl)) with
            { Rule = fails };
        yield return Products("A product that no rule names", "foo.tar.gz=2 evil=3", "CREATE foo.tar.gz\nDISALLOW *", "DISALLOW *");
        yield return Products("A product that no rule names, and nothing is refused", "foo.tar.gz=2 evil=3", "CREATE foo.tar.gz", null);
        yield return Products("A product that is required", "foo.tar.gz=2", "REQUIRE foo.tar.gz\nCREATE *\nDISALLOW *", null);
        yield return Products("A product that is required and not there", "other=2", "REQUIRE foo.tar.gz\nCREATE *\nDISALLOW *", "REQUIRE foo.tar.gz");
        yield return Products("A product that is required when it was taken already", "foo.tar.gz=2", "CREATE *\nREQUIRE foo.tar.gz", "REQUIRE foo.tar.gz");
        yield return Products("A requirement is no pattern", "foo.tar.gz=2", "REQUIRE *", "REQUIRE *");
        yield return Products("A product that was a material is not created", "src/foo.py=1", "CREATE *\nDISALLOW *", "DISALLOW *");
        yield return Products("A product that was changed", "src/foo.py=2", "MODIFY *\nDISALLOW *", null);
        yield return Products("A product that was not changed", "src/foo.py=1", "MODIFY *\nDISALLOW *", "DISALLOW *");
        yield return Products("A product that is allowed", "a/b/c=1", "ALLOW a/*\nDISALLOW *", null);
        yield return Products("A product that is allowed by a set", "b.py=1", "ALLOW [a-c].py\nDISALLOW *", null);
        yield return Products("A product outside a set", "d.py=1", "ALLOW [a-c].py\nDISALLOW *", "DISALLOW *");
        yield return Products("A product that a set leaves out", "d.py=1", "ALLOW [!a-c].py\nDISALLOW *", null);
        yield return Products("A product that a question mark stands for", "d.py=1", "ALLOW ?.py\nDISALLOW *", null);
        yield return Products("A refusal before what allows it", "foo=1", "DISALLOW foo\nALLOW *", "DISALLOW foo");
        yield return Products("Keywords in small letters", "foo=1", "allow foo\ndisallow *", null);
        yield return Products("A match with a step that is not there", "foo=1", "MATCH foo WITH PRODUCTS FROM nowhere\nDISALLOW *", "DISALLOW *");
        yield return Products("A match with itself", "src/foo.py=1", "MATCH src/foo.py WITH MATERIALS FROM package\nDISALLOW *", null);
        yield return Products("A match with another folder", "dist/foo.py=1", "MATCH *.py IN dist WITH PRODUCTS IN src FROM write-code\nDISALLOW *", null);
        yield return Products("A match with another folder, with slashes", "dist/foo.py=1", "MATCH *.py IN dist/ WITH PRODUCTS IN src/ FROM write-code\nDISALLOW *", null);
        yield return Products("A match with other digests", "dist/foo.py=2", "MATCH *.py IN dist WITH PRODUCTS IN src FROM write-code\nDISALLOW *", "DISALLOW *");
        yield return Products("A match with the materials of a step that has none", "src/foo.py=1", "MATCH * WITH MATERIALS FROM write-code\nDISALLOW *", "DISALLOW *");
        yield return Products("A match takes what is in its folder alone", "foo.py=1", "MATCH foo.py IN src WITH PRODUCTS IN src FROM write-code\nDISALLOW *", "DISALLOW *");
        yield return Bad(
            "A material that nobody made",
            FailureKind.Rule,
            "RuleVerificationError",
            Metablock(Chain(), Carl),
            ChainLinks(package: Package("src/foo.py=1 evil=1")),
            Carl) with
        { Rule = "DISALLOW *" };
        yield return Bad(
            "A material that was changed between steps",
            FailureKind.Rule,
            "RuleVerificationError",
            Metablock(Chain(), Carl),
            ChainLinks(package: Package("src/foo.py=changed")),
            Carl) with
        { Rule = "DISALLOW *" };
        yield return Good("A material that was deleted", Metablock(Chain(packageMaterials: "DELETE src/*\nDISALLOW *"), Carl), ChainLinks(), Carl);
        var noRules = Made.Layout([], []);
        yield return Good("A layout without steps", Metablock(noRules, Carl), [], Carl);
    }

    private static IEnumerable<Scenario> Sublayouts()
    {
        // Bob packages by a layout of his own, in which Gus builds and Erik signs off.
        var own = Made.Layout(
            [
                Step("build", [Gus], "ALLOW src/*\nDISALLOW *", "CREATE foo.tar.gz\nDISALLOW *"),
                Step("check", [Erik], "MATCH foo.tar.gz WITH PRODUCTS FROM build\nDISALLOW *", "MATCH foo.tar.gz WITH PRODUCTS FROM build\nDISALLOW *"),
            ],
            [Gus, Erik]);
        var below = $"package.{Bob.KeyId[..8]}/";
        Dictionary<string, byte[]> Files(byte[] sublayout, JsonObject build, bool withCheck = true)
        {
            Dictionary<string, byte[]> files = new(StringComparer.Ordinal)
            {
                [FileOf("write-code", Alice)] = Metablock(Code(), Alice),
                [FileOf("package", Bob)] = sublayout,
                [below + FileOf("build", Gus)] = Metablock(build, Gus),
            };
            if (withCheck)
            {
                files[below + FileOf("check", Erik)] = Metablock(Link("check", "foo.tar.gz=2", "foo.tar.gz=2"), Erik);
            }

            return files;
        }

        var good = Link("build", "src/foo.py=1", "foo.tar.gz=2");
        yield return Good("A layout in place of a link", Metablock(Chain(), Carl), Files(Metablock(own, Bob), good), Carl);
        yield return Bad("A layout in place of a link, of somebody else", FailureKind.Threshold, "ThresholdVerificationError", Metablock(Chain(), Carl), Files(Metablock(own, Alice), good), Carl);
        yield return Bad("A layout in place of a link, whose rule fails", FailureKind.Rule, "RuleVerificationError", Metablock(Chain(), Carl), Files(Metablock(own, Bob), Link("build", "src/foo.py=1", "foo.tar.gz=2 evil=1")), Carl)
            with
        { Rule = "DISALLOW *" };
        yield return Bad("A layout in place of a link, without one of its links", FailureKind.MissingLinks, "LinkNotFoundError", Metablock(Chain(), Carl), Files(Metablock(own, Bob), good, withCheck: false), Carl);
        yield return Bad("A layout in place of a link, whose materials are others", FailureKind.Rule, "RuleVerificationError", Metablock(Chain(), Carl), Files(Metablock(own, Bob), Link("build", "src/foo.py=9", "foo.tar.gz=2")), Carl)
            with
        { Rule = "DISALLOW *" };
        var expired = (JsonObject)own.DeepClone();
        expired["expires"] = "2020-01-01T00:00:00Z";
        yield return Bad("A layout in place of a link, which expired", FailureKind.Expired, "LayoutExpiredError", Metablock(Chain(), Carl), Files(Metablock(expired, Bob), good), Carl);
        var itself = Made.Layout([Step("package", [Bob], "MATCH src/foo.py WITH MATERIALS FROM package\nDISALLOW *", "MATCH foo.tar.gz WITH PRODUCTS FROM package\nDISALLOW *")], [Bob]);
        yield return Good("A layout in place of a link, matched with its summary", Metablock(itself, Carl), Files(Metablock(own, Bob), good), Carl);
        yield return Good("An empty layout in place of a link", Metablock(Made.Layout([Step("package", [Bob])], [Bob]), Carl), new(StringComparer.Ordinal) { [FileOf("package", Bob)] = Metablock(Made.Layout([], []), Bob) }, Carl);
        var deep = Made.Layout([], []);
        Dictionary<string, byte[]> levels = new(StringComparer.Ordinal);
        for (var level = 3; level > 0; level--)
        {
            levels[string.Concat(Enumerable.Repeat($"s.{Bob.KeyId[..8]}/", level - 1)) + FileOf("s", Bob)] = Metablock(deep, Bob);
            deep = Made.Layout([Step("s", [Bob])], [Bob]);
        }

        yield return Good("Layouts in place of links of layouts in place of links", Metablock(deep, Carl), levels, Carl);
    }

    private static IEnumerable<Scenario> Malformed()
    {
        Scenario Broken(string name, Action<JsonObject> edit, string reference = "FormatError", string? differs = null)
        {
            var layout = Chain();
            edit(layout);
            return Bad(name, FailureKind.Unreadable, reference, Metablock(layout, Carl), ChainLinks(), Carl) with { Differs = differs };
        }

        yield return Broken("A rule of no kind", layout => layout["steps"]![0]!["expected_products"] = Rules("SUBVERT foo"));
        yield return Broken("A rule without a pattern", layout => layout["steps"]![0]!["expected_products"] = Rules("DELETE"));
        yield return Broken("A rule with too many words", layout => layout["steps"]![0]!["expected_products"] = Rules("CREATE foo please"));
        yield return Broken("A match that names no step", layout => layout["steps"]![0]!["expected_products"] = Rules("MATCH foo WITH PRODUCTS FROM"));
        yield return Broken("A match with something else", layout => layout["steps"]![0]!["expected_products"] = Rules("MATCH foo WITH PONIES FROM write-code"));
        yield return Broken("A rule that is a text", layout => layout["steps"]![0]!["expected_products"] = new JsonArray("CREATE foo"));
        yield return Broken("A pattern that is a number", layout => layout["steps"]![0]!["expected_products"] = new JsonArray(new JsonArray("CREATE", 1)));
        yield return Broken("Two steps of one name", layout => layout["steps"]![1]!["name"] = "write-code");
        yield return Broken("A threshold that is a text", layout => layout["steps"]![0]!["threshold"] = "1");
        yield return Broken("A key that is private", layout => layout["keys"]![Alice.KeyId]!["keyval"]!["private"] = "secret");
        yield return Broken("A layout without steps at all", layout => layout.Remove("steps"), "TypeError");
        yield return Broken("A type of neither", layout => layout["_type"] = "lay-out");
        yield return Broken("A key id that is no number", layout => layout["steps"]![0]!["pubkeys"] = new JsonArray("../../x"));
        yield return Broken("A readme that is a number", layout => layout["readme"] = 1);
        yield return Broken("A step that leads out of the folder", layout => layout["steps"]![0]!["name"] = "../write-code", "LinkNotFoundError");
        yield return Bad(
            "Two members of one name",
            FailureKind.Unreadable,
            Passes,
            Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Metablock(Chain(), Carl)).Replace("\"readme\":\"\"", "\"readme\":\"x\",\"readme\":\"\"", StringComparison.Ordinal)),
            ChainLinks(),
            Carl) with
        { Differs = Stricter };
        var extra = Chain();
        extra["extra"] = new JsonObject { ["a"] = 1 };
        yield return Good("A layout with a member that is signed and not known", Metablock(extra, Carl), ChainLinks(), Carl)
            with
        { Reference = "SignatureVerificationError", Differs = "Everything that is signed counts here; the reference implementation leaves out what it does not know, as Go's does not." };
        var unsigned = (JsonObject)JsonNode.Parse(Metablock(Chain(), Carl))!;
        unsigned["signed"]!["extra"] = 1;
        yield return Bad("A layout with a member that was added after it was signed", FailureKind.LayoutSignature, Passes, Bytes(unsigned), ChainLinks(), Carl) with { Differs = Stricter };
        var fraction = Chain();
        fraction["steps"]![0]!["extra"] = 1.5;
        yield return Bad("A number that is not whole", FailureKind.Unreadable, Passes, Envelope(fraction, (Carl.KeyId, Carl.Sign(Canonical(Chain())))), ChainLinks(), Carl) with { Differs = Stricter };
        var noDigest = Package();
        noDigest["products"] = new JsonObject { ["foo.tar.gz"] = new JsonObject() };
        yield return Bad("An artifact without a digest", FailureKind.Unreadable, Passes, Metablock(Chain(), Carl), ChainLinks(package: noDigest), Carl) with { Differs = Stricter };
    }

    private static IEnumerable<Scenario> Inspections()
    {
        JsonObject With(string run, string materials = "", string products = "")
        {
            var layout = Chain();
            layout["inspect"] = new JsonArray(Inspection("look", run, materials, products));
            return layout;
        }

        yield return Good("An inspection that would hold", Metablock(With("true"), Carl), ChainLinks(), Carl) with { State = VerificationState.VerifiedWithoutInspections };
        yield return Good("An inspection that would fail", Metablock(With("false"), Carl), ChainLinks(), Carl) with
        {
            State = VerificationState.VerifiedWithoutInspections,
            Reference = "BadReturnValueError",
            Differs = "Inspections are not executed here, which the state says.",
        };
        yield return Good("An inspection whose rule would fail", Metablock(With("true", products: "REQUIRE nothing-of-this-name"), Carl), ChainLinks(), Carl) with
        {
            State = VerificationState.VerifiedWithoutInspections,
            Reference = "RuleVerificationError",
            Differs = "The rules of inspections are not judged here, which the state says.",
        };
    }

    private static IEnumerable<Scenario> Parameters()
    {
        Scenario With(string name, string rules, ImmutableDictionary<string, string>? parameters, FailureKind? fails, string reference) =>
            (fails is null ? Good(name, Metablock(Chain(packageProducts: rules), Carl), ChainLinks(), Carl) : Bad(name, fails.Value, reference, Metablock(Chain(packageProducts: rules), Carl), ChainLinks(), Carl))
            with
            { Parameters = parameters };
        var values = ImmutableDictionary<string, string>.Empty.Add("NAME", "foo").Add("other-1", "x");
        yield return With("A parameter that has a value", "CREATE {NAME}.tar.gz\nDISALLOW *", values, null, Passes);
        yield return With("A parameter that has no value", "CREATE {WHAT}.tar.gz\nDISALLOW *", values, FailureKind.Parameter, "KeyError");
        yield return With("A parameter where none is given", "CREATE {NAME}.tar.gz\nDISALLOW *", null, FailureKind.Rule, "RuleVerificationError");
        yield return With("A parameter in a keyword", "CREATE foo.tar.gz\nDISALLOW {NAME}", values, null, Passes);
        yield return With("A brace that stands for itself", "CREATE foo.tar.gz\nDISALLOW {{NAME}}", values, null, Passes);
        yield return With("A brace without another one", "CREATE foo.tar.gz\nDISALLOW {NAME", values, FailureKind.Parameter, "ValueError");
        yield return With("A parameter with a hyphen", "CREATE foo.tar.gz\nDISALLOW {other-1}", values, null, Passes);
        yield return With("A parameter without a name", "CREATE foo.tar.gz\nDISALLOW {}", values, FailureKind.Parameter, "IndexError");
        yield return With("A parameter of another form", "CREATE foo.tar.gz\nDISALLOW {NAME.__class__}", values, FailureKind.Parameter, Passes) with { Differs = "What Python makes of such a form is not a value that was given." };
    }

    private static IEnumerable<Scenario> Algorithms()
    {
        foreach (var key in new[] { Alice, Carl, Dora, Erik, Fran })
        {
            var layout = Made.Layout([Step("package", [key], "", "DISALLOW evil")], [key]);
            var scenario = Good($"Signed by {key.Scheme}", Metablock(layout, key), new(StringComparer.Ordinal) { [FileOf("package", key)] = Metablock(Package(), key) }, key);
            yield return key == Fran ? scenario with { Reference = "UnsupportedAlgorithmError", Differs = "Version 1.3.1 of the reference implementation does not know P-521." } : scenario;
        }
    }
}
