using System.Text.Json.Nodes;
using CsCheck;
using PoPipeline.InToto.Verifying;
using static PoPipeline.InToto.Tests.Made;
using static PoPipeline.InToto.Tests.TestKey;

namespace PoPipeline.InToto.Tests;

/// <summary>Makes supply chains of two steps with any rules, artifacts, thresholds and signatures.</summary>
internal static class Generated
{
    private static readonly Gen<string> Artifact = One("a", "b", "d/a", "d/b", "e/a", "d/e/a", "a*", "[a]");

    private static readonly Gen<string> Artifacts = Gen.Select(Artifact, One("1", "2"), (name, content) => $"{name}={content}").Array[0, 5]
        .Select(artifacts => string.Join(' ', artifacts.DistinctBy(artifact => artifact.Split('=')[0], StringComparer.Ordinal)));

    private static readonly Gen<string> Pattern = One("*", "a", "b", "d/*", "*a", "?", "[ab]", "[!a]", "d/a", "d/?/a", "*/a", "a*", "[a]", "e/*");

    private static readonly Gen<string> Prefix = One("", "", "d", "e", "d/", "d/e");

    private static readonly Gen<string> Match = Gen.Select(Pattern, Prefix, One("MATERIALS", "PRODUCTS"), Prefix, One("one", "two", "none"), (pattern, source, type, destination, step) =>
        $"MATCH {pattern}{(source.Length > 0 ? $" IN {source}" : "")} WITH {type}{(destination.Length > 0 ? $" IN {destination}" : "")} FROM {step}");

    private static readonly Gen<string> Simple = Gen.Select(One("CREATE", "DELETE", "MODIFY", "ALLOW"), Pattern, (kind, pattern) => $"{kind} {pattern}");

    private static readonly Gen<string> Strict = Gen.Select(One("DISALLOW", "REQUIRE"), Pattern, (kind, pattern) => $"{kind} {pattern}");

    private static readonly Gen<string> Rules = Gen.Frequency((3, Match), (4, Simple), (1, Strict)).Array[0, 4].Select(rules => string.Join('\n', rules));

    // How a link is signed: mostly well, sometimes by somebody else, or not there.
    private static readonly Gen<int> Fate = Gen.Frequency((12, Gen.Const(0)), (1, Gen.Const(1)), (1, Gen.Const(2)));

    public static Gen<Scenario> Chains { get; } = Gen.Select(
        Gen.Select(Rules, Rules, Rules, Rules),
        Gen.Select(Artifacts, Artifacts, Artifacts, Artifacts),
        Gen.Select(Fate, Fate, Fate),
        Gen.Select(Gen.Int[1, 2], Gen.Bool),
        Chain);

    private static Gen<string> One(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static Scenario Chain((string, string, string, string) rules, (string, string, string, string) artifacts, (int, int, int) fates, (int Threshold, bool Same) second)
    {
        var layout = Layout([Step("one", [Carl], rules.Item1, rules.Item2), Step("two", [Carl, Gus], rules.Item3, rules.Item4, second.Threshold)], [Carl, Gus]);
        var links = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        Add(links, "one", Carl, Link("one", artifacts.Item1, artifacts.Item2), fates.Item1);
        Add(links, "two", Carl, Link("two", artifacts.Item3, artifacts.Item4), fates.Item2);
        Add(links, "two", Gus, Link("two", second.Same ? artifacts.Item3 : artifacts.Item1, artifacts.Item4), fates.Item3);
        return new Scenario("generated", VerificationState.Verified, Kind: null, "", Metablock(layout, Carl), links, [Carl]);
    }

    private static void Add(Dictionary<string, byte[]> links, string step, TestKey key, JsonObject link, int fate)
    {
        if (fate < 2)
        {
            links[$"{step}.{key.KeyId[..8]}.link"] = Metablock(link, fate == 0 ? key : Dora);
        }
    }
}
