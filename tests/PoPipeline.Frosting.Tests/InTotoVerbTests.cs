using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

public sealed class InTotoVerbTests : IDisposable
{
    // Those of the cases of PO3304.
    private const string Owner = "baf59f55d50a2a73a4bd7eec101279065b5a5a1e9d687c9dff914289d4d09ae4";
    private const string Other = "06c0b6cddbc65530814b1b48a8fb0258e42c10966083cbbb5624cccd890316b8";
    private const string Artifact = "1234567890abcdef1234567890abcdef1234567890abcdef1234567890abcdef";

    private static readonly string Cases = Path.Combine(Paths.Repository, "tests", "PoPipeline.Tests", "Cases", "PO3304.VerifyInTotoLayouts");

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly TempTree folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("pass-a-supply-chain-that-verifies", 0, "verified")]
    [InlineData("pass-envelopes-of-dsse", 0, "verified")]
    [InlineData("fail-a-material-that-nobody-made", 1, "failed")]
    [InlineData("fail-signed-by-another-key", 1, "failed")]
    [InlineData("fail-changed-after-it-was-signed", 1, "failed")]
    [InlineData("fail-a-link-is-missing", 1, "failed")]
    [InlineData("fail-expired", 1, "expired")]
    [InlineData("unknown-its-links-are-elsewhere", 1, "failed")]
    [InlineData("unknown-it-cannot-be-parsed", 3, "unparsable")]
    [InlineData("unknown-a-link-cannot-be-parsed", 3, "unparsable")]
    [InlineData("na-no-layout", 3, "absent")]
    public void Each_state_has_its_exit_code(string name, int expected, string state)
    {
        var (exitCode, output, error) = Verify(name, Owner);
        var (_, json, _) = Verify(name, Owner, "--json");

        Assert.Equal(expected, exitCode);
        Assert.Contains($"State      {state}: ", output, StringComparison.Ordinal);
        Assert.Equal(state, JsonDocument.Parse(json).RootElement.GetProperty("state").GetString());
        Assert.Equal(expected is 0 or 1, error.Length == 0);
    }

    [Fact]
    public void What_fails_is_told_with_its_step_rule_and_place()
    {
        var (_, output, _) = Verify("fail-a-material-that-nobody-made", Owner);
        var (_, json, _) = Verify("fail-a-material-that-nobody-made", Owner, "--json");

        var failure = JsonDocument.Parse(json).RootElement.GetProperty("failure");
        Assert.Equal(("rule", "build"), (failure.GetProperty("kind").GetString(), failure.GetProperty("step").GetString()));
        Assert.StartsWith("DISALLOW", failure.GetProperty("rule").GetString(), StringComparison.Ordinal);
        Assert.Contains($"root.layout:{failure.GetProperty("line").GetInt32()}:{failure.GetProperty("column").GetInt32()}  rule of the step 'build'", output, StringComparison.Ordinal);
        Assert.Contains("Step 'write'  2 of 2", output, StringComparison.Ordinal);
        Assert.Contains("  counted  write.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pass-a-supply-chain-that-verifies")]
    [InlineData("pass-layouts-in-place-of-links")]
    [InlineData("fail-a-material-that-nobody-made")]
    [InlineData("fail-signed-by-another-key")]
    [InlineData("fail-links-of-other-steps")]
    [InlineData("unknown-its-links-are-elsewhere")]
    [InlineData("unknown-it-cannot-be-parsed")]
    public void The_JSON_has_the_fields_that_the_page_lists(string name)
    {
        var (_, json, _) = Verify(name, Owner, "--json", "--links", Path.Combine(Cases, name, name.Contains("in-place", StringComparison.Ordinal) ? "v1" : ""));

        Fields(JsonDocument.Parse(json).RootElement);
    }

    [Fact]
    public void Inspections_are_named_and_not_executed()
    {
        var layout = Path.Combine(Cases, "fail-an-inspection-is-a-command", "release-layout.json");

        var (exitCode, output, _) = Po.Run("verify", "in-toto", "--layout", layout, "--key", KeyFile(Owner));

        Assert.Equal(0, exitCode);
        Assert.Contains("State      verified-without-inspections: ", output, StringComparison.Ordinal);
        Assert.Contains("Not executed, and their rules not judged: unzip", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_given_key_must_have_signed_the_layout() =>
        Assert.Equal(1, Po.Run("verify", "in-toto", "--layout", Path.Combine(Cases, "pass-a-supply-chain-that-verifies", "root.layout"), "--key", KeyFile(Owner), "--key", KeyFile(Other)).ExitCode);

    [Theory]
    [InlineData("verify in-toto", "Name the layout")]
    [InlineData("verify in-toto --layout root.layout", "No key is given")]
    [InlineData("verify in-toto --layout root.layout --key no-such-file", "neither a file nor a key")]
    [InlineData("verify in-toto --layout root.layout --key {key} --links no-such-folder", "There is no folder")]
    [InlineData("verify in-toto --layout root.layout --key {key} --param x", "gives no parameter a value")]
    [InlineData("verify in-toto --layout root.layout --key {readme}", "cannot be used")]
    [InlineData("verify attestation a.jsonl", "No key is given")]
    [InlineData("verify attestation a.jsonl --key {key} --subject app", "names no artifact by its digest")]
    [InlineData("attest {tree}", "There is no key to sign with")]
    [InlineData("attest {tree} --subject app@sha256:12", "names no artifact by its digest")]
    [InlineData("attest {tree} --subject app@sha256:1234567890abcdef1234567890abcdef12345678", "its digest has 40 digits, where one of sha256 has 64")]
    [InlineData("attest {tree} --subject app@SHA256:1234567890abcdef1234567890abcdef1234567890abcdef1234567890abcdef", "'SHA256' is none of the algorithms")]
    [InlineData("attest {tree} --unsigned envelope", "statement")]
    [InlineData("attest {tree} --unsigned predicate --subject app@sha256:1234567890abcdef1234567890abcdef1234567890abcdef1234567890abcdef", "A predicate does not say what it is about")]
    public void Wrong_usage_says_what_to_do(string words, string remedy)
    {
        folder.Write("tree/a", "a").Write("README.md", "# App\n");
        var (exitCode, _, error) = Po.Run([.. words.Split(' ').Select(word => word switch { "{key}" => KeyFile(Owner), "{tree}" => folder.PathOf("tree"), "{readme}" => folder.PathOf("README.md"), _ => word })]);

        Assert.Equal(2, exitCode);
        Assert.Contains(remedy, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", "WARNED")]
    [InlineData("low", "FAILED")]
    public void What_is_attested_is_verified_and_says_what_came_of_judging(string failOn, string result)
    {
        Repository();

        var attested = Attest("--fail-on", failOn, "--subject", $"registry.example/app@sha256:{Artifact}");
        var file = folder.PathOf("out/popipeline.intoto.jsonl");
        var (exitCode, json, error) = Po.Run("verify", "attestation", file, "--key", folder.PathOf("ledger.pub"), "--subject", $"sha256:{Artifact}", "--subject", $"gitCommit:{Head()}", "--json");

        Assert.Equal((0, ""), (attested.ExitCode, attested.Error));
        Assert.Contains($"Result     {result}: ", attested.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(2, File.ReadAllText(file).Split('\n').Length);
        var statement = JsonDocument.Parse(json).RootElement.GetProperty("attestations")[0];
        Names(statement, "state reason line column signers subjects predicateType predicate notAbout");
        Assert.Equal(1, statement.GetProperty("line").GetInt32());
        Assert.Equal(("verified", "https://in-toto.io/attestation/test-result/v0.1"), (statement.GetProperty("state").GetString(), statement.GetProperty("predicateType").GetString()));
        Assert.Equal($"git+https://github.com/acme/app {Head()}", Named(statement.GetProperty("subjects")[0], "gitCommit"));
        var predicate = statement.GetProperty("predicate");
        Assert.Equal(result, predicate.GetProperty("result").GetString());
        Assert.All((string[])["passed", "warned", "failed"], list => Assert.Equal(
            predicate.GetProperty(list switch { "passed" => "successes", "warned" => "warnings", _ => "failures" }).GetInt32(),
            predicate.GetProperty($"{list}Tests").GetArrayLength()));
        Assert.Equal(result is "FAILED", predicate.GetProperty("failures").GetInt32() > 0);
        Assert.All(predicate.GetProperty("configuration").EnumerateArray(), resource => Assert.NotEqual("", resource.GetProperty("uri").GetString()));
    }

    [Theory]
    [InlineData("statement", "popipeline.statement.json")]
    [InlineData("predicate", "popipeline.predicate.json")]
    public void What_another_program_signs_is_written_without_a_key_and_says_the_same(string form, string file)
    {
        Repository();
        Assert.Equal(0, Attest("--fail-on", "none").ExitCode);
        var (_, json, _) = Po.Run("verify", "attestation", folder.PathOf("out/popipeline.intoto.jsonl"), "--key", folder.PathOf("ledger.pub"), "--json");
        var signed = JsonDocument.Parse(json).RootElement.GetProperty("attestations")[0];

        var (exitCode, output, error) = Po.Run("attest", folder.PathOf("tree"), "--output", folder.PathOf("out"), "--trusted-branch", "main", "--fail-on", "none", "--unsigned", form);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("Signed     not: ", output, StringComparison.Ordinal);
        var written = JsonDocument.Parse(File.ReadAllText(folder.PathOf($"out/{file}"))).RootElement;
        var predicate = form is "predicate" ? written : written.GetProperty("predicate");
        Assert.Equal(signed.GetProperty("predicate").GetProperty("warnedTests").GetRawText(), predicate.GetProperty("warnedTests").GetRawText());
        Assert.Equal(form is "statement", written.TryGetProperty("subject", out _));
        Assert.Equal(3, Po.Run("verify", "attestation", folder.PathOf($"out/{file}"), "--key", folder.PathOf("ledger.pub")).ExitCode);
    }

    [Fact]
    public void An_attestation_of_another_key_or_about_something_else_or_changed_does_not_verify()
    {
        Repository();
        Assert.Equal(0, Attest().ExitCode);
        var file = folder.PathOf("out/popipeline.intoto.jsonl");
        var envelope = File.ReadAllText(file);
        folder.Write("changed.jsonl", envelope.Replace("\"payload\":\"", "\"payload\":\"IA", StringComparison.Ordinal)).Write("cut.jsonl", envelope[..50])
            .Write("two.jsonl", envelope + envelope).Write("others.jsonl", envelope + "{}\n")
            .Write("indented.jsonl", string.Concat(Enumerable.Repeat(JsonSerializer.Serialize(JsonDocument.Parse(envelope), Indented), 2)));
        var key = folder.PathOf("ledger.pub");

        Assert.Equal(1, Po.Run("verify", "attestation", file, "--key", KeyFile(Other)).ExitCode);
        var others = Po.Run("verify", "attestation", file, "--key", key, "--subject", $"sha256:{Artifact}");
        Assert.Equal(1, others.ExitCode);
        Assert.Contains("verified, and not about what was asked for", others.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, Po.Run("verify", "attestation", folder.PathOf("changed.jsonl"), "--key", key).ExitCode);
        Assert.Equal(3, Po.Run("verify", "attestation", folder.PathOf("cut.jsonl"), "--key", key).ExitCode);
        Assert.Equal(3, Po.Run("verify", "attestation", folder.PathOf("none.jsonl"), "--key", key).ExitCode);
        Assert.Equal(3, Po.Run("verify", "attestation", folder.PathOf("others.jsonl"), "--key", key).ExitCode);
        Assert.Equal(0, Po.Run("verify", "attestation", folder.PathOf("two.jsonl"), "--key", key).ExitCode);
        Assert.Equal(0, Po.Run("verify", "attestation", folder.PathOf("indented.jsonl"), "--key", key).ExitCode);
        Assert.DoesNotContain("Says", Po.Run("verify", "attestation", file, "--key", KeyFile(Other)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tree/CODEOWNERS", "* @acme/others\n", false)]
    [InlineData("tree/new.txt", "new\n", true)]
    public void What_is_not_as_the_commit_has_it_is_not_attested(string path, string text, bool isStaged)
    {
        Repository();
        folder.Write(path, text);
        if (isStaged)
        {
            folder.Git("-C", "tree", "add", ".");
        }

        var (exitCode, _, error) = Attest();

        Assert.Equal(3, exitCode);
        Assert.Contains($"'{path["tree/".Length..]}' is not as the commit has it", error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.PathOf("out/popipeline.intoto.jsonl")));
    }

    [Theory]
    [InlineData("--assume-unchanged", "Git was told to take 'CODEOWNERS' as unchanged")]
    [InlineData("--skip-worktree", "Git was told to leave out 'CODEOWNERS'")]
    public void What_git_was_told_not_to_look_at_is_not_attested_changed_or_not(string flag, string told)
    {
        Repository();
        folder.Git("-C", "tree", "update-index", flag, "CODEOWNERS");
        var unchanged = Attest();
        folder.Write("tree/CODEOWNERS", "* @acme/others\n");
        var changed = Attest();
        folder.Git("-C", "tree", "update-index", $"--no-{flag[2..]}", "CODEOWNERS").Git("-C", "tree", "checkout", "CODEOWNERS");

        Assert.All([unchanged, changed], run =>
        {
            Assert.Equal(3, run.ExitCode);
            Assert.Contains(told, run.Error, StringComparison.Ordinal);
            Assert.Contains($"'git update-index --no-{flag[2..]}'", run.Error, StringComparison.Ordinal);
        });
        Assert.Equal((0, ""), (Attest().ExitCode, Attest().Error));
    }

    [Fact]
    public void A_sparse_checkout_is_not_attested()
    {
        Repository();
        folder.Write("tree/docs/a.md", "# A\n").Git("-C", "tree", "add", ".").Git("-C", "tree", "commit", "-m", "docs").Git("-C", "tree", "update-ref", "refs/remotes/origin/main", "HEAD");
        folder.Git("-C", "tree", "sparse-checkout", "set", ".github");
        var sparse = Attest();
        folder.Git("-C", "tree", "sparse-checkout", "disable");

        Assert.Equal(3, sparse.ExitCode);
        Assert.Contains("'docs/a.md' is in the commit and not in the working tree, as in a sparse checkout", sparse.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (Attest().ExitCode, Attest().Error));
    }

    [Fact]
    public void A_policy_that_is_not_in_the_commit_is_not_attested()
    {
        Repository();
        folder.Write("tree/.popipeline.yml", "version: 1\n");
        var untracked = Attest();
        folder.Git("-C", "tree", "add", ".");
        var staged = Attest();
        folder.Git("-C", "tree", "commit", "-m", "policy").Git("-C", "tree", "update-ref", "refs/remotes/origin/main", "HEAD");

        Assert.Equal((3, 3), (untracked.ExitCode, staged.ExitCode));
        Assert.Contains("The policy '.popipeline.yml' is not in the commit", untracked.Error, StringComparison.Ordinal);
        Assert.Contains("'.popipeline.yml' is not as the commit has it", staged.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (Attest().ExitCode, Attest().Error));
    }

    [Fact]
    public void A_file_of_more_signatures_than_are_tried_is_neither_verified_nor_failed()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP521);
        var statement = """{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"a","digest":{"sha256":"aa"}}],"predicateType":"x"}"""u8.ToArray();
        byte[] signed = [.. Encoding.UTF8.GetBytes($"DSSEv1 28 application/vnd.in-toto+json {statement.Length} "), .. statement];
        string Sign(byte[] data) => $$"""{"sig":"{{Convert.ToBase64String(key.SignData(data, HashAlgorithmName.SHA512, DSASignatureFormat.Rfc3279DerSequence))}}"}""";
        var signatures = string.Join(',', Enumerable.Repeat(Sign([1]), 63).Append(Sign(signed)));
        folder.Write("owner.pub", key.ExportSubjectPublicKeyInfoPem() + "\n")
            .Write("many.jsonl", string.Concat(Enumerable.Repeat($$"""{"payloadType":"application/vnd.in-toto+json","payload":"{{Convert.ToBase64String(statement)}}","signatures":[{{signatures}}]}{{'\n'}}""", 300)));

        var (exitCode, output, error) = Po.Run("verify", "attestation", folder.PathOf("many.jsonl"), "--key", folder.PathOf("owner.pub"), "--json");

        Assert.Equal(3, exitCode);
        Assert.Contains("is not known", error, StringComparison.Ordinal);
        var states = JsonDocument.Parse(output).RootElement.GetProperty("attestations").EnumerateArray().Select(attestation => attestation.GetProperty("state").GetString()).ToList();
        Assert.Equal(300, states.Count);
        Assert.Equal(("verified", "too-much-work"), (states[0], states[^1]));
    }

    [Fact]
    public void What_is_judged_in_part_is_not_attested()
    {
        Repository();

        var (exitCode, _, error) = Po.Run("", name => name is "POPIPELINE_LEDGER_KEY_FILE" ? folder.PathOf("ledger.key") : null, CancellationToken.None, "attest", folder.PathOf("tree/.github"), "--output", folder.PathOf("out"));

        Assert.Equal(2, exitCode);
        Assert.Contains("Name the root of the repository", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_commit_nothing_is_attested()
    {
        Key();
        folder.Write("tree/README.md", "# App\n");

        Assert.Equal(3, Attest().ExitCode);
    }

    private static string Named(JsonElement subject, string algorithm) => $"{subject.GetProperty("name").GetString()} {subject.GetProperty("digest").GetProperty(algorithm).GetString()}";

    private (int ExitCode, string Output, string Error) Verify(string name, string key, params string[] more) =>
        Po.Run(["verify", "in-toto", "--layout", Path.Combine(Cases, name, "root.layout"), "--key", KeyFile(key), .. more]);

    private (int ExitCode, string Output, string Error) Attest(params string[] more) => Po.Run(
        "",
        name => name is "POPIPELINE_LEDGER_KEY_FILE" ? folder.PathOf("ledger.key") : Environment.GetEnvironmentVariable(name),
        CancellationToken.None,
        ["attest", folder.PathOf("tree"), "--output", folder.PathOf("out"), "--trusted-branch", "main", .. more]);

    private void Repository()
    {
        Key();
        folder.Write("tree/CODEOWNERS", "* @acme/team\n").Write("tree/.github/workflows/ci.yml", "on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: somebody/something@main\n");
        folder.Git("init", "--initial-branch", "main", "tree").Git("-C", "tree", "remote", "add", "origin", "https://github.com/acme/app.git").Git("-C", "tree", "add", ".").Git("-C", "tree", "commit", "-m", "start").Git("-C", "tree", "update-ref", "refs/remotes/origin/main", "HEAD");
    }

    private void Key()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        folder.Write("ledger.key", key.ExportPkcs8PrivateKeyPem() + "\n").Write("ledger.pub", key.ExportSubjectPublicKeyInfoPem() + "\n");
    }

    private string Head() => File.ReadAllText(folder.PathOf("tree/.git/refs/heads/main")).Trim();

    private string KeyFile(string key)
    {
        folder.Write($"{key[..8]}.pub", key + "\n");
        return folder.PathOf($"{key[..8]}.pub");
    }

    private static void Fields(JsonElement result)
    {
        Names(result, "layout state signers expires failure steps notExecuted warnings");
        if (result.GetProperty("failure") is { ValueKind: JsonValueKind.Object } failure)
        {
            Names(failure, "kind reason step rule file line column");
        }

        Assert.All(result.GetProperty("warnings").EnumerateArray(), warning => Names(warning, "text file line column"));
        foreach (var step in result.GetProperty("steps").EnumerateArray())
        {
            Names(step, "name threshold counted file line column links");
            foreach (var link in step.GetProperty("links").EnumerateArray())
            {
                Names(link, "file keyId standing note sublayout");
                if (link.GetProperty("sublayout") is { ValueKind: JsonValueKind.Object } sublayout)
                {
                    Fields(sublayout);
                }
            }
        }
    }

    private static void Names(JsonElement found, string names) => Assert.Equal(names.Split(' '), found.EnumerateObject().Select(member => member.Name));
}
