using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PoPipeline.Forges.Http;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Settings;
using PoPipeline.Snapshots;

namespace PoPipeline.Tests.Settings;

/// <summary>An organisation with many repositories: how often the forge is asked, what several runs make of it, and that nothing gets lost.</summary>
public sealed class OrganizationRunTests
{
    private const int Many = 2000;

    [Fact]
    public void Two_thousand_repositories_take_less_than_a_third_of_a_request_each()
    {
        using var forge = new ManyRepositories(Many);

        var settings = Read(forge);

        Assert.Equal(Many, settings.Repositories.Length);
        Assert.Equal(Many, settings.Organization!.Repositories!.Entries.Count(entry => entry.State is ManifestState.Evaluated));
        Assert.InRange(forge.Requests, 1, (int)(Many * 0.3));
    }

    [Fact]
    public void Shards_that_are_merged_are_what_one_run_is()
    {
        using var forge = new ManyRepositories(300);
        var whole = Read(forge);

        var merged = MergedSettings.Of([.. Enumerable.Range(1, 4).Select(index => Read(forge, new Shard(index, 4)))]);

        Assert.Equal(Json(whole), Json(merged));
    }

    [Fact]
    public void A_shard_that_is_missing_is_no_pass()
    {
        using var forge = new ManyRepositories(300);

        var merged = MergedSettings.Of([.. Enumerable.Range(1, 4).Where(index => index != 3).Select(index => Read(forge, new Shard(index, 4)))]);

        Assert.InRange(merged.Organization!.Repositories!.Entries.Count(entry => entry.State is ManifestState.Failed), 50, 100);
        Assert.Contains(Verdicts(merged), verdict => verdict.Gaps.Any(gap => gap.Failed));
    }

    [Fact]
    public void A_repository_that_the_forge_leaves_out_is_named_and_no_pass()
    {
        using var forge = new ManyRepositories(60) { LeftOut = "acme/r0042" };

        var settings = Read(forge);

        var entry = settings.Organization!.Repositories!.Entries.Single(entry => entry.State is ManifestState.Failed);
        Assert.Equal("acme/r0042", entry.Name);
        Assert.All(Verdicts(settings), verdict => Assert.Contains(verdict.Gaps, gap => gap is { Failed: true, Subject: "the repository 'acme/r0042'" }));
    }

    [Fact]
    public void A_page_of_the_list_that_fails_leaves_the_others_and_is_no_pass()
    {
        using var forge = new ManyRepositories(250) { FailsAtPage = 3 };

        var settings = Read(forge);

        Assert.Equal(200, settings.Repositories.Length);
        Assert.All(Verdicts(settings), verdict => Assert.Contains(verdict.Gaps, gap => gap.Failed));
    }

    [Fact]
    public void Every_shard_takes_some_and_each_repository_is_taken_once()
    {
        var names = Enumerable.Range(0, 1000).Select(ManyRepositories.NameOf).ToList();
        var shards = Enumerable.Range(1, 8).Select(index => new Shard(index, 8)).ToList();

        Assert.All(names, name => Assert.Single(shards, shard => shard.Takes(name)));
        Assert.All(shards, shard => Assert.InRange(names.Count(shard.Takes), 80, 170));
    }

    // What is asked of the branch protection, so that whatever else a rule looks at does not matter here.
    private static List<Verdict> Verdicts(ForgeSettings settings) =>
        [.. Assessor.Assess(new Snapshot { ObservedAt = CaseTree.ObservedAt, Repository = new Repository(), Settings = settings }, [.. RuleSet.All.Where(rule => rule.Settings.SequenceEqual([ForgeSetting.BranchProtection]))]).Judgements.Select(judgement => judgement.Verdict)];

    private static ForgeSettings Read(ManyRepositories forge, Shard? shard = null)
    {
        var target = new SettingsTarget(Forge.GitHub, "https://github.com", "acme");
        var connection = new SettingsConnection { Variable = _ => null, Time = new FixedTime(CaseTree.ObservedAt), RetryBudget = new RetryBudget(TimeSpan.Zero), Sender = forge };
        using var reader = SettingsReaders.Make(target, connection);
        return reader.OrganizationAsync(new SettingsRequest { Target = target, Shard = shard ?? Shard.Whole }, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
    }

    private static string Json(ForgeSettings settings)
    {
        using var stream = new MemoryStream();
        SnapshotJson.Write(new Snapshot { ObservedAt = CaseTree.ObservedAt, Repository = new Repository(), Settings = settings }, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    // Each is the repository of the documentation under another name. Whatever else is asked of the organisation is refused.
    private sealed class ManyRepositories(int count) : HttpMessageHandler
    {
        private static readonly string Node = ((JsonArray)JsonNode.Parse(File.ReadAllText(Path.Combine(TestPaths.Project, "Settings", "Answers", "github", "graphql-batch.json")))!["body"]!["data"]!["nodes"]!)[0]!.ToJsonString();
        private int requests;

        public int Requests => requests;

        public string? LeftOut { get; init; }

        public int FailsAtPage { get; init; }

        public static string NameOf(int index) => $"acme/r{index:0000}";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref requests);
            if (request.Content is null)
            {
                return Answer("""{"message":"Must have admin rights"}""", HttpStatusCode.Forbidden);
            }

            var asked = JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken))!;
            return asked["operationName"]!.GetValue<string>() switch
            {
                "Organization" => Page(asked["variables"]!["after"]?.GetValue<string>()),
                "Batch" => Batch((JsonArray)asked["variables"]!["ids"]!),
                _ => Answer("""{"data":{"organization":null},"errors":[{"message":"Must have admin rights"}]}"""),
            };
        }

        private HttpResponseMessage Page(string? after)
        {
            const int Size = 100;
            var page = after is null ? 0 : int.Parse(after);
            if (page + 1 == FailsAtPage)
            {
                return Answer("""{"data":null,"errors":[{"message":"Something went wrong while executing your query."}]}""");
            }

            var names = Enumerable.Range(page * Size, Math.Min(Size, count - (page * Size))).Select(index => new JsonObject { ["id"] = $"{index}", ["nameWithOwner"] = NameOf(index) });
            var hasNext = (page + 1) * Size < count;
            return Answer(new JsonObject
            {
                ["data"] = new JsonObject
                {
                    ["organization"] = new JsonObject
                    {
                        ["repositories"] = new JsonObject
                        {
                            ["totalCount"] = count,
                            ["pageInfo"] = new JsonObject { ["hasNextPage"] = hasNext, ["endCursor"] = $"{page + 1}" },
                            ["nodes"] = new JsonArray([.. names]),
                        },
                    },
                },
            }.ToJsonString());
        }

        private HttpResponseMessage Batch(JsonArray ids)
        {
            var nodes = ids.Select(id => int.Parse(id!.GetValue<string>())).Select(index => NameOf(index) == LeftOut ? "null" : Node.Replace("github/Hello-World", NameOf(index), StringComparison.Ordinal).Replace("MDEwOlJlcG9zaXRvcnkxMjk2MjY5", $"{index}", StringComparison.Ordinal));
            return Answer($$$"""{"data":{"nodes":[{{{string.Join(',', nodes)}}}]}}""");
        }

        private static HttpResponseMessage Answer(string text, HttpStatusCode code = HttpStatusCode.OK) => new(code) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
    }
}
