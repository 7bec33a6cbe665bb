using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Sources.Pipelines.Tekton;
using PoPipeline.Sources.Pipelines.Tekton.Cel;

namespace PoPipeline.Tests.Sources.Pipelines.Tekton;

/// <summary>Which events the expressions of Pipelines-as-Code let through, and who writes its variables.</summary>
public sealed class EventTruthTests
{
    private const string Matching = "https://pipelinesascode.com/docs/guide/matchingevents/";
    private const string Matcher = "https://github.com/openshift-pipelines/pipelines-as-code/blob/main/pkg/matcher/annotation_matcher.go";
    private const string Variables = "https://pipelinesascode.com/docs/guide/authoringprs/#default-parameters";
    private const string Comments = "https://pipelinesascode.com/docs/guide/gitops_commands/";
    private const string GitHub = "https://docs.github.com/webhooks/webhook-events-and-payloads";
    private const string GitLab = "https://docs.gitlab.com/user/project/integrations/webhook_events/";
    private const string Cel = "https://github.com/google/cel-spec/blob/master/doc/langdef.md";

    public static TheoryData<string, string, string> Expressions => new()
    {
        { "event == \"pull_request\"", "pull_request", Matching },
        { "event == \"push\"", "push", Matching },
        { "event == 'push'", "push", Cel },
        { "event == \"incoming\"", "incoming", Matching },
        { "event == \"incoming\" || event == \"push\"", "push incoming", Matching },
        { "event == \"pull_request\" && target_branch == \"main\" && source_branch == \"wip\"", "pull_request", Matching },
        { "event == \"pull_request\" && target_branch != \"experimental\"", "pull_request", Matching },
        { "event != \"push\"", "pull_request", Matching },
        { "!(event == \"push\")", "pull_request", Cel },
        { "event != 'push' && event != 'pull_request'", "", Matching },
        { "target_branch == \"main\"", "pull_request push", Matching },
        { "event == \"pull_request\" && source_branch.matches(\".*feat/.*\")", "pull_request", Matching },
        { "event == \"pull_request\" && \"docs/*.md\".pathChanged()", "pull_request", Matching },
        { "files.all.exists(x, x.matches('tmp/'))", "pull_request push", Matching },
        { "files.added.exists(x, x.matches('src/|pkg/'))", "pull_request push", Matching },
        { "event == \"pull_request\" && target_branch == \"main\" && !files.all.all(x, x.matches('^docs/') || x.matches('\\\\.md$'))", "pull_request", Matching },
        { "event == \"pull_request\" && event_title.startsWith(\"[DOWNSTREAM]\")", "pull_request", Matching },
        { "body.pull_request.base.ref == \"main\" && body.pull_request.user.login == \"superuser\" && body.action == \"synchronize\"", "pull_request push", Matching },
        { "headers['x-github-event'] == \"pull_request\"", "pull_request", Matching },
        { "headers['X-GitHub-Event'] == \"push\"", "push", GitHub },
        { "event_type == \"pull_request\"", "pull_request", Matching },
        { "event_type == \"Merge Request\"", "pull_request", Matching },
        { "event_type == \"Push\"", "push", Matching },
        { "event_type != \"push\"", "pull_request push", Matching },
        { "event_type == \"issue_comment\"", "pull_request push", Comments },
        { "event in [\"push\", \"pull_request\"]", "pull_request push", Cel },
        { "event in ['push']", "push", Cel },
        { "!(event in ['push'])", "pull_request", Cel },
        { "target_branch in ['main', 'next'] && event == 'push'", "push", Cel },
        { "event.startsWith('pull')", "pull_request", Cel },
        { "event.endsWith('request')", "pull_request", Cel },
        { "event.contains('us')", "push", Cel },
        { "event.matches('^(push|pull_request)$')", "pull_request push", Cel },
        { "event.matches('^pu[s]h$')", "push", Cel },
        { "event == 'push' ? target_branch == 'main' : false", "push", Cel },
        { "event == 'push' ? false : true", "pull_request", Cel },
        { "(event == 'push' && target_branch == 'main') || (event == 'pull_request' && target_branch == 'main')", "pull_request push", Matching },
        { "event == 'push' && event == 'pull_request'", "", Matching },
        { "true", "pull_request push", Cel },
        { "false", "", Cel },
        { "target_branch == 'main' && false", "", Cel },
        { "event == \"pull request\"", "", Matching },
        { "event == \"tag\"", "", Matching },
        { "event == \"push\" && target_branch.startsWith(\"refs/tags/\")", "push", Matching },
        { "event == \"push\" && target_branch == \"refs/tags/v.*\"", "push", Matching },
        { "has(body.pull_request) && event == 'pull_request'", "pull_request", Cel },
        { "enable_ci == \"true\" && event == \"pull_request\"", "pull_request", "https://pipelinesascode.com/docs/guide/customparams/" },
        { "event == \"pull_request\" // && event == \"push\"", "pull_request", Cel },
        { "event == r'push'", "push", Cel },
        { "event == \"\"\"push\"\"\"", "push", Cel },
        { "trigger_target == 'push'", "push", Matcher },
        { "\"push\" == event", "push", Cel },
        { "event == 'push' && body.commits[0].message.contains('[ci]') && size(body.commits) > 1 + 2 * 3", "push", Cel },
        { "event == 'push' && {'a': 1}.size() > -1", "push", Cel },
        { "event == 'push' && google.protobuf.Duration{seconds: 60} == duration('1m')", "push", Cel },
        { "event == 'push' && Change{title: body.title, number: 1}.title != ''", "push", Cel },
        { "event in ['pull_request', 'incoming'] && target_branch == 'main'", "pull_request incoming", Matching },
        { "event == 'pull_request' && (target_branch == 'main' || target_branch.startsWith('release-'))", "pull_request", Matching },
        { "event == 'pull_request' && files.all.exists(f, f.matches('^src/')) && !files.deleted.exists(f, f == 'go.mod')", "pull_request", Matching },
        { "event == 'pull_request' && ('*.go'.pathChanged() || '.tekton/**'.pathChanged())", "pull_request", Matching },
        { "event == 'push' && !event_title.contains('[skip ci]')", "push", Matching },
        { "has(body.comment) ? event == 'pull_request' : event == 'push'", "pull_request push", Cel },
        { "headers['X-Gitlab-Event'] == 'Push Hook'", "push", GitLab },
        { "event_type == 'Merge Request' && body.object_attributes.action in ['open', 'update']", "pull_request", GitLab },
    };

    [Theory]
    [MemberData(nameof(Expressions))]
    public void An_expression_lets_through_the_events_for_which_it_may_be_true(string expression, string events, string source)
    {
        var node = CelReader.Read(expression, out var error);

        Assert.Null(error);
        Assert.NotNull(node);
        Assert.Equal(events, string.Join(' ', EventReader.EventsOf(node)));
        Assert.NotEmpty(source);
    }

    [Theory]
    [InlineData("event = 'push'")]
    [InlineData("event == 'push' &&")]
    [InlineData("event == 'push' & target_branch == 'main'")]
    [InlineData("event == \"pull request\" |")]
    [InlineData("(event == 'push'")]
    [InlineData("event == 'push")]
    [InlineData("event == push'")]
    [InlineData("event in ['push', ")]
    [InlineData("event.")]
    [InlineData("")]
    [InlineData("target_branch == \"\\ .TargetBranch //\" and event == 'push'")]
    public void What_is_no_expression_is_told(string expression)
    {
        Assert.Null(CelReader.Read(expression, out var error));
        Assert.NotNull(error);
    }

    [Fact]
    public void A_deep_or_long_expression_ends_the_reading_and_is_no_error()
    {
        foreach (var expression in new[] { new string('(', 15_000), new string('!', 15_000) + "true", string.Join(" || ", Enumerable.Repeat("a", 4_000)), "a" + string.Concat(Enumerable.Repeat(".b", 5_000)), string.Concat(Enumerable.Repeat("x in [", 90)) + "y" + new string(']', 90), new string('a', 30_000) })
        {
            _ = CelReader.Read(expression, out var error) is { } node ? EventReader.EventsOf(node).Count() : 0;
            Assert.Null(error);
        }
    }

    public static TheoryData<string, bool, string, string> Written => new()
    {
        { "revision", true, "Constant Fixed", Variables },
        { "revision", false, "Constant Fixed", Variables },
        { "pull_request_number", true, "Constant Fixed", Variables },
        { "event_type", true, "Constant Fixed", Variables },
        { "git_auth_secret", true, "Constant Fixed", Variables },
        { "repo_url", true, "Maintainer Limited", Variables },
        { "repo_owner", true, "Maintainer Limited", Variables },
        { "repo_name", true, "Maintainer Limited", Variables },
        { "target_branch", true, "Maintainer Line", Variables },
        { "git_tag", false, "Contributor Line", Variables },
        { "source_url", true, "Outsider Limited", Variables },
        { "source_branch", true, "Outsider Line", Variables },
        { "source_branch", false, "Contributor Line", Variables },
        { "sender", true, "Outsider Limited", Variables },
        { "event_title", true, "Outsider Line", Variables },
        { "event_title", false, "Contributor Line", Variables },
        { "trigger_comment", true, "Contributor Free", Comments },
        { "pull_request_labels", true, "Contributor Line", Variables },
        { "anything_else", true, "Maintainer Free", "https://pipelinesascode.com/docs/guide/customparams/" },
        { "body.pull_request.title", true, "Outsider Line", GitHub },
        { "body.pull_request.body", true, "Outsider Free", GitHub },
        { "body.pull_request.head.ref", true, "Outsider Line", GitHub },
        { "body.pull_request.head.sha", true, "Constant Fixed", GitHub },
        { "body.pull_request.base.ref", true, "Maintainer Limited", GitHub },
        { "body.pull_request.number", true, "Constant Fixed", GitHub },
        { "body.pull_request.user.login", true, "Outsider Limited", GitHub },
        { "body.pull_request.head.repo.clone_url", true, "Outsider Limited", GitHub },
        { "body.head_commit.message", false, "Contributor Free", GitHub },
        { "body.head_commit.author.email", false, "Contributor Line", GitHub },
        { "body.head_commit.id", false, "Constant Fixed", GitHub },
        { "body.repository.full_name", true, "Maintainer Limited", GitHub },
        { "body.repository.description", true, "Maintainer Line", GitHub },
        { "body.comment.body", true, "Outsider Free", GitHub },
        { "body.object_attributes.title", true, "Outsider Line", GitLab },
        { "body.object_attributes.description", true, "Outsider Free", GitLab },
        { "body.object_attributes.source_branch", true, "Outsider Line", GitLab },
        { "body.object_attributes.target_branch", true, "Maintainer Limited", GitLab },
        { "body.object_attributes.iid", true, "Constant Fixed", GitLab },
        { "body.project.path_with_namespace", true, "Maintainer Limited", GitLab },
        { "headers.x-github-event", true, "Maintainer Limited", Variables },
        { "files.all", true, "Outsider Free", Matching },
        { "files.deleted", true, "Outsider Free", Matching },
        { "target_namespace", true, "Constant Fixed", Variables },
        { "trigger_comment", false, "Maintainer Free", Comments },
        { "sender", false, "Contributor Limited", Variables },
        { "source_url", false, "Contributor Limited", Variables },
        { "body.pull_request.head.label", true, "Outsider Line", GitHub },
        { "body.pull_request.base.sha", true, "Constant Fixed", GitHub },
        { "body.organization.login", true, "Maintainer Limited", GitHub },
        { "body.ref", false, "Contributor Line", GitHub },
        { "body.head_commit.author.name", false, "Contributor Line", GitHub },
        { "body.object_attributes.last_commit.message", true, "Outsider Free", GitLab },
        { "body.user.username", true, "Outsider Limited", GitLab },
        { "body", true, "Outsider Free", Variables },
        { "cel: body.number", true, "Constant Fixed", Variables },
        { "cel: body.pull_request.title", true, "Outsider Line", Variables },
        { "cel: body.pull_request.title", false, "Contributor Line", Variables },
        { "cel: body.pull_request.title == 'x'", true, "Constant Fixed", Cel },
        { "cel: body.action == 'opened' ? body.pull_request.body : ''", true, "Outsider Free", Variables },
        { "cel: 'v' + pac.source_branch", true, "Outsider Line", Variables },
        { "cel: pac.revision", true, "Constant Fixed", Variables },
        { "cel: has(body.pull_request) && size(files.all) > 3", true, "Constant Fixed", Cel },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void A_variable_is_written_by_whoever_sends_it(string variable, bool isOfProposals, string expected, string source)
    {
        var events = new PipelineEvents([new Trigger { Name = "x", Span = Place.StartOf("a.yaml"), StartedBy = isOfProposals ? Origin.Outsider : Origin.Contributor, Privileged = true }]);
        var value = DynamicVariables.Of(variable, events);

        Assert.Equal(expected, $"{value.Origin} {value.Charset}");
        Assert.NotEmpty(source);
    }

    [Fact]
    public void What_another_tool_finds_in_its_own_sample_is_found()
    {
        var sample = Path.Combine(TestPaths.RequireCorpora(), "pipelines", "poutine", "scanner", "testdata", ".tekton", "pipeline-as-code-tekton.yml");
        Assert.SkipUnless(File.Exists(sample), "The corpora on this machine lack poutine's test data.");
        using var tree = new TempTree();
        tree.Write(".tekton/linters.yml", File.ReadAllText(sample));
        var assessment = Assessor.Assess(CaseTree.CollectFolder(tree.Root), RuleSet.All);

        Assert.Contains(assessment.Findings, finding => finding.Rule.Id is "PO3205" && finding.Finding.Message.Contains("body.pull_request.body", StringComparison.Ordinal));
        Assert.Contains(assessment.Findings, finding => finding.Rule.Id is "PO3204" && finding.Finding.Message.Contains("git-clone", StringComparison.Ordinal));

        // Whether a proposal runs before somebody looked at it, no file tells: that is said, and no finding.
        Assert.Equal(VerdictKind.Unknown, assessment.Judgements.Single(judgement => judgement.Rule.Id is "PO3206").Verdict.Kind);
    }
}
