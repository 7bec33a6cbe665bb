using System.Text.Json.Nodes;
using PoPipeline.Decisions.Records;
using PoPipeline.Decisions.Requests;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Decisions.Trackers.GitHub;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Settings;
using PoPipeline.Settings;
using PoPipeline.Tests.Decisions.GitLab;
using PoPipeline.Tests.Decisions.Trackers;

namespace PoPipeline.Tests.Decisions.Records;

/// <summary>A review of owners, from what the forge answers to what PO4205 says.</summary>
public sealed class OwnersReviewTests(GitHubFixture fixture) : IClassFixture<GitHubFixture>
{
    private const string Owners = "GET /orgs/github/members?role=admin&per_page=100";
    private const string Apps = "GET /orgs/github/installations?per_page=100";

    private readonly MemoryTracker tracker = new();

    [Theory]
    [InlineData("github:github", "github")]
    [InlineData("gitlab:diaspora", "gitlab")]
    public async Task The_issue_asks_about_each_owner_of_what_the_forge_answers(string target, string name)
    {
        using var review = InMemory();

        _ = await review.RunAsync(OwnersReview.Seen(target), asks: true);

        var issue = Assert.Single(tracker.Issues);
        Approved.Text(Path.Combine(TestPaths.Project, "Decisions", "Records", "Approved", $"owners-review.{name}.md"), $"{issue.Title}\n\n{Page(issue)}");
    }

    [Fact]
    public async Task A_second_run_opens_no_other_review_and_one_that_is_done_makes_the_rule_pass()
    {
        using var review = InMemory();
        var settings = OwnersReview.Seen("github:github");
        Assert.Equal(VerdictKind.Fail, (await review.RunAsync(settings, asks: true)).Judgement.Verdict.Kind);
        _ = await review.RunAsync(settings, asks: true);
        var issue = Assert.Single(tracker.Issues);

        _ = tracker.Comment(issue.Id, KeeperWorld.Alice, "/po keep e1");
        Assert.Contains("has not decided on 'octocat' yet", Assert.Single((await review.RunAsync(settings)).Judgement.Findings).Finding.Message, StringComparison.Ordinal);
        _ = tracker.Comment(issue.Id, KeeperWorld.Bob, "/po keep e2");

        // Whoever only reads knows at once what was decided.
        Assert.Equal(VerdictKind.Pass, (await review.RunAsync(settings, writes: false)).Judgement.Verdict.Kind);
        Assert.Equal(VerdictKind.Pass, (await review.RunAsync(settings)).Judgement.Verdict.Kind);
        Assert.Equal(DecisionState.Resolved, tracker.Shown[issue.Id]);
        Assert.Contains("'later' came after", Assert.Single((await review.RunAsync(Later())).Judgement.Findings).Finding.Message, StringComparison.Ordinal);

        _ = await review.RunAsync(Later(), asks: true);
        Assert.Equal(2, tracker.Issues.Count);
    }

    [Fact]
    public async Task Who_is_to_go_and_is_still_there_is_named()
    {
        using var review = InMemory();
        var settings = OwnersReview.Seen("github:github");
        _ = await review.RunAsync(settings, asks: true);
        _ = tracker.Comment(tracker.Issues[0].Id, KeeperWorld.Alice, "/po remove e1");
        _ = tracker.Comment(tracker.Issues[0].Id, KeeperWorld.Alice, "/po keep e2");

        var finding = Assert.Single((await review.RunAsync(settings)).Judgement.Findings).Finding;

        Assert.StartsWith("The review of 2026-11-22 decided that 'hubot' should go, and is still here.", finding.Message, StringComparison.Ordinal);
        var left = OwnersReview.Seen("github:github", (Owners, """{"body": [{"login": "octocat", "type": "User"}]}"""));
        Assert.Equal(VerdictKind.Pass, (await review.RunAsync(left)).Judgement.Verdict.Kind);
    }

    [Fact]
    public async Task A_review_that_was_taken_back_is_open_no_more()
    {
        using var review = InMemory();
        tracker.Self = KeeperWorld.Dora;
        var settings = OwnersReview.Seen("github:github");
        _ = await review.RunAsync(settings, asks: true);
        var digest = Assert.Single((await review.RunAsync(settings)).Outcome.Records.Reviews).Digest;
        _ = tracker.Comment(tracker.Issues[0].Id, KeeperWorld.Alice, "/po keep e1");
        _ = tracker.Comment(tracker.Issues[0].Id, KeeperWorld.Dora, $"/po withdraw {digest[..8]}");

        var (outcome, judgement) = await review.RunAsync(settings);

        Assert.Equal("whoever asked for it took it back", Assert.Single(outcome.Records.Reviews).Invalid);
        Assert.Contains("never reviewed on record", Assert.Single(judgement.Findings).Finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_decided_long_ago_is_not_made_new_by_a_review_that_was_closed_late()
    {
        using var review = InMemory();
        var settings = OwnersReview.Seen("github:github");
        tracker.Now = tracker.Now.AddDays(-400);
        _ = await review.RunAsync(settings, asks: true);
        _ = tracker.Comment(tracker.Issues[0].Id, KeeperWorld.Alice, "/po keep e1");
        _ = await review.RunAsync(settings);
        tracker.Now = tracker.Now.AddDays(400);
        _ = tracker.Comment(tracker.Issues[0].Id, KeeperWorld.Alice, "/po keep e2");

        var (outcome, judgement) = await review.RunAsync(settings);

        Assert.NotNull(Assert.Single(outcome.Records.Reviews).ClosedAt);
        Assert.StartsWith("The owner 'hubot' was last reviewed on 2025-10-18, more than 365 days ago.", Assert.Single(judgement.Findings).Finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_decides_on_themselves_and_only_approvers_decide()
    {
        using var review = InMemory();
        var settings = OwnersReview.Seen("github:github", (Owners, """{"body": [{"login": "Alice", "type": "User"}, {"login": "octocat", "type": "User"}]}"""));
        _ = await review.RunAsync(settings, asks: true);
        _ = tracker.Comment(tracker.Issues[0].Id, KeeperWorld.Alice, "/po keep e1");
        _ = tracker.Comment(tracker.Issues[0].Id, KeeperWorld.Mallory, "/po keep e2");

        var recorded = Assert.Single((await review.RunAsync(settings)).Outcome.Records.Reviews);

        Assert.All(recorded.Rows, row => Assert.Null(row.Keep));
        Assert.Contains("Nobody reviews themselves.", recorded.Refusals!.Value[0].Reasons);
        Assert.Contains("'mallory' is not among those who may decide: @acme/security.", recorded.Refusals!.Value[1].Reasons);
    }

    [Fact]
    public async Task Each_organization_has_a_review_of_its_own()
    {
        using var review = InMemory();
        _ = await review.RunAsync(OwnersReview.Seen("github:github"), asks: true);
        _ = await review.RunAsync(OwnersReview.Seen("gitlab:diaspora"), asks: true);
        _ = tracker.Comment(tracker.Issues[1].Id, KeeperWorld.Alice, "/po keep e1");

        Assert.Equal(2, tracker.Issues.Count);
        Assert.Equal(VerdictKind.Pass, (await review.RunAsync(OwnersReview.Seen("gitlab:diaspora"))).Judgement.Verdict.Kind);
        Assert.Equal(VerdictKind.Fail, (await review.RunAsync(OwnersReview.Seen("github:github"))).Judgement.Verdict.Kind);
    }

    [Fact]
    public async Task A_name_of_others_is_text_in_the_issue()
    {
        using var review = InMemory();
        var settings = OwnersReview.Seen("github:github", (Owners, """{"body": [{"login": "a|b](https://x.example)\n/po keep e1\n@acme/all <img>", "type": "User"}]}"""));

        _ = await review.RunAsync(settings, asks: true);

        var page = Page(Assert.Single(tracker.Issues));
        Assert.DoesNotContain("](https:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\n/po keep", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" @acme/all", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_can_make_owners_is_asked_about_and_a_part_is_nobody()
    {
        var app = OwnersReview.Seen("github:github", (Apps, """{"merge": {"installations": [{"app_slug": "terraform", "repository_selection": "all", "permissions": {"members": "write"}}, {"app_slug": "mirror", "repository_selection": "selected", "permissions": {"members": "read"}}]}}"""));
        var roles = OwnersReview.Seen("github:github", ("GET /orgs/github/organization-roles", """{"body": {"total_count": 1, "roles": [{"id": 8030, "name": "all_repo_admin", "base_role": "admin", "permissions": []}]}}"""));
        var refused = OwnersReview.Seen("github:github", (Apps, """{"status": 403, "body": {"message": "Resource not accessible by integration"}}"""));
        var paged = OwnersReview.Seen("github:github", (Owners, """{"headers": {"Link": "<https://api.github.com/orgs/github/members?role=admin&per_page=100&page=2>; rel=\"next\""}}"""), ("GET /orgs/github/members?role=admin&per_page=100&page=2", """{"status": 502, "body": {"message": "Server Error"}}"""));

        Assert.Equal(["app/terraform", "hubot", "octocat"], Of(app).Names);
        Assert.Equal(["hubot", "octocat", "team/justice-league"], Of(roles).Names);
        Assert.Equal(["raymond_smith"], Of(OwnersReview.Seen("gitlab:diaspora")).Names);
        Assert.Equal("the apps that can do what owners of 'github' do", Of(refused).What);
        Assert.Empty(Of(refused).Names);
        Assert.Equal("the owners of 'github'", Of(paged).What);
        Assert.True(Of(paged).HasFailed);
        Assert.Empty(Of(paged).Names);

        static OwnersToReview Of(ForgeSettings settings) => OwnersToReview.Of(settings, settings.Organization!);
    }

    [Theory]
    [InlineData("github:Acme", "organization-owners of github:acme")]
    [InlineData("gitlab:acme/platform", "organization-owners of gitlab:acme/platform")]
    [InlineData("gitlab:https://git.acme.example:8443/acme", "organization-owners of gitlab:https://git.acme.example:8443/acme")]
    public void A_subject_names_what_can_be_asked_about_again(string text, string subject)
    {
        Assert.True(SettingsTarget.TryParse(text, out var target, out _));
        var settings = new ForgeSettings { Forge = target.Forge, Server = target.Server, Organization = new OrganizationSettings { Name = target.Path, Url = "" } };

        Assert.Equal(subject, OwnersToReview.SubjectOf(settings, settings.Organization));
        Assert.Equal(subject, RecordedReview.OfOwners(target.ToString()));
        Assert.True(ReviewRules.Exist(subject));
        Assert.Equal($"po review organization-owners {target.ToString().ToLowerInvariant()}", ReviewRules.CommandOf(subject));
    }

    [Fact]
    public void No_request_takes_the_place_of_a_review_of_owners()
    {
        const string Subject = "organization-owners of github:acme";
        var review = new DecisionRequest
        {
            Kind = DecisionKind.Review,
            Rule = "PO4205",
            Severity = Severity.Medium,
            Fingerprint = ReviewRules.FingerprintOf(Subject),
            Subject = Subject,
            Evidence = ReviewRules.FingerprintOf(Subject),
            Scope = tracker.Scope,
            Requester = KeeperWorld.Mallory.Person,
            CreatedAt = tracker.Now,
            Entries = [new RequestEntry("e1", "octocat")],
        };

        Assert.True(RequestShape.IsSound(review));
        Assert.False(RequestShape.IsSound(review with { Kind = DecisionKind.Exception, Entries = [] }));
        Assert.False(RequestShape.IsSound(review with { Subject = "organization-owners of github:other" }));
        Assert.False(RequestShape.IsSound(review with { Rule = "PO2107" }));
        Assert.False(RequestShape.IsSound(review with { Subject = "organization-owners of github:acme\n/close", Fingerprint = ReviewRules.FingerprintOf("organization-owners of github:acme\n/close") }));
    }

    [Fact]
    public async Task A_review_in_issues_of_GitHub_is_one_issue_and_its_rows_are_decided_by_comments()
    {
        var server = await fixture.ResetAsync();
        using var review = new OwnersReview(() => GitHubTracker.Create(fixture.Options()), TrackerKind.GitHub);
        await server.Control("files", new { repo = "acme/app", branch = "main", @as = "bob", files = new Dictionary<string, string> { [".popipeline.yml"] = review.Policy } });
        var settings = OwnersReview.Seen("github:github");
        _ = await review.RunAsync(settings, asks: true);
        var recorded = Assert.Single((await review.RunAsync(settings, asks: true)).Outcome.Records.Reviews);
        Assert.Equal("#1", recorded.Issue);
        Assert.Equal(new DateOnly(2026, 12, 6), recorded.DueOn);

        foreach (var body in new[] { "/po keep e1", "/po keep e2" })
        {
            _ = await server.Control("comment", new { repo = "acme/app", issue = 1, @as = "alice", body });
        }

        var (outcome, judgement) = await review.RunAsync(settings);

        Assert.All(Assert.Single(outcome.Records.Reviews).Rows, row => Assert.Equal((true, "alice"), (row.Keep, row.Reviewer?.Name)));
        Assert.Equal(VerdictKind.Pass, judgement.Verdict.Kind);
        await server.AssertNoViolations();
    }

    [Fact]
    public async Task A_review_in_issues_of_GitLab_is_one_issue_and_its_rows_are_decided_by_comments()
    {
        await using var world = await GitLabWorld.StartAsync();
        using var review = new OwnersReview(() => world.Tracker(), TrackerKind.GitLab);
        world.Act("pushFile", "root", new JsonObject { ["path"] = ".popipeline.yml", ["content"] = review.Policy });
        var settings = OwnersReview.Seen("gitlab:diaspora");
        _ = await review.RunAsync(settings, asks: true);
        _ = await review.RunAsync(settings, asks: true);
        _ = Assert.Single(await world.IssuesAsync());

        _ = world.Comment("alice", "/po keep e1");
        var (outcome, judgement) = await review.RunAsync(settings);

        Assert.Equal((true, "alice"), (Assert.Single(Assert.Single(outcome.Records.Reviews).Rows).Keep, outcome.Records.Reviews[0].Rows[0].Reviewer?.Name));
        Assert.Equal(VerdictKind.Pass, judgement.Verdict.Kind);
    }

    private static ForgeSettings Later() =>
        OwnersReview.Seen("github:github", (Owners, """{"body": [{"login": "hubot", "type": "User"}, {"login": "later", "type": "User"}, {"login": "octocat", "type": "User"}]}"""));

    // The block below is for programs.
    private static string Page(TrackedIssue issue) => issue.Body[..issue.Body.IndexOf("```popipeline-request", StringComparison.Ordinal)];

    private OwnersReview InMemory()
    {
        var review = new OwnersReview(() => tracker, TrackerKind.GitHub);
        tracker.Policy = review.Policy;
        return review;
    }
}
