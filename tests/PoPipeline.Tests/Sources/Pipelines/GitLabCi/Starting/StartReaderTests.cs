using PoPipeline.Rules.Model;
using PoPipeline.Sources.Pipelines.GitLabCi;
using PoPipeline.Sources.Pipelines.GitLabCi.Starting;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Tests.Sources.Pipelines.GitLabCi.Starting;

public sealed class StartReaderTests
{
    private const string MergeRequest = """$CI_PIPELINE_SOURCE == "merge_request_event" """;

    public static TheoryData<string, string, string> Starts => new()
    {
        // Without any rules a job runs for branches and tags, not for merge requests.
        { "job: { script: a }", "push", "ByItself" },
        { "job: { script: a }", "tag", "ByItself" },
        { "job: { script: a }", "schedule", "ByItself" },
        { "job: { script: a }", "merge_request_event", "Never" },
        { "job: { script: a }", "parent_pipeline", "ByItself Never" },

        // Rules of the workflow take that limit away.
        { $"workflow: {{ rules: [{{ if: '{MergeRequest}' }}] }}\njob: {{ script: a }}", "merge_request_event", "ByItself" },
        { $"workflow: {{ rules: [{{ if: '{MergeRequest}' }}] }}\njob: {{ script: a }}", "push", "Never" },
        { "workflow: { rules: [{ if: $CI_COMMIT_BRANCH && $CI_OPEN_MERGE_REQUESTS, when: never }, { if: $CI_COMMIT_BRANCH }] }\njob: { script: a }", "push", "Never ByItself" },
        { "workflow: { rules: [{ if: $CI_COMMIT_BRANCH && $CI_OPEN_MERGE_REQUESTS, when: never }, { if: $CI_COMMIT_BRANCH }] }\njob: { script: a }", "tag", "Never" },

        // The first rule that holds decides.
        { $"job: {{ rules: [{{ if: '{MergeRequest}', when: manual, allow_failure: true }}, {{ if: '$CI_PIPELINE_SOURCE == \"schedule\"' }}] }}", "merge_request_event of a fork", "ByHand?" },
        { $"job: {{ rules: [{{ if: '{MergeRequest}', when: manual, allow_failure: true }}, {{ if: '$CI_PIPELINE_SOURCE == \"schedule\"' }}] }}", "schedule", "ByItself" },
        { $"job: {{ rules: [{{ if: '{MergeRequest}', when: manual, allow_failure: true }}, {{ if: '$CI_PIPELINE_SOURCE == \"schedule\"' }}] }}", "push", "Never" },
        { $"job: {{ rules: [{{ if: '{MergeRequest}', when: never }}, {{ when: on_success }}] }}", "web", "ByItself" },
        { "job: { rules: [{ if: $CUSTOM, when: always }, { when: on_failure }] }", "push", "Always OnFailure" },
        { "job: { rules: [{ if: $CI_COMMIT_TAG, when: delayed, start_in: 5 minutes }] }", "tag", "Delayed" },
        { "job: { rules: [{ changes: [a] }] }", "push", "ByItself Never" },
        { "job: { rules: [{ changes: [a] }] }", "tag", "ByItself" },
        { "job: { rules: [{ changes: { paths: [a], compare_to: main } }] }", "tag", "ByItself Never" },
        { "job: { rules: [{ exists: [a] }] }", "tag", "ByItself Never" },
        { "job: { rules: [[{ if: $CI_COMMIT_TAG }], { if: $CI_COMMIT_BRANCH, when: never }] }", "tag", "ByItself" },
        { "job: { rules: [] }", "push", "Never" },
        { "job: { rules: [{ <<: { if: $CI_COMMIT_TAG }, when: never }, { when: always }] }", "push", "Unknown Always" },

        // 'manual' lets the job fail outside rules, and holds the pipeline up in them.
        { "job: { when: manual }", "push", "ByHand?" },
        { "job: { when: manual, allow_failure: false }", "push", "ByHand" },
        { "job: { rules: [{ when: manual }] }", "push", "ByHand" },
        { "job: { when: manual, rules: [{ if: $CI_COMMIT_BRANCH }] }", "push", "ByHand?" },
        { "job: { when: manual, rules: [{ if: $CI_COMMIT_BRANCH, when: on_success }] }", "push", "ByItself?" },

        // The older words.
        { "job: { only: [merge_requests] }", "merge_request_event", "ByItself" },
        { "job: { only: [merge_requests] }", "push", "Never" },
        { "job: { only: [main] }", "push to the default branch", "ByItself Never" },
        { "job: { only: [main] }", "merge_request_event", "Never" },
        { "job: { only: [main] }", "tag", "Never" },
        { "job: { only: [/^issue-.*$/] }", "push", "ByItself Never" },
        { "job: { only: [/.*/] }", "push", "ByItself" },
        { "job: { only: [tags] }", "tag", "ByItself" },
        { "job: { only: [tags], except: [branches] }", "push", "Never" },
        { "job: { only: [branches@group/project] }", "push", "ByItself Never" },
        { "job: { except: [schedules] }", "schedule", "Never" },
        { "job: { except: [schedules] }", "push", "ByItself" },
        { "job: { except: [schedules] }", "merge_request_event", "Never" },
        { "job: { only: { variables: ['$CI_COMMIT_TAG'] } }", "tag", "ByItself" },
        { "job: { only: { variables: ['$CI_COMMIT_TAG'] } }", "push", "Never" },
        { "job: { only: { refs: [branches], changes: [a] } }", "push", "ByItself Never" },
        { "job: { only: { changes: [a] } }", "merge_request_event", "Never" },
        { "job: { only: { changes: [a] } }", "tag", "ByItself" },
        { "job: { only: { kubernetes: active } }", "push", "ByItself Never" },
        { "job: { except: { kubernetes: active } }", "push", "ByItself Never" },
        { "job: { only: [api, triggers, pipelines, chat, external_pull_requests, web] }", "external_pull_request_event", "ByItself" },
        { "job: { only: [api, triggers, pipelines, chat, external_pull_requests, web] }", "push", "Never" },
    };

    [Theory]
    [MemberData(nameof(Starts))]
    public void A_job_starts_as_documented(string source, string name, string expected)
    {
        var (configuration, job) = Read(source);

        var start = Assert.Single(new StartReader(configuration).Of(job), start => start.Event.Name == name);

        Assert.Equal(expected, string.Join(" ", start.Outcomes.Select(outcome => $"{outcome.Mode}{(outcome.MayFail ? "?" : "")}")));
    }

    [Theory]
    [InlineData("job: { script: a }", "")]
    [InlineData("job: { when: manual }", "Optional 1:14")]
    [InlineData("job: { when: manual, allow_failure: false }", "Blocking 1:14")]
    [InlineData("job: { when: manual, rules: [] }", "Optional 1:14")]
    [InlineData("job: { rules: [{ when: manual }] }", "Blocking 1:24")]
    [InlineData("job: { rules: [{ when: manual, allow_failure: true }] }", "Optional 1:24")]
    [InlineData("job: { when: manual, rules: [{ if: $A }] }", "Optional 1:14")]
    [InlineData("job: { when: manual, rules: [{ if: $A, when: manual }] }", "Optional 1:46")]
    [InlineData("job: { when: manual, allow_failure: { exit_codes: 3 }, rules: [{ if: $A }] }", "Blocking 1:14")]
    [InlineData("job: { rules: [{ if: $A, when: never }, { if: $B, when: manual }] }", "Blocking 1:57")]
    [InlineData("job: { rules: [{ when: never }, { when: manual }] }", "Never 1:24")]
    [InlineData("job: { rules: [{ when: manual }, { when: always }] }", "Blocking 1:24")]
    [InlineData("job: { rules: [{ if: $A, when: manual }, { when: always }] }", "")]
    [InlineData("job: { rules: [{ <<: { if: $A }, when: manual }] }", "")]
    public void What_a_job_waits_for_is_what_all_its_rules_say(string source, string expected)
    {
        var (configuration, job) = Read(source);

        var start = new StartReader(configuration).WaitsFor(job);

        Assert.Equal(expected, start is null ? "" : $"{start.Kind} {start.Span.Region.StartLine}:{start.Span.Region.StartColumn}");
    }

    [Theory]
    [InlineData("job: { when: manual }", "")]
    [InlineData("job: { allow_failure: true }", "true 1:23")]
    [InlineData("job: { allow_failure: { exit_codes: [3, 4] } }", "3 4 1:37")]
    [InlineData("job: { allow_failure: true, rules: [{ if: $A, allow_failure: false }] }", "")]
    [InlineData("job: { rules: [{ if: $A, allow_failure: true }, { if: $B }] }", "")]
    [InlineData("job: { rules: [{ if: $A, when: never }, { if: $B, allow_failure: true }] }", "true 1:66")]
    public void A_failure_does_not_matter_where_all_rules_say_so(string source, string expected)
    {
        var (configuration, job) = Read(source);

        var tolerated = new StartReader(configuration).Tolerated(job);

        Assert.Equal(expected, tolerated is null ? "" : $"{tolerated.Value} {tolerated.Span.Region.StartLine}:{tolerated.Span.Region.StartColumn}");
    }

    [Fact]
    public void What_decides_is_told_with_its_place()
    {
        var (configuration, job) = Read("""
            job:
              script: a
              rules:
                - if: $CI_COMMIT_TAG
                - if: $CI_COMMIT_BRANCH
                  when: never
            """);

        var starts = new StartReader(configuration).Of(job).ToDictionary(start => start.Event.Name, start => start.Outcomes[0].Decided.ToString());

        Assert.Equal("a.yml:4:11", starts["tag"]);
        Assert.Equal("a.yml:5:11", starts["push"]);
        Assert.Equal("a.yml:3:3", starts["merge_request_event"]);
    }

    [Theory]
    [InlineData("job: { script: a }", "push tag schedule trigger web api webide chat pipeline parent_pipeline external_pull_request_event")]
    [InlineData("job: { rules: [{ if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE == 'push' }] }", "push to the default branch")]
    [InlineData("job: { only: [merge_requests] }", "merge_request_event|merge_request_event of a fork")]
    [InlineData("job: { only: [tags], except: [schedules, triggers, web, api, webides, chats, pipelines, parent_pipelines] }", "tag")]
    public void Triggers_are_the_ways_that_lead_to_a_job(string source, string expected)
    {
        var (configuration, job) = Read(source);
        var reader = new StartReader(configuration);

        Assert.Equal(expected.Split(expected.Contains('|', StringComparison.Ordinal) ? '|' : expected.StartsWith("push to", StringComparison.Ordinal) ? '|' : ' '), reader.TriggersOf(job).Select(trigger => trigger.Name));
        Assert.Equal(reader.TriggersOf(job), reader.Triggers());
    }

    [Theory]
    [InlineData($"{MergeRequest} && $CI_MERGE_REQUEST_SOURCE_PROJECT_PATH == $CI_PROJECT_PATH", "SameRepository $CI_MERGE_REQUEST_SOURCE_PROJECT_PATH == $CI_PROJECT_PATH")]
    [InlineData($"{MergeRequest} && $CI_MERGE_REQUEST_SOURCE_PROJECT_PATH == \"group/project\"", "SameRepository $CI_MERGE_REQUEST_SOURCE_PROJECT_PATH == \"group/project\"")]
    [InlineData("$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH", "TrustedEvent $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH")]
    [InlineData("$CI_COMMIT_REF_PROTECTED == \"true\"", "TrustedEvent $CI_COMMIT_REF_PROTECTED == \"true\"")]
    [InlineData("$CI_COMMIT_REF_PROTECTED", "")]
    [InlineData($"$CI_COMMIT_TAG || {MergeRequest}", "")]
    [InlineData(MergeRequest, "")]
    public void Gates_keep_the_code_of_forks_away(string condition, string expected)
    {
        var (configuration, job) = Read($"job:\n  rules:\n    - if: '{condition.Trim()}'\n");

        var gates = new StartReader(configuration).ConditionOf(job)!.Gates;

        Assert.Equal(expected, string.Join(", ", gates.Select(gate => $"{gate.Kind} {gate.Text}")));
    }

    [Fact]
    public void A_rule_that_keeps_forks_out_first_is_a_gate()
    {
        var (configuration, job) = Read("""
            job:
              rules:
                - if: $CI_MERGE_REQUEST_SOURCE_PROJECT_ID != $CI_PROJECT_ID
                  when: never
                - when: always
            """);

        var condition = new StartReader(configuration).ConditionOf(job)!;

        Assert.Equal(GateNames(condition.Gates), ["SameRepository a.yml:3:11"]);
        Assert.Equal("always", condition.Text);
    }

    [Fact]
    public void Ways_that_start_a_pipeline_and_never_a_job_are_told()
    {
        var (configuration, job) = Read("""
            deploy:
              rules:
                - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE == "push"
            test:
              rules:
                - if: $CI_PIPELINE_SOURCE == "push"
                - if: $CI_PIPELINE_SOURCE == "merge_request_event"
            """);

        Assert.Equal(["tag", "merge_request_event", "merge_request_event of a fork"], new StartReader(configuration).ConditionOf(job)!.NeverOn);
    }

    [Theory]
    [InlineData("$CI_PIPELINE_SOURCE == \"push\" || \"web\"", "AlwaysTrue 3:45 \"web\"")]
    [InlineData("$CI_COMMIT_REF_PROTECTED", "AlwaysTrue 3:12 $CI_COMMIT_REF_PROTECTED")]
    [InlineData("$CI_PIPELINE_SOURCE != \"push\" || $CI_PIPELINE_SOURCE != \"web\"", "AlwaysTrue 3:12 $CI_PIPELINE_SOURCE != \"push\" || $CI_PIPELINE_SOURCE != \"web\"")]
    [InlineData("$CI_COMMIT_TAG =~ /^v*/", "AlwaysTrue 3:12 $CI_COMMIT_TAG =~ /^v*/")]
    [InlineData("$CI_COMMIT_BRANCH =~ /main/", "LooseMatch 3:12 $CI_COMMIT_BRANCH =~ /main/")]
    [InlineData("$CI_COMMIT_BRANCH =~ /^main|develop$/", "LooseMatch 3:12 $CI_COMMIT_BRANCH =~ /^main|develop$/")]
    [InlineData("$CI_COMMIT_BRANCH =~ \"main\"", "LooseMatch 3:12 $CI_COMMIT_BRANCH =~ \"main\"")]
    [InlineData("$CI_COMMIT_BRANCH == \"$CI_DEFAULT_BRANCH\"", "QuotedVariable 3:12 $CI_COMMIT_BRANCH == \"$CI_DEFAULT_BRANCH\"")]
    [InlineData("$CI_COMMIT_BRANCH =~ /^$CI_DEFAULT_BRANCH$/", "QuotedVariable 3:12 $CI_COMMIT_BRANCH =~ /^$CI_DEFAULT_BRANCH$/")]
    [InlineData("$CI_PIPELINE_SOURCE == \"merge_request\" && $A", "NeverTrue 3:12 $CI_PIPELINE_SOURCE == \"merge_request\"")]
    [InlineData("$CI_COMMIT_TAG && $CI_COMMIT_BRANCH", "NeverTrue 3:12 $CI_COMMIT_TAG && $CI_COMMIT_BRANCH")]
    [InlineData("$CI_JOB_TOKEN", "NeverTrue 3:12 $CI_JOB_TOKEN")]
    [InlineData("$CI_PROJECT_NAMESPACE =~ /^myteam/", "LooseMatch 3:12 $CI_PROJECT_NAMESPACE =~ /^myteam/")]
    [InlineData("$CI_PROJECT_PATH =~ /^myteam\\//")]
    [InlineData("$CI_COMMIT_BRANCH =~ /^(main|develop)$/")]
    [InlineData("$CI_COMMIT_BRANCH =~ /^release/")]
    [InlineData("$CI_COMMIT_BRANCH !~ /main/")]
    [InlineData("$CI_COMMIT_MESSAGE =~ /skip-ci/")]
    [InlineData("$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH")]
    [InlineData("$CI_PIPELINE_SOURCE == \"ondemand_dast_scan\"")]
    [InlineData("$GITLAB_CI == \"true\"")]
    [InlineData("$CUSTOM == \"$5\"")]
    public void Unsound_conditions_are_found(string condition, params string[] expected)
    {
        var (configuration, job) = Read($"job:\n  rules:\n    - if: '{condition}'\n");

        Assert.Equal(expected, new StartReader(configuration).FaultsOf(job).Select(fault => $"{fault.Kind} {fault.Span.Region.StartLine}:{fault.Span.Region.StartColumn} {fault.Text}"));
    }

    [Fact]
    public void A_rule_behind_one_without_a_condition_is_never_looked_at()
    {
        var (configuration, job) = Read("""
            job:
              rules:
                - if: $CI_COMMIT_TAG
                - when: manual
                - if: $CI_COMMIT_BRANCH
                - if: $OTHER
            """);
        var reader = new StartReader(configuration);

        Assert.Equal("Unreachable a.yml:5:11", Assert.Single(reader.FaultsOf(job).Select(fault => $"{fault.Kind} {fault.Span}")));
        Assert.Equal("Condition a.yml:5:11", Assert.Single(reader.ProblemsOf(job).Select(problem => $"{problem.Kind} {problem.Span}")));
    }

    [Fact]
    public void A_negation_that_YAML_takes_for_a_tag_is_told()
    {
        var (configuration, job) = Read("job:\n  rules:\n    - if: ! $CI_COMMIT_TAG\n    - if: '! $CI_COMMIT_TAG'\n");

        Assert.Equal(["LostNegation ! $CI_COMMIT_TAG"], new StartReader(configuration).FaultsOf(job).Select(fault => $"{fault.Kind} {fault.Text}"));
    }

    [Fact]
    public void What_GitLab_rejects_is_a_problem_at_its_place()
    {
        var (configuration, job) = Read("""
            workflow:
              rules:
                - if: >-
                    $CI_COMMIT_BRANCH &&
                    ${A} == "b"
            job:
              rules:
                - if: $A == main
                - if: true
              only:
                variables: [$A =]
            """);
        var reader = new StartReader(configuration);

        Assert.Equal(["Expression a.yml:5:9"], reader.WorkflowProblems().Select(problem => $"{problem.Kind} {problem.Span}"));
        Assert.Equal(["Expression a.yml:8:17", "Expression a.yml:9:11", "Expression a.yml:11:20"], reader.ProblemsOf(job).Select(problem => $"{problem.Kind} {problem.Span}"));
    }

    private static IEnumerable<string> GateNames(IEnumerable<PoPipeline.Rules.Model.Pipelines.Gate> gates) => gates.Select(gate => $"{gate.Kind} {gate.Span}");

    private static (CiConfiguration Configuration, CiJob Job) Read(string source)
    {
        var document = YamlReader.Read("a.yml", source);
        var root = Assert.IsType<YamlMapping>(document.Root);
        var jobs = root.Entries.Where(entry => entry.Key.Value is not "workflow")
            .Select(entry => new CiJob(entry.Key.Value, entry.Key.Span, (YamlMapping)entry.Value, (YamlMapping)entry.Value)).ToList();
        var globals = new YamlMapping(Place.StartOf("a.yml"), [.. root.Entries.Where(entry => entry.Key.Value is "workflow")], isFlow: false);
        return (new CiConfiguration { Path = "a.yml", Files = [new CiFile("a.yml", document, null, root)], Globals = globals, Jobs = [.. jobs] }, jobs[0]);
    }
}
