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
        var coverage = Of(new AuditState(0) { Receipts = [Receipt(-200, -190, -190), Receipt(-185, -10, -10), Receipt(-5, -0.02, -0.01)], Refusals = [refusal] }, AuditPolicy.GitHubWeb);

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
        };

        var coverage = Of(state, AuditPolicy.GitLab);

        Assert.Equal((Now.AddDays(-8), Now.AddDays(-5), true), (Assert.Single(coverage.Gaps).From, coverage.Gaps[0].To, coverage.Gaps[0].IsImported));
        Assert.Single(coverage.Imported.Spans);
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

    private static AskedTime Asked(AuditState state, double? since, double? until) =>
        AskedTime.Of(since is { } first ? Now.AddDays(first) : null, until is { } last ? Now.AddDays(last) : null, state, Now, _ => AuditPolicy.GitHubWeb with { Settle = TimeSpan.Zero });

    private static IEnumerable<(double From, double To)> Unread(AuditState state, double? since, double? until) =>
        Asked(state, since, until).Unread.Select(time => (Math.Round((time.From - Now).TotalDays, 3), Math.Round((time.To - Now).TotalDays, 3)));

    private static AuditCoverage Of(AuditState state, AuditPolicy policy) => Assert.Single(AuditCoverage.Of(state, Now, _ => policy));

    private static WindowReceipt Receipt(double from, double to, double at) => new(Sample.Whole, WindowKind.Regular, Now.AddDays(from), Now.AddDays(to), Now.AddDays(at));
}
