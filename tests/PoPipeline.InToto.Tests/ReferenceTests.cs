using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using PoPipeline.InToto.Json;
using PoPipeline.InToto.Keys;
using PoPipeline.InToto.Metadata;
using PoPipeline.InToto.Verifying;
using PoPipeline.Tests;

namespace PoPipeline.InToto.Tests;

/// <summary>Verdicts, patterns, canonical JSON and key ids are those of the reference implementation, which is run.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public async Task Verdicts_are_those_of_the_reference_implementation_but_where_it_is_said()
    {
        using var folder = new TemporaryFolder();
        var folders = Scenarios.All.Select((scenario, index) =>
        {
            var own = Path.Combine(folder.Path, $"{index}");
            Reference.Write(scenario, own);
            return own;
        }).ToList();

        var answers = await Reference.Ask(Scenarios.All.Select((scenario, index) => new JsonObject
        {
            ["kind"] = "chain",
            ["folder"] = folders[index],
            ["keys"] = new JsonArray([.. scenario.Keys.Select((key, number) => new JsonObject { ["file"] = $"key{number}.pub", ["type"] = key.Type })]),
            ["parameters"] = scenario.Parameters is { } values ? new JsonObject(values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)value.Value))) : null,
        }));

        Assert.Equal(Scenarios.All.Length, answers.Count);
        Assert.Empty(Scenarios.All.Zip(answers).Where(pair => pair.First.Reference != (string?)pair.Second).Select(pair => $"{pair.First.Name}: {pair.Second}"));
        Assert.Empty(Scenarios.All.Where(scenario => scenario.Differs is null != (scenario.Verify().Holds == (scenario.Reference is "passes"))).Select(scenario => scenario.Name));
    }

    [Fact]
    public async Task Verdicts_on_chains_of_any_rules_are_those_of_the_reference_implementation()
    {
        var scenarios = new List<Scenario>();
        Generated.Chains.Sample(scenarios.Add, iter: 250, threads: 1);
        using var folder = new TemporaryFolder();
        var questions = scenarios.Select((scenario, index) =>
        {
            var own = Path.Combine(folder.Path, $"{index}");
            Reference.Write(scenario, own);
            return new JsonObject { ["kind"] = "chain", ["folder"] = own, ["keys"] = new JsonArray(new JsonObject { ["file"] = "key0.pub", ["type"] = "ed25519" }), ["parameters"] = null };
        }).ToList();

        var answers = await Reference.Ask(questions);

        Assert.Equal(scenarios.Count, answers.Count);
        Assert.Empty(scenarios.Zip(answers)
            .Select(pair => (pair.First, Own: Named(pair.First.Verify()), Reference: (string?)pair.Second))
            .Where(verdict => verdict.Own != verdict.Reference)
            .Select(verdict => $"{verdict.Own}, not {verdict.Reference}: {Encoding.UTF8.GetString(verdict.First.Layout)}"));
        Assert.True(answers.Count(answer => (string?)answer is "passes") > 20 && answers.Select(answer => (string?)answer).Distinct(StringComparer.Ordinal).Count() >= 4);
    }

    [Theory]
    [InlineData("A chain that holds")]
    [InlineData("A layout of another owner")]
    [InlineData("A layout in place of a link")]
    [InlineData("A material that nobody made")]
    public async Task The_program_says_the_same(string name)
    {
        var program = Reference.Program();
        var scenario = Scenarios.All.Single(scenario => scenario.Name == name);
        using var folder = new TemporaryFolder();
        Reference.Write(scenario, folder.Path);

        var (code, _, error) = await ChildProcess.RunAsync(program, ["--layout", "root.layout", "--layout-keys", "key0.pub", "--key-types", scenario.Keys[0].Type, "--link-dir", "links"], folder.Path);

        Assert.True(scenario.Verify().Holds == (code == 0), error);
    }

    [Fact]
    public async Task Links_that_its_tools_make_are_verified()
    {
        var run = Components.Program("in-toto-run", "run `apt-get install in-toto`");
        using var folder = new TemporaryFolder();
        var (pem, key) = Signing();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "key"), pem, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "ä \"b\".txt"), "content", TestContext.Current.CancellationToken);

        var (code, _, error) = await ChildProcess.RunAsync(
            run,
            ["--step-name", "write", "--key", "key", "--materials", "ä \"b\".txt", "--products", "ä \"b\".txt", "--record-streams", "--", "printf", "a\\tb\\033"],
            folder.Path);

        Assert.True(code == 0, error);
        var file = Directory.EnumerateFiles(folder.Path, "write.*.link").Single();
        var read = SignedMetadata.Read(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.True(read.IsValue(out var link, out var fault), $"{fault}");
        Assert.NotNull(link.SignatureOf(key));
        Assert.Contains(key.KeyIds, id => Path.GetFileName(file) == $"write.{id[..8]}.link");
    }

    [Fact]
    public async Task Patterns_match_what_Pythons_do()
    {
        string[] names = ["", "a", "b", "ab", "a/b", "-", "]", "[", "!", "^", "a-b", "\\", "a\nb", "😀", "[a]", "a*", "c.py", "x/y/c.py"];
        var patterns = new List<string>();
        Gen.Char["ab-[]!*?^\\/c.😀"[..14]].Array[0, 8].Select(letters => new string(letters)).Sample(patterns.Add, iter: 3000, threads: 1);

        var answers = await Reference.Ask(patterns.Select(pattern => new JsonObject { ["kind"] = "pattern", ["pattern"] = pattern, ["names"] = Made.Texts(names) }));

        Assert.Equal(patterns.Count, answers.Count);
        Assert.Empty(patterns.Zip(answers)
            .Where(pair => !names.Where(name => Pattern.Of(pair.First).Matches(name, new WorkBudget())).SequenceEqual(pair.Second!.AsArray().Select(name => (string?)name)))
            .Select(pair => pair.First));
    }

    [Fact]
    public async Task Canonical_JSON_is_the_same_bytes()
    {
        string[] texts =
        [
            "{}", "[]", "null", "[true,false,null,-0,0,-12,123456789012345678901234567890]", "\"a\\u0000\\u001b\\t\\n\\\\\\\"/\\u007fé😀\\ud83d\\ude00\"",
            "{\"\\ue000\":1,\"\\ud800\\udc00\":2,\"a\":3,\"B\":4,\"\":5,\"é\":6,\"aa\":{\"z\":[{}],\"y\":\"\"}}", " { \"b\" : [ 1 , 2 ] , \"a\" : 1 } ",
        ];

        var answers = await Reference.Ask(texts.Select(text => new JsonObject { ["kind"] = "canonical", ["text"] = text }));

        Assert.Equal(answers.Select(answer => (string?)answer), texts.Select(text =>
        {
            var source = new JsonSource(Encoding.UTF8.GetBytes(text));
            return Convert.ToHexStringLower(CanonicalJson.Write(source, source.Read()));
        }));
    }

    [Fact]
    public async Task Key_ids_are_the_same()
    {
        var answers = await Reference.Ask(TestKey.All.Select(key => new JsonObject { ["kind"] = "keyid", ["type"] = key.Type, ["scheme"] = key.Scheme, ["public"] = key.Written }));

        Assert.All(TestKey.All.Zip(answers), pair => Assert.Contains((string)pair.Second!, pair.First.Verification.KeyIds));
        Assert.All(TestKey.All.Zip(answers), pair => Assert.Equal(pair.First.KeyId, (string?)pair.Second));
    }

    private static string Named(VerificationResult result) => result.Failure?.Kind switch
    {
        null => "passes",
        FailureKind.Rule => "RuleVerificationError",
        FailureKind.MissingLinks => "LinkNotFoundError",
        FailureKind.Threshold or FailureKind.Disagreement => "ThresholdVerificationError",
        var kind => kind.ToString()!,
    };

    private static (string Pem, VerificationKey Key) Signing()
    {
        using var rsa = System.Security.Cryptography.RSA.Create(2048);
        return (rsa.ExportRSAPrivateKeyPem(), VerificationKey.Parse(rsa.ExportSubjectPublicKeyInfoPem()).Value!);
    }
}
