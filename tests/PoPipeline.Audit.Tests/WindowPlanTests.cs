using CsCheck;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Windows;

namespace PoPipeline.Audit.Tests;

public sealed class WindowPlanTests
{
    private static readonly DateTimeOffset Now = Sample.Start;

    [Fact]
    public void The_first_run_reads_all_that_the_forge_keeps_in_windows_of_bounded_length()
    {
        var plan = WindowPlan.Of([], Now, AuditPolicy.GitHubWeb);

        Assert.Equal(Now.AddDays(-180), plan[0].From);
        Assert.Equal(Now.AddMinutes(-30), plan[^1].To);
        Assert.All(plan, window => Assert.True(window.To - window.From <= TimeSpan.FromDays(30)));
        Assert.Equal(plan.Skip(1).Select(window => window.From), plan.SkipLast(1).Select(window => window.To));
    }

    [Fact]
    public void The_next_run_reads_what_is_new_and_a_day_before_it()
    {
        var plan = WindowPlan.Of([Receipt(-180, -1, at: -1)], Now, AuditPolicy.GitHubWeb);

        Assert.Equal([new PlannedWindow(Now.AddDays(-1), Now.AddMinutes(-30), WindowKind.Regular), new PlannedWindow(Now.AddDays(-2), Now.AddDays(-1), WindowKind.Overlap)], plan);
    }

    [Fact]
    public void What_was_not_read_again_because_that_failed_is_read_again_the_next_time()
    {
        WindowReceipt[] receipts = [Receipt(-6, -5, at: -5), Receipt(-5, -4, at: -4), Receipt(-6, -5, at: -4) with { Kind = WindowKind.Overlap }, Receipt(-4, -3, at: -3), Receipt(-3, -1, at: -1)];

        Assert.Equal(
            [new PlannedWindow(Now.AddDays(-5), Now.AddDays(-3), WindowKind.Overlap), new PlannedWindow(Now.AddDays(-2), Now.AddDays(-1), WindowKind.Overlap)],
            WindowPlan.Of(receipts, Now, AuditPolicy.GitLab).Where(window => window.Kind is WindowKind.Overlap));
    }

    [Fact]
    public void Only_the_last_part_of_a_sweep_says_that_it_is_done()
    {
        var plan = WindowPlan.Of([Receipt(-30, -8, at: -8), Receipt(-9, -1, at: -1)], Now, AuditPolicy.GitLab with { MaximumWindow = TimeSpan.FromDays(2) });

        Assert.Equal([WindowKind.Regular, WindowKind.Overlap, WindowKind.Overlap, WindowKind.Overlap, WindowKind.Weekly], plan.Select(window => window.Kind));
    }

    [Fact]
    public void A_gap_is_read_before_what_is_new()
    {
        var plan = WindowPlan.Of([Receipt(-20, -10, at: -3), Receipt(-8, -1, at: -1)], Now, AuditPolicy.GitLab with { Since = Now.AddDays(-20) });

        Assert.Equal(
            [
                new PlannedWindow(Now.AddDays(-10), Now.AddDays(-8), WindowKind.Gap),
                new PlannedWindow(Now.AddDays(-1), Now.AddMinutes(-30), WindowKind.Regular),
                new PlannedWindow(Now.AddDays(-2), Now.AddDays(-1), WindowKind.Overlap),
            ],
            plan);
    }

    [Fact]
    public void Each_week_a_week_is_read_again()
    {
        WindowReceipt[] receipts = [Receipt(-30, -8, at: -8), Receipt(-9, -1, at: -1)];

        Assert.Equal(new PlannedWindow(Now.AddMinutes(-30).AddDays(-7), Now.AddDays(-1), WindowKind.Weekly), WindowPlan.Of(receipts, Now, AuditPolicy.GitLab)[^1]);
        Assert.Equal(
            WindowKind.Overlap,
            WindowPlan.Of([.. receipts, Receipt(-8, -0.5, at: -0.5) with { Kind = WindowKind.Weekly }], Now, AuditPolicy.GitLab)[^1].Kind);
    }

    [Fact]
    public void What_is_about_to_leave_the_forge_is_read_a_last_time()
    {
        var plan = WindowPlan.Of([Receipt(-200, -1, at: -100), Receipt(-8, -1, at: -1) with { Kind = WindowKind.Weekly }], Now, AuditPolicy.GitHubWeb);

        Assert.Equal(new PlannedWindow(Now.AddDays(-180), Now.AddDays(-173), WindowKind.Edge), Assert.Single(plan, window => window.Kind is WindowKind.Edge));
        Assert.DoesNotContain(
            WindowPlan.Of([Receipt(-200, -1, at: -100), Receipt(-180, -173, at: -1) with { Kind = WindowKind.Edge }], Now, AuditPolicy.GitHubWeb),
            window => window.Kind is WindowKind.Edge);
    }

    [Fact]
    public void A_clock_that_went_back_plans_nothing() => Assert.Empty(WindowPlan.Of([Receipt(-180, 3, at: 3)], Now, AuditPolicy.GitHubWeb with { Since = Now.AddDays(-180) }).Where(window => window.Kind is not WindowKind.Edge));

    [Fact]
    public void What_a_run_read_whose_clock_was_ahead_is_read_again_as_what_was_read_by_then()
    {
        // Now, and once a later receipt tells.
        foreach (var (at, later) in new (double At, WindowReceipt[] Later)[] { (400, []), (-0.1, [Receipt(-3, -2.9, at: -2.9)]) })
        {
            var plan = WindowPlan.Of([Receipt(-30, -20, at: -20), Receipt(-20, -3, at) with { Kind = WindowKind.Weekly }, .. later], Now, AuditPolicy.GitLab);

            Assert.Contains(new PlannedWindow(Now.AddDays(-4), later.Length == 0 ? Now.AddDays(-3) : Now.AddDays(-2.9), WindowKind.Overlap), plan);
        }

        Assert.Contains(WindowPlan.Of([Receipt(-30, -20, at: -20), Receipt(-20, -8, at: 400) with { Kind = WindowKind.Weekly }], Now, AuditPolicy.GitLab), window => window.Kind is WindowKind.Weekly);
    }

    [Fact]
    public void Git_events_are_read_within_their_week()
    {
        var plan = WindowPlan.Of([Receipt(-7, -1, at: -1)], Now, AuditPolicy.GitHubGit);

        Assert.All(plan, window => Assert.True(window.From >= Now.AddDays(-7) && window.To - window.From <= TimeSpan.FromDays(1)));
        Assert.Equal(Now.AddMinutes(-30), plan.Max(window => window.To));
    }

    [Fact]
    public void A_plan_that_is_carried_out_leaves_no_gap_and_nothing_to_do() => Gen.Select(
        Gen.Select(Gen.Int[0, 4000], Gen.Int[1, 500], Gen.Int[0, 4000]).Array[0, 8], Gen.Int[0, 2].Select(which => new[] { AuditPolicy.GitHubWeb, AuditPolicy.GitHubGit, AuditPolicy.GitLab }[which])).Sample((spans, policy) =>
        {
            List<WindowReceipt> receipts = [.. spans.Select(span => Receipt(-span.Item1 / 24.0, (-span.Item1 + Math.Min(span.Item2, span.Item1)) / 24.0, at: -span.Item3 / 24.0)).Where(receipt => receipt.From < receipt.To)];
            var plan = WindowPlan.Of(receipts, Now, policy);
            receipts.AddRange(plan.Select(window => new WindowReceipt(Sample.Whole, window.Kind, window.From, window.To, Now)));

            Assert.All(plan, window => Assert.True(window.From < window.To && window.To <= Now - policy.Settle && window.To - window.From <= policy.MaximumWindow));
            Assert.Empty(WindowPlan.Of(receipts, Now, policy));
            var from = policy.Retention is { } kept ? Now - kept : receipts.Min(receipt => receipt.From);
            Assert.Empty(TimeSpans.Of(receipts.Select(receipt => (receipt.From, receipt.To))).Missing(from, Now - policy.Settle));
        });

    private static WindowReceipt Receipt(double from, double to, double at) => new(Sample.Whole, WindowKind.Regular, Now.AddDays(from), Now.AddDays(to), Now.AddDays(at));
}
