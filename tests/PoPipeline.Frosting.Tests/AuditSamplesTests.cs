using System.Security.Cryptography;
using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab;
using PoPipeline.Ledger;
using PoPipeline.Tests;
using YamlDotNet.RepresentationModel;

namespace PoPipeline.Frosting.Tests;

/// <summary>The samples that collect an audit log by schedule: their scripts are run as they lie there, but for the building of po.</summary>
public sealed class AuditSamplesTests : IDisposable
{
    private readonly TempTree folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("actions/check/samples/audit.yml")]
    [InlineData("gitlab-ci-templates/samples/audit.yml")]
    public async Task A_sample_keeps_the_audit_log_on_a_branch_and_goes_on_with_it(string sample)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts are for a POSIX shell.");
        await using var gitlab = await GitLabDouble.StartAsync(JsonNode.Parse($$"""
            {
              "now": "{{DateTimeOffset.UtcNow:O}}",
              "users": [{ "username": "olivia", "id": 101 }], "groups": [{ "path": "acme", "id": 301, "members": [{ "user": "olivia", "access_level": 50 }] }],
              "tokens": [{ "token": "glpat-olivia", "user": "olivia" }]
            }
            """));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = key.ExportPkcs8PrivateKeyPem();
        var remote = folder.PathOf("remote.git");
        folder.Git("init", "--bare", "remote.git");
        folder.Run("chmod", "700", "remote.git");
        folder.Write("po", $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "po.dll")}' \"$@\"\n");
        folder.Run("chmod", "+x", "po");
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["PO"] = folder.PathOf("po"),
            ["TARGET"] = $"gitlab:{gitlab.Address.ToString().TrimEnd('/')}/acme",
            ["AUDIT_RECIPIENTS"] = "",
            ["STORE"] = $"git:{remote}#audit",
            ["POPIPELINE_TOKEN"] = "glpat-olivia",
            ["POPIPELINE_LEDGER_KEY"] = pem,
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        };

        foreach (var (run, kept) in new[] { ("first", 2), ("second", 4) })
        {
            _ = gitlab.Act("auditEvent", "olivia", new JsonObject { ["group"] = "acme", ["count"] = 2, ["at"] = $"{DateTimeOffset.UtcNow.AddHours(-2):O}" });
            folder.Write($"{run}/.keep");
            var (exitCode, output, error) = await ChildProcess.RunAsync("sh", ["-e", "-c", Script(sample)], folder.PathOf(run), variables);

            Assert.True(exitCode == 0, output + error);
            var store = $"git:{remote}#audit";

            // By the clock of the machine, as the sample went.
            var verified = await ChildProcess.RunAsync(variables["PO"]!, ["audit", "verify", "--store", store, "--key", LedgerSigner.OfPem(pem).Verifier.ToString()], folder.Root, variables);
            Assert.True(verified.ExitCode == 0, verified.Output + verified.Error);
            Assert.Equal(kept, JsonNode.Parse(Po.Run("audit", "list", "--json", "--store", store).Output)!.AsArray().Count);
        }
    }

    [Fact]
    public void What_collects_in_a_cluster_may_do_nothing_there_and_is_given_words_that_po_takes()
    {
        var kinds = Documents("tekton/task/po-check/samples/audit-cronjob.yaml").ToDictionary(document => document["kind"].ToString(), document => document, StringComparer.Ordinal);
        Assert.Equal(["CronJob", "PersistentVolumeClaim", "ServiceAccount"], kinds.Keys.Order(StringComparer.Ordinal));
        var pod = kinds["CronJob"]["spec"]["jobTemplate"]["spec"]["template"]["spec"];
        Assert.Equal(("po-audit", "false"), (pod["serviceAccountName"].ToString(), pod["automountServiceAccountToken"].ToString()));

        using var store = new TempFolder();
        var words = ((YamlSequenceNode)pod["containers"][0]["args"]).Select(word => word.ToString())
            .Select(word => word switch { "github:acme" => "github:http://127.0.0.1:9/acme", "/var/lib/po/audit" => Path.Combine(store.Path, "audit"), "3600" => "0", _ => word });
        var (exitCode, output, error) = Po.Run([.. words]);

        Assert.True(exitCode == 3, output + error);
        Assert.Contains("not read: ", output, StringComparison.Ordinal);
    }

    private static string Script(string sample)
    {
        var root = Documents(sample).Single();
        return sample.StartsWith("actions/", StringComparison.Ordinal)
            ? ((YamlSequenceNode)root["jobs"]["collect"]["steps"]).Last()["run"].ToString()
            : ((YamlSequenceNode)root["audit"]["script"]).Last().ToString();
    }

    private static IEnumerable<YamlNode> Documents(string file)
    {
        using var reader = new StreamReader(Path.Combine(TestPaths.Repository, file));
        var stream = new YamlStream();
        stream.Load(reader);
        return [.. stream.Documents.Select(document => document.RootNode)];
    }
}
