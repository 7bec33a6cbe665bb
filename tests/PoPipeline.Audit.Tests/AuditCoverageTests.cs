using System.Collections.Immutable;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Verifying;
using PoPipeline.Audit.Windows;

namespace PoPipeline.Audit.Tests;

public sealed class AuditCoverageTests
{
    private static readonly DateTimeOffset Now = Sample.Start;

    [Fact]
    public void A_feed_without_a_gap_says_how_old_its_last_success_is()
    {
        var coverage = Of(new AuditState(0) { Receipts = [Receipt(-20, -10, -10), Receipt(-11, -0.02, -0.01)] }, AuditPolicy.GitHubWeb);

        Assert.Empty(coverage.Gaps);
        Assert.Equal((TimeSpan.FromDays(0.01), false, TimeSpan.FromDays(180)), (coverage.Age, coverage.IsDue, coverage.Retention));
    }

    [Fact]
    public void A_gap_says_why_and_whether_it_can_still_be_read()
    {
        var refusal = new WindowRefusal(Sample.Whole, Now.AddDays(-10), Now.AddDays(-5), Now.AddDays(-5), RefusalReason.Permission, "Resource not accessible by integration.", null);
        var coverage = Of(
            new AuditState(0) { Receipts = [Receipt(-200, -190, -190), Receipt(-185, -10, -10), Receipt(-5, -0.02, -0.01) with { Entry = 3 }], Refusals = [refusal with { Entry = 2 }] }, AuditPolicy.GitHubWeb);

        Assert.Equal(2, coverage.Gaps.Length);
        Assert.Equal((true, "it was not asked for. The forge does not keep the beginning of it any more."), (coverage.Gaps[0].IsLost, coverage.Gaps[0].Reason));
        Assert.Equal((false, "the token lacks a permission: Resource not accessible by integration."), (coverage.Gaps[1].IsLost, coverage.Gaps[1].Reason));
        Assert.Null(coverage.Refused);
    }

    [Theory]
    [InlineData(-3.4, false)]
    [InlineData(-3.6, true)]
    public void Events_of_git_are_due_after_half_of_their_week(double last, bool isDue) =>
        Assert.Equal(isDue, Of(new AuditState(0) { Receipts = [Receipt(-7, last, last)] }, AuditPolicy.GitHubGit).IsDue);

    [Fact]
    public void GitLab_keeps_for_ever_so_that_nothing_is_due() => Assert.False(Of(new AuditState(0) { Receipts = [Receipt(-700, -400, -400)] }, AuditPolicy.GitLab).IsDue);

    [Fact]
    public void A_feed_that_was_only_refused_is_one_gap_with_its_reason()
    {
        var refusal = new WindowRefusal(Sample.Whole, Now.AddDays(-180), Now, Now, RefusalReason.Plan, "Not Found.", null);
        var coverage = Of(new AuditState(0) { Refusals = [refusal] }, AuditPolicy.GitHubWeb);

        Assert.Equal((Now.AddDays(-180), Now.AddMinutes(-30), "the plan has no audit log by its API: Not Found."), (Assert.Single(coverage.Gaps).From, coverage.Gaps[0].To, coverage.Gaps[0].Reason));
        Assert.True(coverage.IsDue);
        Assert.Equal(refusal, coverage.Refused);
    }

    [Fact]
    public void What_was_pruned_was_read_and_what_was_imported_is_told_beside_it()
    {
        var import = new AuditFeed(Sample.GitHub, AuditFeed.Import);
        var state = new AuditState(0)
        {
            Receipts = [Receipt(-5, -0.02, -0.01), new WindowReceipt(import, WindowKind.Import, Now.AddDays(-9), Now.AddDays(-6), Now)],
            Tombstones = [new Tombstone(Now, TimeSpan.FromDays(1), Now.AddDays(-8), []) { Covered = [new CoveredSpan(Sample.Whole, Now.AddDays(-20), Now.AddDays(-8))] }],
            Imported = Imported(("repo.create", -9), ("repo.create", -7)),
        };

        var coverage = Of(state, AuditPolicy.GitLab);

        Assert.Equal((Now.AddDays(-8), Now.AddDays(-5), true), (Assert.Single(coverage.Gaps).From, coverage.Gaps[0].To, coverage.Gaps[0].IsImported));
        Assert.Single(coverage.Imported.Spans);
    }

    [Fact]
    public void What_refused_after_a_run_whose_clock_was_ahead_is_not_hidden_by_it()
    {
        var refusal = new WindowRefusal(Sample.Whole, Now.AddDays(-0.02), Now.AddDays(-0.01), Now, RefusalReason.Token, "Bad credentials.", null) { Entry = 9 };
        var state = new AuditState(0) { Receipts = [Receipt(-20, -0.02, 3) with { Entry = 8 }], Refusals = [refusal] };

        var coverage = Of(state, AuditPolicy.GitHubWeb);

        Assert.Equal((refusal, true, TimeSpan.FromDays(0.02)), (coverage.Refused, coverage.IsAhead, coverage.Age));
        Assert.Equal([(-0.02, 0)], Unread(state, null, null));
    }

    [Fact]
    public void What_refused_a_run_whose_clock_was_ahead_is_over_once_something_is_read()
    {
        var refusal = new WindowRefusal(Sample.Whole, Now.AddDays(-1), Now.AddDays(400), Now.AddDays(400), RefusalReason.Token, "Bad credentials.", null) { Entry = 8 };
        var state = new AuditState(0) { Receipts = [Receipt(-20, -1, -1) with { Entry = 7 }, Receipt(-1, -0.02, -0.01) with { Entry = 9 }], Refusals = [refusal] };

        Assert.Null(Of(state, AuditPolicy.GitHubWeb).Refused);
        Assert.Equal("it was not asked for.", Assert.Single(AskedTime.Of(Now.AddDays(-2), null, state, Now.AddDays(5), _ => AuditPolicy.GitHubWeb).Unread).Reason);
        Assert.Equal("the token is not valid: Bad credentials.", Of(state with { Receipts = [state.Receipts[0], Receipt(-0.5, -0.02, -0.01) with { Entry = 9 }] }, AuditPolicy.GitHubWeb).Gaps[0].Reason);
    }

    [Fact]
    public void A_file_has_events_of_a_gap_where_one_of_the_feed_happened_in_it()
    {
        var import = new WindowReceipt(new AuditFeed(Sample.GitHub, AuditFeed.Import), WindowKind.Import, Now.AddDays(-15), Now.AddDays(-1), Now);
        ImmutableArray<WindowReceipt> receipts = [.. new[] { Sample.Web, new AuditFeed(Sample.GitHub, AuditFeed.GitHubGit) }.SelectMany(feed => new[] { Receipt(-20, -10, -10) with { Feed = feed }, Receipt(-5, -0.02, -0.01) with { Feed = feed } }), import];

        Assert.Equal((false, false), Has(("repo.create", -15), ("git.push", -11), ("git.push", -5), ("repo.create", -1)));
        Assert.Equal((true, false), Has(("repo.create", -6), ("repo.create", -7), ("repo.create", -15)));
        Assert.Equal((false, true), Has(("git.push", -10)));
        Assert.Equal((true, true), Has((null, -10)));

        (bool Web, bool Git) Has(params (string? Action, double At)[] events)
        {
            var state = new AuditState(0) { Receipts = receipts, Imported = Imported(events) };
            var coverage = AuditCoverage.Of(state, Now, _ => AuditPolicy.GitLab);
            var asked = AskedTime.Of(Now.AddDays(-10), Now.AddDays(-5), state, Now, _ => AuditPolicy.GitLab).Unread;
            Assert.Equal(coverage.Select(feed => feed.Gaps[0].IsImported), asked.Select(time => time.IsImported));
            return (coverage[0].Gaps[0].IsImported, coverage[1].Gaps[0].IsImported);
        }
    }

    [Fact]
    public void Of_files_the_newest_event_that_is_past_counts()
    {
        var import = new AuditFeed(Sample.GitHub, AuditFeed.Import);
        var state = new AuditState(0)
        {
            Receipts = [new WindowReceipt(import, WindowKind.Import, Now.AddDays(-90), Now.AddDays(500), Now)],
            Imported = Imported(("repo.create", 499.9), ("repo.create", -90), ("git.push", -60)),
        };

        var coverage = Of(state, AuditPolicy.GitHubWeb);

        Assert.Equal((Now.AddDays(-60), Now.AddDays(500)), (coverage.ImportedTo, coverage.ImportedAhead));
        Assert.Equal([(-60, -1)], Unread(state, -80, -1));
        Assert.Null(Of(state with { Imported = new ImportedTimes() }, AuditPolicy.GitHubWeb).ImportedTo);
    }

    [Fact]
    public void Of_the_time_that_is_asked_about_it_is_told_what_was_not_read()
    {
        var state = new AuditState(0) { Receipts = [Receipt(-20, -10, -10), Receipt(-5, -1, -1)] };

        // What comes behind the last window is for the next run, unless nothing else is asked about or it is long past.
        Assert.Equal([(-10, -5)], Unread(state, null, null));
        Assert.Equal([], Unread(state, -4, null));
        Assert.Equal([(-30, -20)], Unread(state, -30, -15));
        Assert.Equal([(-10, -8)], Unread(state, -12, -8));
        Assert.Equal([(-0.5, -0.02)], Unread(state, -0.5, -0.02));
        Assert.Equal([(-1, -0.25)], Unread(state, -3, -0.25));
        Assert.Equal([], Unread(state, -3, 1));
        Assert.Equal([(-5, -1)], Unread(state with { Receipts = [Receipt(-20, -10, -10), Receipt(-10, -5, -5), Receipt(-1, -0.02, -0.01)] }, null, null));
    }

    [Fact]
    public void Of_files_alone_it_is_told_what_lies_before_the_first_and_behind_the_last_event()
    {
        var import = new AuditFeed(Sample.GitHub, AuditFeed.Import);
        var state = new AuditState(0)
        {
            Receipts = [new WindowReceipt(import, WindowKind.Import, Now.AddDays(-30), Now.AddDays(-20), Now), new WindowReceipt(import, WindowKind.Import, Now.AddDays(-19), Now.AddDays(-10), Now)],
        };

        Assert.Equal([], Unread(state, null, null));
        Assert.Equal([], Unread(state, -25, -12));
        Assert.Equal([(-40, -30)], Unread(state, -40, -12));
        Assert.Equal([(-10, -5)], Unread(state, -15, -5));
    }

    [Fact]
    public void What_was_pruned_is_told_where_it_is_asked_about_by_when_it_happened()
    {
        var tombstone = new Tombstone(Now, TimeSpan.FromDays(1), Now.AddDays(-3), []) { Events = 5, Oldest = Now.AddDays(-3), FirstHappened = Now.AddDays(-20), LastHappened = Now.AddDays(-15) };
        var earlier = tombstone with { FirstHappened = null, LastHappened = null, Covered = [new CoveredSpan(Sample.Whole, Now.AddDays(-9), Now.AddDays(-8))] };

        Assert.Equal([tombstone], Asked(new AuditState(0) { Tombstones = [tombstone, earlier] }, -18, -17).Pruned);
        Assert.Equal([earlier], Asked(new AuditState(0) { Tombstones = [tombstone, earlier] }, -8.5, -8.4).Pruned);
        Assert.Equal([earlier], Asked(new AuditState(0) { Tombstones = [tombstone, earlier] }, -4, -2).Pruned);
        Assert.Equal(2, Asked(new AuditState(0) { Tombstones = [tombstone, earlier] }, null, null).Pruned.Length);
    }

    private static ImportedTimes Imported(params (string? Action, double At)[] events)
    {
        var times = new ImportedTimes();
        foreach (var (action, at) in events)
        {
            times.Take(new EventHead("github:Acme", $"{at}", Now.AddDays(at), IsImported: true) { Action = action });
        }

        times.Take(new EventHead("github:acme", "of the forge", Now.AddDays(-7), IsImported: false));
        return times;
    }

    private static AskedTime Asked(AuditState state, double? since, double? until) =>
        AskedTime.Of(since is { } first ? Now.AddDays(first) : null, until is { } last ? Now.AddDays(last) : null, state, Now, _ => AuditPolicy.GitHubWeb with { Settle = TimeSpan.Zero });

    private static IEnumerable<(double From, double To)> Unread(AuditState state, double? since, double? until) =>
        Asked(state, since, until).Unread.Select(time => (Math.Round((time.From - Now).TotalDays, 3), Math.Round((time.To - Now).TotalDays, 3)));

    private static AuditCoverage Of(AuditState state, AuditPolicy policy) => Assert.Single(AuditCoverage.Of(state, Now, _ => policy));

    private static WindowReceipt Receipt(double from, double to, double at) => new(Sample.Whole, WindowKind.Regular, Now.AddDays(from), Now.AddDays(to), Now.AddDays(at));
}
