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
    public void A_repository_that_is_said_to_have_been_looked_at_and_is_not_there_is_no_pass()
    {
        using var forge = new ManyRepositories(60);
        var first = Read(forge, new Shard(1, 2));
        var empty = Read(forge, new Shard(2, 2)) with { Repositories = [] };

        Assert.All([empty, MergedSettings.Of([first, empty]), MergedSettings.Of([empty, first])], settings =>
            Assert.All(Verdicts(settings), verdict => Assert.Contains(verdict.Gaps, gap => gap.Failed && gap.Reason == ManifestEntry.WithoutSettings)));
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
    public void What_it_takes_is_told_before_it_is_taken_and_what_it_took_at_the_end()
    {
        using var forge = new ManyRepositories(Many) { Cost = 51, Left = 4980 };
        var told = new List<string>();

        _ = Read(forge, new Shard(1, 4), notices: told);

        Assert.Matches(@"\Agithub:acme lists 2,000 repositories\. Asking about [0-9]{3} of them takes [0-9]{2} more requests; GitHub has 4,9[0-9]{2} points left until 13:00 UTC\.\z", told[0]);
        Assert.Matches(@"\AThe first of them took 51 points; the other [0-9]{2} take about [0-9,]+; GitHub has 4,9[0-9]{2} points left until 13:00 UTC\.\z", told[1]);
        Assert.Matches(@"\AGitHub was asked [0-9]{2} times, and [0-9,]{3,5} points; GitHub has [0-9,]+ points left until 13:00 UTC\.\z", told[^1]);
        Assert.Equal(3, told.Count);
    }

    [Fact]
    public void A_limit_that_will_not_suffice_is_told_before_with_what_to_do()
    {
        using var forge = new ManyRepositories(Many) { Cost = 51, Left = 1000 };
        var told = new List<string>();

        _ = Read(forge, notices: told);

        Assert.StartsWith("That is more than is left: about 18 of them can be sent now. The run waits 0 s at most (--wait)", told[2], StringComparison.Ordinal);
        Assert.Contains("Run again after 13:00 UTC: with --cache it goes on where it stopped. Or share the repositories among tokens with --shard.", told[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RATE_LIMIT")]
    [InlineData("RATE_LIMITED")]
    public void A_limit_that_is_reached_stops_the_queries_and_what_was_not_asked_is_no_pass(string type)
    {
        using var forge = new ManyRepositories(Many) { LimitedFrom = 11, LimitType = type };

        var settings = Read(forge);

        var entries = settings.Organization!.Repositories!.Entries;
        Assert.Equal(250, entries.Count(entry => entry.State is ManifestState.Evaluated));
        Assert.All(entries.Where(entry => entry.State is ManifestState.Failed), entry => Assert.Contains("takes no more requests of this token until 2026-11-22 13:00", entry.Why, StringComparison.Ordinal));
        Assert.InRange(forge.Batches, 11, 20);
        Assert.Contains(Verdicts(settings), verdict => verdict.Gaps.Any(gap => gap.Failed));
    }

    [Fact]
    public void A_run_that_was_stopped_goes_on_and_asks_nothing_twice()
    {
        using var folder = new TempTree();
        using var undisturbed = new ManyRepositories(Many);
        var whole = Read(undisturbed);
        using var stop = new CancellationTokenSource();
        using var first = new ManyRepositories(Many) { StopsAt = (50, stop) };
        Assert.ThrowsAny<OperationCanceledException>(() => Read(first, folder: folder.Root, cancellation: stop.Token));
        using var second = new ManyRepositories(Many);
        var told = new List<string>();

        var resumed = Read(second, folder: folder.Root, notices: told);

        Assert.Equal(Json(whole), Json(resumed));
        Assert.InRange(second.Batches, 1, 40);
        Assert.InRange(second.Requests, 1, undisturbed.Requests * 6 / 10);
        Assert.StartsWith("This goes on with a run that began at 12:00 UTC and was stopped", told[1], StringComparison.Ordinal);
        Assert.Contains("more answers were those of the run that was stopped", told[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_that_is_reached_is_gone_on_from_in_the_next_run()
    {
        using var folder = new TempTree();
        using var first = new ManyRepositories(Many) { LimitedFrom = 51 };
        _ = Read(first, folder: folder.Root);
        using var second = new ManyRepositories(Many);

        var settings = Read(second, folder: folder.Root);

        Assert.All(settings.Organization!.Repositories!.Entries, entry => Assert.Equal(ManifestState.Evaluated, entry.State));
        Assert.Equal(30, second.Batches);
    }

    [Fact]
    public void A_run_that_came_to_its_end_is_not_gone_on_with()
    {
        using var folder = new TempTree();
        using var first = new ManyRepositories(300);
        _ = Read(first, folder: folder.Root);
        using var second = new ManyRepositories(300);

        _ = Read(second, folder: folder.Root);

        Assert.Equal(first.Requests, second.Requests);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(5, false)]
    public void What_a_run_was_told_that_was_stopped_is_used_for_hours_only_and_keeps_its_moment(int hours, bool isUsed)
    {
        using var folder = new TempTree();
        using var first = new ManyRepositories(Many) { LimitedFrom = 51 };
        _ = Read(first, folder: folder.Root);
        using var second = new ManyRepositories(Many);

        var settings = Read(second, folder: folder.Root, now: CaseTree.ObservedAt.AddHours(hours));

        Assert.Equal(isUsed ? 30 : 80, second.Batches);
        Assert.Equal(isUsed ? CaseTree.ObservedAt : CaseTree.ObservedAt.AddHours(hours), settings.Answers.Single(answer => answer.Request.EndsWith(" Batch", StringComparison.Ordinal)).At);
    }

    [Fact]
    public void What_somebody_without_the_token_wrote_into_the_folder_is_asked_for()
    {
        using var folder = new TempTree();
        using var first = new ManyRepositories(Many) { LimitedFrom = 51 };
        _ = Read(first, folder: folder.Root);
        foreach (var file in Directory.EnumerateFiles(folder.Root))
        {
            File.WriteAllText(file, File.ReadAllText(file).Replace("\"kept\":\"2026", "\"kept\":\"2025", StringComparison.Ordinal));
        }

        using var second = new ManyRepositories(Many);

        _ = Read(second, folder: folder.Root);

        Assert.Equal(80, second.Batches);
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

    private static ForgeSettings Read(ManyRepositories forge, Shard? shard = null, List<string>? notices = null, string? folder = null, DateTimeOffset? now = null, CancellationToken? cancellation = null)
    {
        var target = new SettingsTarget(Forge.GitHub, "https://github.com", "acme");
        var connection = new SettingsConnection { Variable = name => name is "POPIPELINE_TOKEN" ? SettingsCase.Token : null, Time = new FixedTime(now ?? CaseTree.ObservedAt), RetryBudget = new RetryBudget(TimeSpan.Zero), Sender = forge, AnswerFolder = folder };
        using var reader = SettingsReaders.Make(target, connection);
        return reader.OrganizationAsync(new SettingsRequest { Target = target, Shard = shard ?? Shard.Whole, Notices = notices is null ? null : new Notices(notices) }, cancellation ?? TestContext.Current.CancellationToken).GetAwaiter().GetResult();
    }

    private static string Json(ForgeSettings settings)
    {
        using var stream = new MemoryStream();
        SnapshotJson.Write(new Snapshot { ObservedAt = CaseTree.ObservedAt, Repository = new Repository(), Settings = settings }, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private sealed class Notices(List<string> told) : IProgress<string>
    {
        public void Report(string value) => told.Add(value);
    }

    // Each is the repository of the documentation under another name. Whatever else is asked of the organisation is refused.
    private sealed class ManyRepositories(int count) : HttpMessageHandler
    {
        private static readonly string Node = ((JsonArray)JsonNode.Parse(File.ReadAllText(Path.Combine(TestPaths.Project, "Settings", "Answers", "github", "graphql-batch.json")))!["body"]!["data"]!["nodes"]!)[0]!.ToJsonString();
        private int requests;
        private int batches;

        public int Requests => requests;

        public int Batches => batches;

        /// <summary>How many points a batch takes.</summary>
        public int Cost { get; init; } = 1;

        /// <summary>How many points are left.</summary>
        public int Left { get; set; } = 4999;

        /// <summary>The batch from which on the limit is reached; 0 for never.</summary>
        public int LimitedFrom { get; init; }

        public string LimitType { get; init; } = "RATE_LIMIT";

        /// <summary>Which batch is never answered, since the run is stopped.</summary>
        public (int Batch, CancellationTokenSource? Stop) StopsAt { get; init; }

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
                "Batch" => Batch((JsonArray)asked["variables"]!["ids"]!, cancellationToken),
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
                    ["rateLimit"] = Limit(1),
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

        private JsonObject Limit(int cost)
        {
            lock (Node)
            {
                Left -= cost;
                return new JsonObject { ["cost"] = cost, ["remaining"] = Left, ["resetAt"] = "2026-11-22T13:00:00Z" };
            }
        }

        private HttpResponseMessage Batch(JsonArray ids, CancellationToken cancellation)
        {
            var number = Interlocked.Increment(ref batches);
            if (number == StopsAt.Batch)
            {
                StopsAt.Stop!.Cancel();
                cancellation.ThrowIfCancellationRequested();
            }

            if (LimitedFrom > 0 && number >= LimitedFrom)
            {
                var refusal = Answer($$$"""{"errors":[{"type":"{{{LimitType}}}","code":"graphql_rate_limit","message":"API rate limit already exceeded for user ID 1."}]}""");
                refusal.Headers.Add("x-ratelimit-remaining", "0");
                refusal.Headers.Add("x-ratelimit-reset", $"{CaseTree.ObservedAt.AddHours(1).ToUnixTimeSeconds()}");
                return refusal;
            }

            var nodes = ids.Select(id => int.Parse(id!.GetValue<string>())).Select(index => NameOf(index) == LeftOut ? "null" : Node.Replace("github/Hello-World", NameOf(index), StringComparison.Ordinal).Replace("MDEwOlJlcG9zaXRvcnkxMjk2MjY5", $"{index}", StringComparison.Ordinal));
            return Answer($$$"""{"data":{"rateLimit":{{{Limit(Cost).ToJsonString()}}},"nodes":[{{{string.Join(',', nodes)}}}]}}""");
        }

        private static HttpResponseMessage Answer(string text, HttpStatusCode code = HttpStatusCode.OK) => new(code) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
    }
}
