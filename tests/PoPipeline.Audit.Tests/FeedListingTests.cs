using PoPipeline.Audit.Collecting;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Verifying;
using PoPipeline.Audit.Windows;

namespace PoPipeline.Audit.Tests;

/// <summary>A feed counts once something stands on record for it; one that was never asked for is missing.</summary>
public sealed class FeedListingTests : IDisposable
{
    private static readonly AuditFeed Git = Sample.Web with { Query = AuditFeed.GitHubGit };
    private static readonly AuditFeed Group = new(Sample.GitLab, "groups/5");
    private static readonly AuditFeed Project = new(Sample.GitLab, "projects/6");

    private readonly TemporaryFolder folder = new();
    private readonly SetTime time = new(Sample.Start);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_feed_that_was_listed_and_not_come_to_is_never_read()
    {
        var store = Sample.Store(folder);
        store.AddListing(Listing(Group, Project));
        await Collect(store, Group);

        Assert.Equal([(Group, true, 0), (Project, false, 1)], Coverage(store).Select(feed => (feed.Feed, !feed.Read.Spans.IsEmpty, feed.Gaps.Length)));
        Assert.StartsWith("it was never asked for", Coverage(store)[1].Gaps[0].Reason, StringComparison.Ordinal);
        Assert.Equal([$"{Project} was never read, and never asked for."], Findings(store));

        await Collect(store, Project);
        Assert.All(Coverage(store), feed => Assert.Empty(feed.Gaps));
        Assert.Empty(Findings(store));
    }

    [Theory]
    [InlineData(AuditFeed.GitHubWeb, AuditFeed.GitHubGit)]
    [InlineData(AuditFeed.GitHubGit, AuditFeed.GitHubWeb)]
    public async Task Where_an_earlier_version_listed_nothing_GitHub_has_events_of_the_web_and_of_git(string read, string missing)
    {
        var store = Sample.Store(folder);
        await Collect(store, Sample.Web with { Query = read });

        Assert.Equal([$"{Sample.Web with { Query = missing }} was never read, and never asked for."], Findings(store));
        Assert.Contains(Coverage(store), feed => feed.Feed.Query == missing && feed.Read.Spans.IsEmpty && !feed.Gaps.IsEmpty);
        await Collect(store, Sample.Web with { Query = missing });
        Assert.Empty(Findings(store));
    }

    [Fact]
    public async Task Where_an_earlier_version_listed_nothing_nobody_knows_which_projects_a_group_has()
    {
        var store = Sample.Store(folder);
        await Collect(store, Group);
        await Collect(store, Project);

        Assert.Contains("Which groups and projects there are in gitlab:acme/platform is not on record", Assert.Single(Findings(store)), StringComparison.Ordinal);
        Assert.Equal([AuditFeed.List], Coverage(store).Where(feed => feed.Read.Spans.IsEmpty).Select(feed => feed.Feed.Query));
        store.AddListing(Listing(Group, Project));
        Assert.Empty(Findings(store));
        Assert.Equal([Group, Project], Coverage(store).Select(feed => feed.Feed));
    }

    [Fact]
    public async Task A_project_alone_has_nothing_beside_it()
    {
        var store = Sample.Store(folder);
        await Collect(store, Project);

        Assert.Empty(Findings(store));
    }

    [Fact]
    public async Task A_list_that_was_refused_stands_on_record_until_it_is_told_and_what_was_known_before_still_counts()
    {
        var store = Sample.Store(folder);
        store.AddListing(Listing(Group, Project));
        await Collect(store, Group);
        await Collect(store, Project);
        time.Now += TimeSpan.FromHours(1);
        store.AddListing(Listing(Group) with { Refused = FeedListing.RefusalOf(Sample.GitLab, time.Now, RefusalReason.Permission, "403: no projects for you.") });

        var list = Coverage(store).Single(feed => feed.Feed.Query == AuditFeed.List);
        Assert.Equal((RefusalReason.Permission, time.Now), (list.Refused!.Reason, list.Refused.At));
        Assert.Empty(list.Gaps);
        Assert.Equal(["groups/5", "projects/6"], AuditState.Of(store).Listings[Sample.GitLab].Queries);
        Assert.Equal(["Which groups and projects there are in gitlab:acme/platform was refused: 403: no projects for you."], Findings(store));

        store.AddListing(Listing(Group, Project));
        Assert.Empty(Findings(store));
        Assert.DoesNotContain(Coverage(store), feed => feed.Feed.Query == AuditFeed.List);
    }

    [Fact]
    public void The_same_list_is_put_on_record_once_and_a_long_one_in_parts()
    {
        var store = Sample.Store(folder);
        var many = new FeedListing(Sample.GitLab, Sample.Start, [.. Enumerable.Range(0, 12_345).Select(number => $"projects/{number:D12}")]);
        store.AddListing(many);
        var size = store.Ledger.Size;
        store.AddListing(many with { At = Sample.Start.AddDays(1) });

        Assert.Equal((25, 25), (size, store.Ledger.Size));
        Assert.Equal(many.Queries, AuditState.Of(store).Listings[Sample.GitLab].Queries);
        store.AddListing(Listing(Group));
        Assert.Equal(["groups/5"], AuditState.Of(store).Listings[Sample.GitLab].Queries);
    }

    [Fact]
    public async Task What_its_group_has_no_more_is_told_and_is_not_missing()
    {
        var store = Sample.Store(folder);
        store.AddListing(Listing(Group, Project));
        await Collect(store, Group);
        var gone = new ScriptedForge(time) { Instead = _ => new AuditPageRefusal(RefusalReason.NotFound, WindowRefusal.Gone) };
        await new AuditCollector(store, gone, time).CollectAsync(Project, AuditPolicy.GitLab);

        var found = AuditVerifier.Verify(store.Folder, [], []);
        Assert.Equal((AuditVerdict.Valid, $"{Project} was never read; it was refused: It is in the group no more: it was deleted, or moved elsewhere."), (found.Verdict, found.Notes[^1]));
    }

    [Fact]
    public async Task A_feed_that_was_refused_and_never_read_or_refused_since_is_a_gap_for_who_verifies()
    {
        var store = Sample.Store(folder);
        var forge = new ScriptedForge(time) { Instead = _ => new AuditPageRefusal(RefusalReason.NotFound, "404, 'Not Found': no such organization.") };
        foreach (var feed in new[] { Sample.Web, Git })
        {
            await new AuditCollector(store, forge, time).CollectAsync(feed, AuditPolicy.GitHubWeb);
        }

        var found = AuditVerifier.Verify(store.Folder, [], []);
        Assert.Equal((AuditVerdict.Gap, 2), (found.Verdict, found.Findings.Length));
        Assert.Equal($"{Sample.Web} was never read; it was refused: 404, 'Not Found': no such organization.", found.Findings[0].Message);

        time.Now += TimeSpan.FromMinutes(1);
        await Collect(store, Sample.Web);
        await Collect(store, Git);
        Assert.Empty(Findings(store));
        time.Now += TimeSpan.FromHours(3);
        await new AuditCollector(store, forge, time).CollectAsync(Git, AuditPolicy.GitHubGit);
        Assert.StartsWith($"{Git} was refused after its last receipt, for the time from 2026-", Assert.Single(Findings(store)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_another_one_replaced_is_pruned_and_the_last_one_stays()
    {
        var store = Sample.Store(folder);
        for (var number = 0; number < 600; number++)
        {
            store.AddListing(Listing(Group, Project with { Query = $"projects/{number}" }) with { At = Sample.Start.AddMinutes(number) });
        }

        store.SetKeep(TimeSpan.FromDays(2), time);
        time.Now = Sample.Start.AddDays(9);

        Assert.Equal(new BundleRange(0, 1), Assert.Single(AuditPruning.Prune(store, TimeSpan.FromDays(2), time)!.Bundles));
        Assert.Equal(["groups/5", "projects/599"], AuditState.Of(Sample.Store(folder)).Listings[Sample.GitLab].Queries);
    }

    private static IEnumerable<string> Findings(AuditStore store) => AuditVerifier.Verify(store.Folder, [], []).Findings.Select(finding => finding.Message);

    private FeedListing Listing(params AuditFeed[] feeds) => new(Sample.GitLab, time.Now, [.. feeds.Select(feed => feed.Query)]);

    private AuditCoverage[] Coverage(AuditStore store) => [.. AuditCoverage.Of(AuditState.Of(store), time.Now, feed => feed.Source == Sample.GitLab ? AuditPolicy.GitLab : AuditPolicy.GitHubWeb)];

    private Task<AuditCollection> Collect(AuditStore store, AuditFeed feed) =>
        new AuditCollector(store, new ScriptedForge(time), time).CollectAsync(feed, feed.Source == Sample.GitLab ? AuditPolicy.GitLab : AuditPolicy.GitHubWeb);
}
