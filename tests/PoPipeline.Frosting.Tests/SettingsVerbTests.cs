using System.Text.Json.Nodes;
using PoPipeline.Tests;
using PoPipeline.Tests.Outputs;

namespace PoPipeline.Frosting.Tests;

/// <summary>The verbs that ask a forge for settings, against one that answers as its documentation says.</summary>
public sealed class SettingsVerbTests : IDisposable
{
    private const string Canary = "canary-4c1d9e7ab2";

    private readonly AnswerServer forge = new();
    private readonly TempTree folder = new();

    public void Dispose()
    {
        forge.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void An_organization_that_is_well_kept_meets_the_gate_and_no_output_holds_the_token()
    {
        var (exitCode, output, error) = Run("org", $"github:{forge.Address}/github", "--root", folder.Root, "--output", folder.PathOf("out"), "--format", "sarif,github-sarif,summary,snapshot,gitlab-codequality,gitlab-sast,outcome");

        Assert.True(exitCode == 0, output + error);
        Assert.DoesNotContain(Canary, output + error, StringComparison.Ordinal);
        Assert.All(Directory.EnumerateFiles(folder.PathOf("out")), file => Assert.DoesNotContain(Canary, File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void A_default_branch_that_anybody_can_push_to_fails_the_gate_and_names_the_setting_and_its_page()
    {
        forge.Change("POST /graphql Batch", answer =>
        {
            answer!["data"]!["nodes"]![0]!["rulesets"]!["nodes"] = new JsonArray();
            return answer;
        });

        var (exitCode, output, _) = Run("org", $"github:{forge.Address}/github", "--root", folder.Root, "--output", folder.PathOf("out"));

        Assert.Equal(1, exitCode);
        Assert.Contains("github/Hello-World#protection/proposedchange", output, StringComparison.Ordinal);
        var result = JsonNode.Parse(File.ReadAllText(folder.PathOf("out/popipeline.sarif")))!["runs"]![0]!["results"]!.AsArray().Single(result => result!["message"]!["text"]!.ToString().Contains("does not demand a pull request", StringComparison.Ordinal));
        Assert.EndsWith("#protection/proposedchange", result!["locations"]![0]!["logicalLocations"]![0]!["fullyQualifiedName"]!.ToString(), StringComparison.Ordinal);
        Assert.NotNull(result["partialFingerprints"]!["primaryLocationLineHash"]);
    }

    [Fact]
    public async Task The_SARIF_of_an_organization_is_valid_for_the_standard_and_for_GitHub()
    {
        forge.Change("POST /graphql Batch", answer =>
        {
            answer!["data"]!["nodes"]![0]!["rulesets"]!["nodes"]![0]!["enforcement"] = "EVALUATE";
            return answer;
        });
        _ = Run("org", $"github:{forge.Address}/github", "--root", folder.Root, "--output", folder.PathOf("out"), "--format", "sarif,github-sarif");

        var said = await SarifValidator.Judge([File.ReadAllText(folder.PathOf("out/popipeline.sarif")), File.ReadAllText(folder.PathOf("out/popipeline.github.sarif"))]);

        Assert.Empty(said);
    }

    [Theory]
    [InlineData("github", ".gitlab/CODEOWNERS", 1)]
    [InlineData("gitlab", ".gitlab/CODEOWNERS", 0)]
    [InlineData("gitlab", ".github/CODEOWNERS", 1)]
    [InlineData("github", ".github/CODEOWNERS", 0)]
    public void The_forge_that_is_asked_is_the_one_that_reads_the_files(string named, string file, int exitCode)
    {
        folder.Write(file, "* @acme/security\n");

        var (ended, output, error) = Run("check", folder.Root, "--forge", $"{named}:{forge.Address}/octocat/Hello-World", "--output", folder.PathOf("out"), "--rule", "PO2101");

        Assert.True(ended == exitCode, output + error);
    }

    [Fact]
    public void A_summary_of_settings_says_of_each_finding_what_to_do_and_nothing_of_an_example()
    {
        forge.Change("GET /orgs/github/actions/runner-groups", answer =>
        {
            answer!["runner_groups"]![0]!["allows_public_repositories"] = true;
            return answer;
        });

        _ = Run("org", $"github:{forge.Address}/github", "--root", folder.Root, "--output", folder.PathOf("out"));

        var summary = File.ReadAllText(folder.PathOf("out/summary.md"));
        Assert.Contains("Allow public repositories", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("Workflow permissions", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_is_judged_later_as_it_was_when_it_was_collected()
    {
        var first = Run("org", $"github:{forge.Address}/github", "--root", folder.Root, "--output", folder.PathOf("out"));

        var later = Run("check", "--snapshot", folder.PathOf("out/snapshot.json"), "--output", folder.PathOf("later"));

        Assert.Equal(first.ExitCode, later.ExitCode);
        Assert.Equal(File.ReadAllText(folder.PathOf("out/snapshot.json")), File.ReadAllText(folder.PathOf("later/snapshot.json")));
        Assert.Equal(File.ReadAllText(folder.PathOf("out/summary.md")), File.ReadAllText(folder.PathOf("later/summary.md")));
    }

    [Fact]
    public void Shards_that_are_merged_write_what_one_run_writes()
    {
        _ = Run("org", $"github:{forge.Address}/github", "--root", folder.Root, "--output", folder.PathOf("whole"));
        _ = Run("org", $"github:{forge.Address}/github", "--root", folder.Root, "--output", folder.PathOf("one"), "--shard", "1/2");
        _ = Run("org", $"github:{forge.Address}/github", "--root", folder.Root, "--output", folder.PathOf("two"), "--shard", "2/2");

        var (exitCode, output, error) = Run("merge", folder.PathOf("one/snapshot.json"), folder.PathOf("two/snapshot.json"), "--output", folder.PathOf("merged"));

        Assert.True(exitCode == 0, output + error);
        Assert.Equal(File.ReadAllText(folder.PathOf("whole/snapshot.json")), File.ReadAllText(folder.PathOf("merged/snapshot.json")));
        Assert.Equal(File.ReadAllText(folder.PathOf("whole/summary.md")), File.ReadAllText(folder.PathOf("merged/summary.md")));
    }

    [Fact]
    public void A_folder_stands_for_every_snapshot_below_it_but_for_what_an_earlier_run_merged()
    {
        foreach (var shard in new[] { "1", "2" })
        {
            _ = Run("org", $"github:{forge.Address}/github", "--root", folder.Root, "--output", folder.PathOf($"shards/{shard}"), "--shard", $"{shard}/2");
        }

        var first = Run("merge", folder.PathOf("shards"), "--output", folder.PathOf("shards/merged"));
        var merged = File.ReadAllText(folder.PathOf("shards/merged/snapshot.json"));
        var again = Run("merge", folder.PathOf("shards"), "--output", folder.PathOf("shards/merged"));
        var empty = Run("merge", Directory.CreateDirectory(folder.PathOf("empty")).FullName, "--output", folder.PathOf("merged"));

        Assert.True(first.ExitCode == 0, first.Output + first.Error);
        Assert.Equal(first.ExitCode, again.ExitCode);
        Assert.Equal(merged, File.ReadAllText(folder.PathOf("shards/merged/snapshot.json")));
        Assert.Equal(2, empty.ExitCode);
        Assert.Contains("No 'snapshot.json' lies in the folder", empty.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mfa", "saw the mfa demand of 'github' differently")]
    [InlineData("forge", "Only snapshots of one organisation or group can be merged")]
    [InlineData("manifest", "does not say which repositories there are")]
    [InlineData("repository", "looked at 'github/Hello-World' and saw it differently")]
    [InlineData("records", "in the decisions on record")]
    public void Snapshots_that_are_not_of_one_run_are_refused_in_either_order(string what, string reason)
    {
        var whole = Collected("whole");
        var other = Changed("other", whole, snapshot =>
        {
            var settings = snapshot["settings"]!;
            var organization = settings["organization"]!.AsObject();
            _ = what switch
            {
                "mfa" => organization["mfa"]!["value"]!["isRequired"] = false,
                "forge" => settings["forge"] = "GitLab",
                "manifest" => organization.Remove("repositories"),
                "repository" => settings["repositories"]![0]!["traits"]!["value"]!["isArchived"] = true,
                _ => snapshot["records"]!["requestUrl"] = "https://github.com/acme/app/issues/new",
            };
        });

        Assert.All(new[] { Run("merge", whole, other, "--output", folder.PathOf("merged")), Run("merge", other, whole, "--output", folder.PathOf("merged")) }, run =>
        {
            Assert.Equal(2, run.ExitCode);
            Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        });
        Assert.Equal(0, Run("merge", whole, whole, "--output", folder.PathOf("merged")).ExitCode);
    }

    [Fact]
    public void What_one_run_could_not_see_of_the_organization_is_what_another_one_saw_in_either_order()
    {
        var whole = Collected("whole");
        var less = Changed("less", whole, snapshot => snapshot["settings"]!["organization"]!["mfa"] = JsonNode.Parse("""{"why":"the token lacks it","isUnavailable":false,"hasFailed":false}"""));

        _ = Run("merge", whole, less, "--output", folder.PathOf("one"));
        _ = Run("merge", less, whole, "--output", folder.PathOf("two"));

        Assert.Equal(File.ReadAllText(whole), File.ReadAllText(folder.PathOf("one/snapshot.json")));
        Assert.Equal(File.ReadAllText(whole), File.ReadAllText(folder.PathOf("two/snapshot.json")));
    }

    [Fact]
    public void No_link_leads_where_a_snapshot_says_and_its_forge_is_not()
    {
        var elsewhere = Changed("elsewhere", Collected("whole"), snapshot =>
        {
            var settings = snapshot["settings"]!;
            settings["organization"]!["url"] = "https://evil.example/github";
            settings["organization"]!["mfa"]!["value"]!["isRequired"] = false;
            settings["repositories"]![0]!["url"] = "https://evil.example/github/Hello-World";
            settings["repositories"]![0]!["protection"]!["value"]!["layers"] = new JsonArray();
        });

        var (exitCode, output, _) = Run("check", "--snapshot", elsewhere, "--output", folder.PathOf("out"), "--format", "sarif,github-sarif,summary,gitlab-codequality,gitlab-sast,outcome");

        Assert.Equal(1, exitCode);
        var json = Run("check", "--snapshot", elsewhere, "--output", folder.PathOf("json"), "--console", "json").Output;
        Assert.DoesNotContain("evil.example", output + json, StringComparison.Ordinal);
        Assert.All(Directory.EnumerateFiles(folder.PathOf("out")).Where(file => Path.GetFileName(file) is not "snapshot.json"), file => Assert.DoesNotContain("evil.example", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.Contains($"\"url\":\"{forge.Address}/github/Hello-World/settings/rules\"", json.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://github.com@evil.example")]
    [InlineData("https://github.com/x")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public void A_snapshot_whose_forge_has_no_address_of_a_server_is_damaged(string server)
    {
        var (exitCode, _, error) = Run("check", "--snapshot", Changed("other", Collected("whole"), snapshot => snapshot["settings"]!["server"] = server), "--output", folder.PathOf("out"));

        Assert.Equal(2, exitCode);
        Assert.Contains("is damaged at '$.settings.server'", error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_got_worse_is_told_with_what_was_set_otherwise()
    {
        _ = Run("org", $"github:{forge.Address}/github", "--root", folder.Root, "--output", folder.PathOf("before"));
        forge.Change("POST /graphql Batch", answer =>
        {
            answer!["data"]!["nodes"]![0]!["rulesets"]!["nodes"]![0]!["rules"]!["nodes"]![0]!["parameters"]!["requiredApprovingReviewCount"] = 0;
            return answer;
        });
        _ = Run("org", $"github:{forge.Address}/github", "--root", folder.Root, "--output", folder.PathOf("after"));

        var worse = Run("diff", folder.PathOf("before/snapshot.json"), folder.PathOf("after/snapshot.json"));
        var better = Run("diff", folder.PathOf("after/snapshot.json"), folder.PathOf("before/snapshot.json"), "--json");
        var same = Run("diff", folder.PathOf("after/snapshot.json"), folder.PathOf("after/snapshot.json"));

        Assert.Equal(1, worse.ExitCode);
        Assert.Contains("Worse (1)\n  PO5105 high", worse.Output, StringComparison.Ordinal);
        Assert.Contains("github/Hello-World › protection › the ruleset 'main' › demands › Approval", worse.Output, StringComparison.Ordinal);
        Assert.Equal(0, better.ExitCode);
        Assert.Equal("PO5105", JsonNode.Parse(better.Output)!["better"]![0]!["rule"]!.ToString());
        Assert.Equal((0, "Nothing changed.\n"), (same.ExitCode, same.Output));
    }

    [Theory]
    [InlineData("name", "one is of")]
    [InlineData("forge", "on GitHub, the other of")]
    [InlineData("server", "one is of")]
    [InlineData("repository", "which is an organisation or group, the other of")]
    public void Snapshots_of_different_things_are_not_compared(string what, string reason)
    {
        var whole = Collected("whole");
        var other = Changed("other", whole, snapshot =>
        {
            var settings = snapshot["settings"]!.AsObject();
            _ = what switch
            {
                "name" => settings["organization"]!["name"] = "acme",
                "forge" => settings["forge"] = "GitLab",
                "server" => settings["server"] = "https://github.example",
                _ => settings.Remove("organization"),
            };
        });

        Assert.All(new[] { Run("diff", whole, other), Run("diff", other, whole) }, run =>
        {
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("The snapshots are of different things: one is of", run.Error, StringComparison.Ordinal);
        });
        Assert.Contains(reason, Run("diff", whole, other).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_left_to_another_shard_is_told_and_is_neither_better_nor_worse()
    {
        forge.Change("POST /graphql Batch", answer =>
        {
            answer!["data"]!["nodes"]![0]!["rulesets"]!["nodes"] = new JsonArray();
            return answer;
        });
        var whole = Collected("whole");
        var shards = new[] { Collected("one", "--shard", "1/2"), Collected("two", "--shard", "2/2") };
        var without = shards.Single(shard => JsonNode.Parse(File.ReadAllText(shard))!["settings"]!["repositories"]!.AsArray().All(repository => repository!["name"]!.ToString() is not "github/Hello-World"));

        var less = Run("diff", whole, without);
        var more = Run("diff", without, whole);
        var json = Run("diff", whole, without, "--json");

        Assert.Contains("Not compared (1)\n  github/Hello-World: another shard looks at it now\n", less.Output, StringComparison.Ordinal);
        Assert.Contains("Not compared (1)\n  github/Hello-World: another shard looked at it before\n", more.Output, StringComparison.Ordinal);
        Assert.EndsWith("Nothing changed of what both looked at.\n", less.Output, StringComparison.Ordinal);
        Assert.Equal((0, 0), (less.ExitCode, more.ExitCode));
        Assert.Equal("after", JsonNode.Parse(json.Output)!["notCompared"]![0]!["leftOutOf"]!.ToString());
        Assert.Empty(JsonNode.Parse(json.Output)!["better"]!.AsArray());
    }

    [Fact]
    public void The_doctor_tells_what_a_token_cannot_see_and_what_it_lacks()
    {
        var well = Run("doctor", $"github:{forge.Address}/octocat/Hello-World");
        var unknown = Run("doctor", $"github:{forge.Address}/octocat/nothing", "--json");

        Assert.True(well.ExitCode == 0, well.Output + well.Error);
        Assert.Equal(3, unknown.ExitCode);
        var webhooks = JsonNode.Parse(unknown.Output)!["settings"]!.AsArray().Single(row => row!["setting"]!.ToString() is "webhooks")!;
        Assert.Equal("unseen", webhooks["state"]!.ToString());
        Assert.Equal("Webhooks: read", webhooks["permission"]!.ToString());
        Assert.Null(webhooks["jobToken"]);
        Assert.Equal("of a kind that it does not tell", JsonNode.Parse(unknown.Output)!["token"]!["kind"]!.ToString());
        Assert.StartsWith("token: of a kind that it does not tell\n", well.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, well.Output + unknown.Output + unknown.Error, StringComparison.Ordinal);
        Assert.StartsWith("404, 'Not Found'", webhooks["reason"]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("org acme", "'acme' names nothing of a forge: it begins neither with 'github:' nor with 'gitlab:'")]
    [InlineData("org github:http://user@host/acme", "is no address of a page")]
    [InlineData("org github:../acme", "is no path of a repository")]
    [InlineData("org github:http://git.acme.example/acme", "must begin with 'https://'")]
    [InlineData("org github:acme --shard 3/2", "is no share of runs")]
    [InlineData("diff one.json", "Name two snapshots")]
    public void What_is_wrongly_named_is_told(string words, string reason)
    {
        var (exitCode, _, error) = Run(words.Split(' '));

        Assert.Equal(2, exitCode);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    private string Collected(string name, params string[] more)
    {
        _ = Run(["org", $"github:{forge.Address}/github", "--root", folder.Root, "--output", folder.PathOf(name), .. more]);
        return folder.PathOf($"{name}/snapshot.json");
    }

    private string Changed(string name, string snapshot, Action<JsonNode> change)
    {
        var json = JsonNode.Parse(File.ReadAllText(snapshot))!;
        change(json);
        Directory.CreateDirectory(folder.PathOf(name));
        File.WriteAllText(folder.PathOf($"{name}/snapshot.json"), json.ToJsonString());
        return folder.PathOf($"{name}/snapshot.json");
    }

    private static (int ExitCode, string Output, string Error) Run(params string[] words) =>
        Po.Run("", name => name is "POPIPELINE_TOKEN" ? Canary : Environment.GetEnvironmentVariable(name), TestContext.Current.CancellationToken, words);
}
