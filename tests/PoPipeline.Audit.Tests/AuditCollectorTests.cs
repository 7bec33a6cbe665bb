using System.Collections.Immutable;
using CsCheck;
using PoPipeline.Audit.Collecting;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Importing;
using PoPipeline.Audit.Listing;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Verifying;
using PoPipeline.Audit.Windows;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Tests;

public sealed class AuditCollectorTests : IDisposable
{
    private static readonly AuditPolicy Web = AuditPolicy.GitHubWeb with { Since = Sample.Start.AddDays(-10) };

    private readonly TemporaryFolder folder = new();
    private readonly SetTime time = new(Sample.Start);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_window_is_kept_with_its_receipt()
    {
        var forge = new ScriptedForge(time);
        Happen(forge, 10);
        var store = Sample.Store(folder);

        var collection = await Collect(store, forge);

        var receipt = Assert.Single(collection.Closed);
        Assert.Equal((10, 10, 4, "doc-0", "doc-9"), (receipt.Count, receipt.Added, receipt.Pages, receipt.FirstId, receipt.LastId));
        Assert.Equal(10, Ids(store).Count);
        var kept = store.Read().Last().Window!;
        Assert.Equal(4, kept.PageList.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Matches("^[0-9a-f]{64} [0-9]+ 2026-03-01T00:00:00.000Z W/\"x\" F713:1\n", kept.PageList);
        Assert.Equal(AuditVerdict.Valid, AuditVerifier.Verify(store.Folder, [], []).Verdict);
        Assert.Equal(Sample.GitHubJson(3, At(3)), store.Read().Select(record => record.Event).First(found => found?.Id == "doc-3")!.Raw.ToArray());
        Assert.False(Directory.Exists(Path.Combine(store.Folder, "spool")));
    }

    [Fact]
    public async Task The_next_run_keeps_what_is_new_once_and_says_what_came_late()
    {
        var forge = new ScriptedForge(time) { Twice = true };
        Happen(forge, 10);
        forge.Happen(77, Sample.Start.AddHours(-3), lag: TimeSpan.FromHours(5));
        var store = Sample.Store(folder);
        await Collect(store, forge);
        time.Now = Sample.Start.AddHours(6);
        forge.Happen(100, Sample.Start.AddHours(1));

        var collection = await Collect(store, forge);

        Assert.Equal((2, 1), (collection.Added, collection.Closed.Sum(receipt => receipt.Late)));
        Assert.Equal([WindowKind.Regular, WindowKind.Overlap], collection.Closed.Select(receipt => receipt.Kind));
        Assert.Equal(12, Ids(store).Count);
        var late = store.Read().Select(record => record.Event).Single(found => found?.LateBy is not null)!;
        Assert.Equal(("doc-77", TimeSpan.FromHours(6)), (late.Id, late.LateBy));
    }

    [Fact]
    public async Task Pages_with_the_newest_first_are_kept_with_the_oldest_first()
    {
        var forge = new ScriptedForge(time, newestFirst: true);
        Happen(forge, 10);
        var store = Sample.Store(folder);

        await new AuditCollector(store, forge, time).CollectAsync(Sample.Group, AuditPolicy.GitLab with { Since = Sample.Start.AddDays(-100) });

        Assert.Equal(Enumerable.Range(0, 10).Select(number => $"{number}"), Ids(store));
        Assert.All(forge.Requests, request => Assert.True(request.To - request.From <= TimeSpan.FromDays(30)));
    }

    [Theory]
    [InlineData(RefusalReason.Plan)]
    [InlineData(RefusalReason.Role)]
    [InlineData(RefusalReason.Permission)]
    [InlineData(RefusalReason.Token)]
    [InlineData(RefusalReason.NotFound)]
    [InlineData(RefusalReason.Unavailable)]
    public async Task A_page_that_is_refused_in_the_middle_keeps_nothing_of_its_window_but_the_reason(RefusalReason reason)
    {
        var forge = new ScriptedForge(time) { Instead = request => request == 3 ? new AuditPageRefusal(reason, "The forge said no.") : null };
        Happen(forge, 10);
        var store = Sample.Store(folder);

        var collection = await Collect(store, forge);

        Assert.Empty(collection.Closed);
        Assert.Equal((reason, Web.Since, Sample.Start.AddMinutes(-30)), (Assert.Single(collection.Refused).Reason, collection.Refused[0].From, collection.Refused[0].To));
        Assert.Empty(Ids(store));
        forge.Instead = _ => null;
        Assert.Equal(10, (await Collect(store, forge)).Added);
        Assert.Equal(10, Ids(store).Distinct().Count());
    }

    [Theory]
    [InlineData("""{"message":"Not Found"}""")]
    [InlineData("<html>")]
    [InlineData("[{\"a\":1}")]
    [InlineData("[1]")]
    public async Task A_page_that_is_none_keeps_nothing_of_its_window(string text)
    {
        var forge = new ScriptedForge(time) { Instead = request => request == 2 ? new AuditPage(System.Text.Encoding.UTF8.GetBytes(text), null) : null };
        Happen(forge, 10);
        var store = Sample.Store(folder);

        var collection = await Collect(store, forge);

        Assert.Equal(RefusalReason.Malformed, Assert.Single(collection.Refused).Reason);
        Assert.Empty(Ids(store));
        Assert.Equal(10, (await Collect(store, forge)).Added);
    }

    [Fact]
    public async Task A_forge_that_names_the_same_page_again_is_left()
    {
        var forge = new ScriptedForge(time) { Instead = _ => new AuditPage("[]"u8.ToArray(), "7") };

        var collection = await Collect(Sample.Store(folder), forge);

        Assert.Equal((2, RefusalReason.Malformed), (forge.Requests.Count, Assert.Single(collection.Refused).Reason));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_window_that_is_longer_than_the_limit_of_requests_is_read_in_several_runs(bool newestFirst)
    {
        var forge = new ScriptedForge(time, pageSize: 5, newestFirst);
        for (var number = 0; number < 200; number++)
        {
            forge.Happen(number, Sample.Start.AddDays(-9).AddMinutes(number));
        }

        var store = Sample.Store(folder);
        var policy = (newestFirst ? AuditPolicy.GitLab : AuditPolicy.GitHubWeb) with { Since = Sample.Start.AddDays(-10), MaximumRequests = 7 };
        var collector = new AuditCollector(store, forge, time);
        var feed = newestFirst ? Sample.Group : Sample.Whole;
        AuditCollection collection;
        var runs = 0;
        do
        {
            collection = await collector.CollectAsync(feed, policy);
            time.Now += TimeSpan.FromHours(1);
            runs++;
        }
        while (!collection.Refused.IsEmpty && runs < 100);


        Assert.InRange(runs, 6, 40);
        Assert.Equal(200, Ids(store).Distinct().Count());
        Assert.Equal(200, Ids(store).Count);
        Assert.Empty(AuditVerifier.Verify(store.Folder, [], []).Findings);
    }

    [Fact]
    public async Task A_clock_that_is_ahead_of_the_forge_closes_no_time_that_is_to_come()
    {
        var forge = new ScriptedForge(time) { Ahead = TimeSpan.FromDays(-3) };
        Happen(forge, 10);
        var store = Sample.Store(folder);

        var receipt = Assert.Single((await Collect(store, forge)).Closed);

        Assert.Equal(Sample.Start.AddDays(-3).AddMinutes(-30), receipt.To);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(30)]
    public async Task A_clock_that_is_behind_the_forge_closes_no_time_of_which_the_forge_keeps_nothing(int days)
    {
        var policy = AuditPolicy.GitHubGit;
        var feed = new AuditFeed(Sample.GitHub, AuditFeed.GitHubGit);
        var forge = new ScriptedForge(time) { Retention = policy.Retention };
        var store = Sample.Store(folder);
        time.Now = Sample.Start.AddDays(-days);
        await new AuditCollector(store, forge, time).CollectAsync(feed, policy);
        for (var hour = 0; hour < days * 24; hour++)
        {
            forge.Happen(hour, Sample.Start.AddDays(-days).AddHours(hour));
        }

        (time.Now, forge.Ahead) = (Sample.Start.AddDays(-3), TimeSpan.FromDays(3));
        var behind = await new AuditCollector(store, forge, time).CollectAsync(feed, policy);
        (time.Now, forge.Ahead) = (Sample.Start, TimeSpan.Zero);
        await new AuditCollector(store, forge, time).CollectAsync(feed, policy);

        Assert.Contains("clock of this machine is behind", behind.Refused[0].Message, StringComparison.Ordinal);
        var coverage = AuditCoverage.Of(AuditState.Of(store), time.Now, _ => policy).Single(one => one.Feed == feed);
        Assert.Equal(
            (Sample.Start.AddDays(-days).AddMinutes(-30), Sample.Start.AddDays(-7)), Assert.Single(coverage.Read.Missing(Sample.Start.AddDays(-days).AddDays(-1), Sample.Start.AddHours(-1)).Select(span => (span.From, span.To))));
        Assert.Equal(7 * 24, Ids(store).Count(id => id.StartsWith("doc-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_clock_that_is_behind_a_forge_that_keeps_more_than_it_says_loses_none_of_what_it_answers()
    {
        var forge = new ScriptedForge(time) { Ahead = TimeSpan.FromDays(3) };
        forge.Happen(1, Sample.Start.AddDays(-6));
        forge.Happen(2, Sample.Start.AddDays(-6).AddHours(20));
        var store = Sample.Store(folder);

        var collection = await new AuditCollector(store, forge, time).CollectAsync(new AuditFeed(Sample.GitHub, AuditFeed.GitHubGit), AuditPolicy.GitHubGit);

        Assert.Equal(2, Ids(store).Count);
        Assert.Equal(2, collection.Added);
    }

    [Fact]
    public async Task A_window_that_is_still_open_for_the_forge_is_not_closed()
    {
        var forge = new ScriptedForge(time) { Ahead = TimeSpan.FromDays(-30) };
        Happen(forge, 10);
        var store = Sample.Store(folder);

        var collection = await Collect(store, forge);

        Assert.Empty(collection.Closed);
        Assert.Contains("clock of this machine is ahead", Assert.Single(collection.Refused).Message, StringComparison.Ordinal);
        Assert.Empty(Ids(store));
    }

    [Fact]
    public async Task A_long_list_of_pages_lies_in_a_blob()
    {
        var forge = new ScriptedForge(time, pageSize: 1);
        Happen(forge, 700);
        var store = Sample.Store(folder);
        await Collect(store, forge);

        var receipt = store.Read().Last().Window!;
        Assert.Equal((700, true, ""), (receipt.Pages, receipt.PagesInBlob, receipt.PageList));
        Assert.Equal(AuditVerdict.Valid, AuditVerifier.Verify(store.Folder, [], []).Verdict);
        var blob = Directory.GetFiles(Path.Combine(store.Folder, "blobs"), receipt.PagesHash, SearchOption.AllDirectories).Single();
        Assert.Equal(700, File.ReadAllLines(blob).Length);
        File.WriteAllText(blob, File.ReadAllText(blob).Replace("F713:7 ", "F713:8 ", StringComparison.Ordinal) + " ");
        Assert.Equal(AuditVerdict.Modified, AuditVerifier.Verify(store.Folder, [], []).Verdict);
    }

    [Fact]
    public async Task One_run_collects_at_a_time()
    {
        var forge = new ScriptedForge(time);
        Happen(forge, 4);
        var store = Sample.Store(folder);
        var other = Sample.Store(folder, new AuditStoreOptions { Patience = TimeSpan.Zero });
        var otherForge = new ScriptedForge(time);
        Happen(otherForge, 4);
        forge.Instead = request =>
        {
            if (request == 2)
            {
                Collect(other, otherForge).GetAwaiter().GetResult();
            }

            return null;
        };

        await Assert.ThrowsAsync<LedgerBusyException>(() => Collect(store, forge));
        Assert.Empty(Ids(Sample.Store(folder)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_is_killed_at_any_step_loses_nothing_and_keeps_nothing_twice(bool isSealed)
    {
        var steps = await KilledAfter(int.MaxValue, isSealed);

        Assert.True(steps > 20, $"{steps}");
        for (var step = 0; step < steps; step += isSealed ? 3 : 1)
        {
            await KilledAfter(step, isSealed);
        }
    }

    [Theory]
    [InlineData("collect")]
    [InlineData("collect again")]
    [InlineData("import")]
    [InlineData("prune")]
    [InlineData("list")]
    public async Task Pages_that_a_killed_run_left_are_gone_with_the_next_run_whatever_it_does(string what)
    {
        var forge = new ScriptedForge(time);
        Happen(forge, 10);
        var options = new AuditStoreOptions { Recipients = [SealingTests.Identity.Recipient] };
        var store = Sample.Store(folder, options);
        await Collect(store, forge);
        store.SetKeep(TimeSpan.FromDays(9000), time);
        File.WriteAllBytes(folder["one.json"], Sample.GitHubJson(1, At(1)));
        var spool = Path.Combine(store.Folder, "spool");
        Directory.CreateDirectory(spool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(Path.Combine(spool, "00000000"), "mona");

        _ = what switch
        {
            "collect" => (await Collect(store, forge)).Requests,
            "collect again" => (await new AuditCollector(store, forge, time).CollectAsync(Sample.Whole, Web with { Since = Sample.Start.AddDays(1) })).Requests,
            "import" => new AuditImporter(store, time).Import(folder["one.json"], Sample.GitHub).Requests,
            "prune" => AuditPruning.Prune(store, TimeSpan.FromDays(9000), time) is null ? 0 : 1,
            _ => Listed(store),
        };

        Assert.False(Directory.Exists(spool));
    }

    [Theory]
    [InlineData("cancelled")]
    [InlineData("refused")]
    [InlineData("none")]
    [InlineData("failed")]
    public async Task Whatever_ends_a_run_but_a_kill_leaves_no_pages(string end)
    {
        using var stop = new CancellationTokenSource();
        var forge = new ScriptedForge(time);
        forge.Instead = request => (request, end) switch
        {
            ( < 3, _) => null,
            (_, "cancelled") => Stop(stop),
            (_, "refused") => new AuditPageRefusal(RefusalReason.Unavailable, "No."),
            (_, "none") => new AuditPage("<html>"u8.ToArray(), null),
            _ => throw new IOException("The disk is full."),
        };
        Happen(forge, 20);
        var store = Sample.Store(folder, new AuditStoreOptions { Recipients = [SealingTests.Identity.Recipient] });

        var exception = await Record.ExceptionAsync(() => new AuditCollector(store, forge, time).CollectAsync(Sample.Whole, Web, stop.Token));

        Assert.Equal(end switch { "cancelled" => typeof(OperationCanceledException), "failed" => typeof(IOException), _ => null }, exception?.GetType());
        Assert.False(Directory.Exists(Path.Combine(store.Folder, "spool")));
        AssertUnreadable(store.Folder);
    }

    private static AuditPageAnswer? Stop(CancellationTokenSource stop)
    {
        stop.Cancel();
        return null;
    }

    private static int Listed(AuditStore store)
    {
        store.AddListing(new FeedListing(Sample.GitHub, Sample.Start, [AuditFeed.GitHubWeb]), CancellationToken.None);
        return 0;
    }

    [Fact]
    public async Task An_import_of_what_was_collected_adds_nothing_and_the_other_way_round_the_same_is_read()
    {
        var forge = new ScriptedForge(time);
        Happen(forge, 10);
        var store = Sample.Store(folder);
        File.WriteAllBytes(folder["export.json"], [(byte)'[', .. Enumerable.Range(0, 12).SelectMany(number => (byte[])[.. number == 0 ? ""u8 : ",\n"u8, .. Sample.GitHubJson(number, At(number))]), (byte)']']);
        await Collect(store, forge);

        var import = new AuditImporter(store, time).Import(folder["export.json"], Sample.GitHub);

        Assert.Equal((12, 2), (Assert.Single(import.Closed).Count, import.Added));
        Assert.Equal(0, new AuditImporter(store, time).Import(folder["export.json"], Sample.GitHub).Added);
        Assert.Equal(12, Ids(store).Distinct().Count());
        using var second = new TemporaryFolder();
        var imported = Sample.Store(second);
        new AuditImporter(imported, time).Import(folder["export.json"], Sample.GitHub);
        Assert.Equal(10, (await Collect(imported, forge)).Added);
        Assert.Equal(0, new AuditImporter(imported, time).Import(folder["export.json"], Sample.GitHub).Added);
        Assert.Equal(0, (await Collect(imported, forge)).Added);
        Assert.Equal(Raw(store), Raw(imported));
        Assert.Equal(AuditVerdict.Valid, AuditVerifier.Verify(imported.Folder, [], []).Verdict);

        static List<string> Raw(AuditStore of) => [.. new AuditQuery().In(of).OrderBy(found => found.Id, StringComparer.Ordinal).Select(found => $"{found.IsImported} {System.Text.Encoding.UTF8.GetString(found.Raw.Span)}")];
    }

    [Theory]
    [InlineData("\"action\":\"repo.destroy\"", 1)]
    [InlineData("\"action\":\"repo.update_member\",\"more\":1", 0)]
    public async Task What_a_file_says_does_not_stand_in_for_what_the_forge_says(string forged, int different)
    {
        var forge = new ScriptedForge(time);
        Happen(forge, 3);
        var store = Sample.Store(folder);
        var text = System.Text.Encoding.UTF8.GetString(Sample.GitHubJson(1, At(1)));
        var action = text[text.IndexOf("\"action\"", StringComparison.Ordinal)..].Split(',', '}')[0];
        File.WriteAllText(folder["forged.json"], text.Replace(action, forged.Replace("\"action\":\"repo.update_member\"", action, StringComparison.Ordinal), StringComparison.Ordinal));
        new AuditImporter(store, time).Import(folder["forged.json"], Sample.GitHub);

        var receipt = Assert.Single((await Collect(store, forge)).Closed);

        Assert.Equal((3, different), (receipt.Added, receipt.Different));
        var read = new AuditQuery().In(store).ToList();
        Assert.Equal(["doc-0", "doc-1", "doc-2"], read.Select(found => found.Id));
        Assert.Equal(text, System.Text.Encoding.UTF8.GetString(read[1].Raw.Span));
        var verified = AuditVerifier.Verify(store.Folder, [], []);
        Assert.Equal((AuditVerdict.Valid, different), (verified.Verdict, verified.Notes.Count(note => note.Contains("said something else", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task What_the_forge_says_otherwise_when_it_is_asked_again_is_kept_beside_what_it_said()
    {
        var forge = new ScriptedForge(time);
        Happen(forge, 3);
        var store = Sample.Store(folder);
        await Collect(store, forge);
        time.Now += TimeSpan.FromDays(8);
        var text = System.Text.Encoding.UTF8.GetString(Sample.GitHubJson(1, At(1)));
        var action = text[text.IndexOf("\"action\"", StringComparison.Ordinal)..].Split(',', '}')[0];
        forge.Instead = _ => forge.Requests[^1].From <= At(1) && At(1) < forge.Requests[^1].To ? new AuditPage(System.Text.Encoding.UTF8.GetBytes($"[{text.Replace(action, "\"action\":\"repo.destroy\"", StringComparison.Ordinal)}]"), null) : null;

        var collection = await Collect(store, forge);

        Assert.Equal((1, 1), (collection.Added, collection.Closed.Sum(receipt => receipt.Different)));
        Assert.Equal(2, Ids(store).Count(id => id == "doc-1"));
        Assert.Equal(0, (await Collect(store, forge)).Added);
    }

    [Fact]
    public async Task What_happened_long_before_it_was_recorded_is_kept_once()
    {
        var text = System.Text.Encoding.UTF8.GetString(Sample.GitHubJson(1, At(1)));
        var stamp = text[text.IndexOf("\"@timestamp\"", StringComparison.Ordinal)..].Split(',', '}')[0];
        var page = new AuditPage(System.Text.Encoding.UTF8.GetBytes($"[{text.Replace(stamp, $"\"@timestamp\":{At(1).AddDays(-20).ToUnixTimeMilliseconds()}", StringComparison.Ordinal)}]"), null);
        var forge = new ScriptedForge(time);
        forge.Instead = _ => forge.Requests[^1].From <= At(1) && At(1) < forge.Requests[^1].To ? page : null;
        var store = Sample.Store(folder);

        await Collect(store, forge);
        time.Now += TimeSpan.FromDays(8);
        await Collect(store, forge);

        Assert.Single(Ids(store));
        Assert.True(forge.Requests.Count(request => request.From <= At(1) && At(1) < request.To) > 1);
    }

    [Fact]
    public async Task An_answer_that_is_none_to_what_was_asked_is_no_receipt_of_the_time()
    {
        var forge = new ScriptedForge(time) { Instead = _ => new AuditPage((byte[])[(byte)'[', .. Sample.GitHubJson(1, Sample.Start.AddYears(-2)), (byte)']'], null) };
        var store = Sample.Store(folder);

        var collection = await Collect(store, forge);

        Assert.Equal(RefusalReason.Malformed, Assert.Single(collection.Refused).Reason);
        Assert.Contains("not one to the question", collection.Refused[0].Message, StringComparison.Ordinal);
        Assert.Empty(Ids(store));
    }

    [Fact]
    public async Task A_forge_whose_pages_name_each_other_is_left()
    {
        var forge = new ScriptedForge(time) { Instead = request => new AuditPage("[]"u8.ToArray(), request % 2 == 0 ? "a" : "b") };

        var collection = await Collect(Sample.Store(folder), forge);

        Assert.Equal((3, RefusalReason.Malformed), (forge.Requests.Count, Assert.Single(collection.Refused).Reason));
    }

    [Fact]
    public async Task What_was_pruned_is_not_read_again()
    {
        var forge = new ScriptedForge(time, pageSize: 100);
        for (var number = 0; number < 900; number++)
        {
            forge.Happen(number, Sample.Start.AddDays(-100).AddHours(number));
        }

        var store = Sample.Store(folder);
        var policy = AuditPolicy.GitHubWeb;
        time.Now = Sample.Start.AddDays(-60);
        await new AuditCollector(store, forge, time).CollectAsync(Sample.Whole, policy);
        store.SetKeep(TimeSpan.FromDays(30), time);
        for (var day = -59; day <= 0; day++)
        {
            time.Now = Sample.Start.AddDays(day);
            await new AuditCollector(store, forge, time).CollectAsync(Sample.Whole, policy);
        }

        var tombstone = AuditPruning.Prune(store, TimeSpan.FromDays(30), time)!;
        Assert.True(tombstone.Events > 500, $"{tombstone.Events}");
        var left = Ids(store).Count;
        for (var day = 1; day <= 20; day++)
        {
            time.Now = Sample.Start.AddDays(day);
            Assert.Equal(0, (await new AuditCollector(store, forge, time).CollectAsync(Sample.Whole, policy)).Added);
        }

        Assert.Equal(left, Ids(store).Count);
        Assert.Empty(AuditVerifier.Verify(store.Folder, [], []).Findings);
    }

    [Fact]
    public async Task What_was_written_down_later_and_happened_before_is_not_lost_where_the_forge_stops_answering()
    {
        var events = new (long Id, int Seconds)[] { (5, 50), (4, 40), (3, 44), (2, 20), (1, 10) };
        var forge = new ScriptedForge(time, newestFirst: true)
        {
            Instead = request => request switch
            {
                1 => new AuditPage(Page(events[..2]), "next"),
                2 => new AuditPageRefusal(RefusalReason.RateLimit, "Too much."),
                _ => new AuditPage(Page(events), null),
            },
        };
        var store = Sample.Store(folder);
        var policy = AuditPolicy.GitLab with { Since = Sample.Start.AddDays(-2) };
        await new AuditCollector(store, forge, time).CollectAsync(Sample.Group, policy);

        await new AuditCollector(store, forge, time).CollectAsync(Sample.Group, policy);

        Assert.Equal(["1", "2", "3", "4", "5"], Ids(store).Order(StringComparer.Ordinal));

        static byte[] Page(IEnumerable<(long Id, int Seconds)> events) => System.Text.Encoding.UTF8.GetBytes(
            $"[{string.Join(',', events.Select(found => System.Text.Encoding.UTF8.GetString(Sample.GitLabJson(found.Id, Sample.Start.AddDays(-1).AddSeconds(found.Seconds)))))}]");
    }

    [Theory]
    [InlineData(1, "one page alone", 0, 8, 1, 2, 3, 4)]
    [InlineData(2, "by 7 h", 0, 8, 1, 2, 3, 4)]
    [InlineData(2, "by 1 h", 0, 4, 3, 8, 1, 2)]
    public async Task Where_events_come_in_no_order_what_was_cut_off_closes_nothing(int pages, string why, params int[] hours)
    {
        foreach (var newestFirst in new[] { false, true })
        {
            var feed = newestFirst ? Sample.Group : Sample.Whole;
            var isLimited = true;
            var forge = new ScriptedForge(time)
            {
                Instead = request => isLimited && request == pages + 1 ? new AuditPageRefusal(RefusalReason.RateLimit, "Too much.")
                    : new AuditPage(Page(request), request % 3 == 0 ? null : $"{request}"),
            };
            var store = AuditStore.Open(folder[$"audit-{newestFirst}"]);
            var policy = AuditPolicy.GitLab with { Since = Sample.Start.AddDays(-2), NewestFirst = newestFirst, Overlap = TimeSpan.FromHours(1) };

            var cut = await new AuditCollector(store, forge, time).CollectAsync(feed, policy, TestContext.Current.CancellationToken);

            Assert.Empty(cut.Closed);
            Assert.Contains(why, Assert.Single(cut.Refused).Message, StringComparison.Ordinal);
            isLimited = false;
            forge.Requests.Clear();
            await new AuditCollector(store, forge, time).CollectAsync(feed, policy, TestContext.Current.CancellationToken);
            Assert.Equal(6, Ids(store).Count);

            byte[] Page(int request) => System.Text.Encoding.UTF8.GetBytes(
                $"[{string.Join(',', hours.Skip((request - 1) % 3 * 2).Take(2).Select(hour => System.Text.Encoding.UTF8.GetString(Json(hour))))}]");

            byte[] Json(int hour)
            {
                var at = Sample.Start.AddDays(-1).AddHours(newestFirst ? 8 - hour : hour);
                return newestFirst ? Sample.GitLabJson(hour, at) : Sample.GitHubJson(hour, at);
            }
        }
    }

    [Fact]
    public async Task Where_events_come_a_little_out_of_order_as_much_is_asked_for_once_more()
    {
        long[] minutes = [0, 20, 10, 40, 30, 50];
        var forge = new ScriptedForge(time)
        {
            Instead = request => request switch
            {
                3 => new AuditPageRefusal(RefusalReason.RateLimit, "Too much."),
                _ => new AuditPage(System.Text.Encoding.UTF8.GetBytes($"[{string.Join(',', minutes.Skip((request - 1) * 2).Take(2).Select(minute => System.Text.Encoding.UTF8.GetString(Sample.GitHubJson(minute, At(0).AddMinutes(minute)))))}]"), $"{request}"),
            },
        };

        var receipt = Assert.Single((await Collect(Sample.Store(folder), forge)).Closed);

        // The last one that was answered is of 0:40, and one of 0:30 is on the next page.
        Assert.Equal(At(0).AddMinutes(30), receipt.To);
    }

    [Fact]
    public async Task Who_reads_meanwhile_ends_no_collection_and_a_run_that_waited_goes_on()
    {
        var forge = new ScriptedForge(time);
        Happen(forge, 10);
        var store = Sample.Store(folder);
        var auditor = Sample.Store(folder);
        forge.Instead = request =>
        {
            if (request == 2)
            {
                auditor.AddRead(new ReadNote(time.Now, "auditor", "export", 0));
            }

            return null;
        };

        Assert.Equal(10, (await Collect(store, forge)).Added);
        Assert.Equal(0, (await Collect(auditor, forge)).Added);
        Assert.Equal(AuditVerdict.Valid, AuditVerifier.Verify(store.Folder, [], []).Verdict);
    }

    [Fact]
    public void Streamed_files_with_the_same_event_keep_it_once()
    {
        foreach (var (name, numbers) in new[] { ("2026/03/01/10/05/a", new[] { 1, 2, 2 }), ("2026/03/01/10/06/b", [2, 3]), ("2026/03/02/00/00/a", [1]) })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
            File.WriteAllBytes(folder[name] + ".json.gz", AuditFileTests.Pack([.. numbers.SelectMany(number => (byte[])[.. Sample.GitHubJson(number, At(number)), (byte)'\n'])]));
        }

        var store = Sample.Store(folder);
        var collection = new AuditImporter(store, time).Import(folder["2026"], Sample.GitHub);

        Assert.Equal([2L, 1L, 0L], collection.Closed.Select(receipt => receipt.Added));
        Assert.Equal(["doc-1", "doc-2", "doc-3"], Ids(store));
        Assert.Equal(AuditVerdict.Valid, AuditVerifier.Verify(store.Folder, [], []).Verdict);
    }

    [Fact]
    public void An_import_that_fails_in_the_middle_of_a_file_keeps_nothing_of_it()
    {
        File.WriteAllText(folder["broken.json"], "[" + System.Text.Encoding.UTF8.GetString(Sample.GitHubJson(1, At(1))) + ",\n nope]");
        var store = Sample.Store(folder);

        var exception = Assert.Throws<AuditFormatException>(() => new AuditImporter(store, time).Import(folder["broken.json"], Sample.GitHub));

        Assert.EndsWith("broken.json", exception.Place.File, StringComparison.Ordinal);
        Assert.Equal((2, 2), (exception.Place.Line, exception.Place.Column));
        Assert.Equal(0, store.Ledger.Size);
    }

    [Fact]
    public void Of_a_folder_what_can_be_read_is_imported_and_the_rest_is_told()
    {
        Directory.CreateDirectory(folder["exports"]);
        File.WriteAllBytes(folder["exports/a.json"], Sample.GitHubJson(1, At(1)));
        File.WriteAllText(folder["exports/b.json"], "{\"message\":\"Not Found\"}");
        File.WriteAllBytes(folder["exports/c.json.gz"], AuditFileTests.Pack(Sample.GitHubJson(2, At(2)))[..^8]);
        File.WriteAllText(folder["exports/d.csv"], "action,created_at\n");
        File.WriteAllBytes(folder["exports/e.jsonl"], [.. Sample.GitHubJson(1, At(1)), (byte)'\n', .. Sample.GitHubJson(3, At(3))]);
        File.WriteAllText(folder["exports/notes.txt"], "");
        var store = Sample.Store(folder);

        var collection = new AuditImporter(store, time).Import(folder["exports"], Sample.GitHub);

        Assert.Equal([(1L, 1L), (2L, 1L), (0L, 0L)], collection.Closed.Select(receipt => (receipt.Count, receipt.Added)));
        Assert.Equal(["b.json:1:1", "c.json.gz"], collection.Unread.Select(reason => Path.GetFileName(reason[..reason.IndexOf(": ", StringComparison.Ordinal)])));
        Assert.Equal("notes.txt", Path.GetFileName(Assert.Single(collection.PassedOver).Path));
        Assert.Equal(["doc-1", "doc-3"], Ids(store));
        Assert.Equal(AuditVerdict.Valid, AuditVerifier.Verify(store.Folder, [], []).Verdict);
        var size = store.Ledger.Size;
        var exception = Assert.Throws<AuditException>(() => new AuditImporter(store, time).Import(folder["exports"], Sample.Source("github:globex"), ImportLimits.Default with { MaximumEvent = 10 }));
        Assert.EndsWith("and nothing was.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(size, store.Ledger.Size);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_appended_while_a_file_is_read_is_for_the_next_import_and_what_is_changed_is_told(bool isAppended)
    {
        var file = folder["growing.jsonl"];
        File.WriteAllBytes(file, [.. Sample.GitHubJson(1, At(1)), (byte)'\n']);
        var store = Sample.Store(folder);

        // The clock is asked between the two readings.
        var importer = new AuditImporter(store, new ActingTime(time, () =>
        {
            if (isAppended)
            {
                File.AppendAllText(file, "{\"half\":");
            }
            else
            {
                File.WriteAllBytes(file, [.. Sample.GitHubJson(2, At(1)), (byte)'\n']);
            }
        }));

        if (isAppended)
        {
            Assert.Equal(1, importer.Import(file, Sample.GitHub).Added);
            Assert.Equal(["doc-1"], Ids(store));
            return;
        }

        Assert.Contains("was changed while it was read: nothing of it is kept.", Assert.Throws<AuditException>(() => importer.Import(file, Sample.GitHub)).Message, StringComparison.Ordinal);
        Assert.Equal(0, store.Ledger.Size);
    }

    [Fact]
    public void Files_that_overlap_and_events_of_web_and_git_are_kept_once()
    {
        File.WriteAllText(folder["a.json"], $"[{File.ReadAllText(Fixture.Path("github-git.json")).Trim()[1..^1]},{File.ReadAllText(Fixture.Path("github-page.json")).Trim()[1..]}");
        var store = Sample.Store(folder);

        Assert.Equal(3, new AuditImporter(store, time).Import(Fixture.Path("github-git.json"), Sample.GitHub).Added);
        Assert.Equal(4, new AuditImporter(store, time).Import(folder["a.json"], Sample.GitHub).Added);
        Assert.Equal(0, new AuditImporter(store, time).Import(Fixture.Path("github-page.json"), Sample.GitHub).Added);
        Assert.Equal(7, Ids(store).Distinct().Count());
    }

    [Fact]
    public async Task Whatever_comes_late_or_twice_and_whatever_fails_in_the_end_everything_is_kept_once()
    {
        await Gen.Select(Gen.Int[0, 20_000].Array[1, 60], Gen.Int[0, 3000].Array[60], Gen.Int[1, 6].Array[1, 12], Gen.Int[0, 9].Array[40]).SampleAsync(
            async (happened, lags, pauses, failures) =>
            {
                using var own = new TemporaryFolder();
                var clock = new SetTime(Sample.Start);
                var forge = new ScriptedForge(clock, pageSize: 4) { Twice = failures[0] > 5 };
                foreach (var (index, minutes) in happened.Index())
                {
                    // Later than the settle delay, and never so late that no sweep would find it.
                    forge.Happen(index, Sample.Start.AddMinutes(minutes), TimeSpan.FromMinutes(lags[index % lags.Length] % 1400));
                }

                var requests = 0;
                forge.Instead = _ => failures[++requests % failures.Length] == 9 ? new AuditPageRefusal(RefusalReason.Unavailable, "No answer.") : null;
                var store = Sample.Store(own);
                foreach (var pause in pauses)
                {
                    clock.Now += TimeSpan.FromHours(pause * 5);
                    await new AuditCollector(store, forge, clock).CollectAsync(Sample.Whole, Web);
                }

                forge.Instead = _ => null;
                for (var day = 0; day < 24; day++)
                {
                    clock.Now += TimeSpan.FromHours(20);
                    await new AuditCollector(store, forge, clock).CollectAsync(Sample.Whole, Web);
                }

                Assert.Equal(Enumerable.Range(0, happened.Length).Select(number => $"doc-{number}").Order(StringComparer.Ordinal), Ids(store).Order(StringComparer.Ordinal));
                Assert.Empty(AuditVerifier.Verify(store.Folder, [], []).Findings);
            },
            iter: 15);
    }

    // The number of steps that a run of two windows has; at the given one it is killed, and run again.
    private static async Task<int> KilledAfter(int step, bool isSealed)
    {
        using var own = new TemporaryFolder();
        var clock = new SetTime(Sample.Start);
        var forge = new ScriptedForge(clock, pageSize: 150);
        for (var number = 0; number < 300; number++)
        {
            forge.Happen(number, Sample.Start.AddMinutes(-7000 + number));
        }

        forge.Happen(5000, Sample.Start.AddHours(1));
        var steps = 0;
        ImmutableArray<Sealing.AgeRecipient> recipients = isSealed ? [SealingTests.Identity.Recipient] : [];
        var options = new AuditStoreOptions { Signer = isSealed ? Sample.Signer : null, Recipients = recipients, Identity = SealingTests.Identity };
        var policy = Web with { MaximumWindow = TimeSpan.FromDays(5.2) };
        try
        {
            var killed = AuditStore.Open(own["audit"], options with { Step = _ => steps = steps == step ? throw new KilledException() : steps + 1 });
            await new AuditCollector(killed, forge, clock).CollectAsync(Sample.Whole, policy);
            clock.Now += TimeSpan.FromHours(3);
            await new AuditCollector(killed, forge, clock).CollectAsync(Sample.Whole, policy);
        }
        catch (KilledException)
        {
        }

        if (isSealed)
        {
            AssertUnreadable(own["audit"]);
        }

        clock.Now = Sample.Start.AddHours(4);
        var store = AuditStore.Open(own["audit"], options);
        await new AuditCollector(store, forge, clock).CollectAsync(Sample.Whole, policy);

        var ids = store.Read().Select(record => record.Event).OfType<AuditEvent>().Select(found => found.Id).ToList();
        Assert.Equal(301, ids.Count);
        Assert.Equal(301, ids.Distinct().Count());
        var verification = AuditVerifier.Verify(store.Folder, isSealed ? [Sample.Signer.Verifier] : [], []);
        Assert.True(verification.Verdict is AuditVerdict.Valid, $"{step}: {string.Join('\n', verification.Findings)}");
        var coverage = Assert.Single(AuditCoverage.Of(AuditState.Of(store), clock.Now, _ => policy));
        Assert.Empty(coverage.Gaps);
        return steps;
    }

    // Of what an event says, nothing lies anywhere in the folder. Four letters alone may stand in Base64 by chance.
    private static void AssertUnreadable(string store) => Assert.All(
        Directory.Exists(store) ? Directory.GetFiles(store, "*", SearchOption.AllDirectories) : [],
        file => Assert.All(["\"mona\"", "acme/repo-", "repo.create", "Mozilla"], text => Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) < 0, $"{file}: {text}")));

    private static DateTimeOffset At(int number) => Sample.Start.AddHours(-20).AddMinutes(number);

    private static void Happen(ScriptedForge forge, int count)
    {
        for (var number = 0; number < count; number++)
        {
            forge.Happen(number, At(number));
        }
    }

    private static List<string> Ids(AuditStore store) => [.. store.Read().Select(record => record.Event).OfType<AuditEvent>().Select(found => found.Id)];

    private Task<AuditCollection> Collect(AuditStore store, ScriptedForge forge) => new AuditCollector(store, forge, time).CollectAsync(Sample.Whole, Web);

    private sealed class ActingTime(TimeProvider time, Action act) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            act();
            return time.GetUtcNow();
        }
    }
}
