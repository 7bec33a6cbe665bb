using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>All ways in which a pipeline comes to be.</summary>
/// <remarks>
/// Sources: https://docs.gitlab.com/ci/jobs/job_rules/#ci_pipeline_source-predefined-variable for the sources,
/// https://docs.gitlab.com/ci/variables/predefined_variables/ for the variables, https://docs.gitlab.com/ci/pipelines/merge_request_pipelines/ for
/// merge requests and forks, https://docs.gitlab.com/ci/pipelines/schedules/, https://docs.gitlab.com/ci/triggers/ and
/// https://docs.gitlab.com/ci/ci_cd_for_external_repos/ for who can start what.
/// </remarks>
internal static class PipelineEvents
{
    private const string NoCommit = "0000000000000000000000000000000000000000";

    /// <summary>A push to a branch that is not the default one. A Developer can push to branches that are not protected.</summary>
    public static PipelineEvent Push { get; } = new()
    {
        Name = "push",
        Source = "push",
        StartedBy = Origin.Contributor,
        CodeBy = Origin.Contributor,
        IsBranch = Truth.True,
        HasChanges = true,
        Values = OfBranch(RuleVariables.Branch("other")),
    };

    /// <summary>A push to the default branch, merges included.</summary>
    public static PipelineEvent DefaultPush { get; } = Push with
    {
        Name = "push to the default branch",
        Values = OfBranch(RuleVariables.Branch("default")),
    };

    /// <summary>A push of a tag.</summary>
    public static PipelineEvent Tag { get; } = new()
    {
        Name = "tag",
        Source = "push",
        StartedBy = Origin.Contributor,
        CodeBy = Origin.Contributor,
        IsTag = Truth.True,
        Values = Values(("CI_COMMIT_TAG", RuleValue.Some), ("CI_COMMIT_BRANCH", RuleValue.Null), ("CI_OPEN_MERGE_REQUESTS", RuleValue.Null)),
    };

    /// <summary>A merge request between branches of the project; the Developer role for the source project is needed.</summary>
    public static PipelineEvent MergeRequest { get; } = new()
    {
        Name = "merge_request_event",
        Source = "merge_request_event",
        StartedBy = Origin.Contributor,
        CodeBy = Origin.Contributor,
        IsMergeRequest = Truth.True,
        HasChanges = true,
        Values = OfMergeRequest("this", "this", RuleValue.Some),
    };

    /// <summary>A merge request from a fork, run in the project because one of its members started it: the fork's code and configuration, the project's variables.</summary>
    public static PipelineEvent ForkedMergeRequest { get; } = MergeRequest with
    {
        Name = "merge_request_event of a fork",
        CodeBy = Origin.Outsider,
        Values = OfMergeRequest("this", "fork", RuleValue.Any),
    };

    /// <summary>A merge request from a fork, run in the fork, as it is where no member of the project starts it.</summary>
    public static PipelineEvent MergeRequestInFork { get; } = MergeRequest with
    {
        Name = "merge_request_event in a fork",
        StartedBy = Origin.Outsider,
        CodeBy = Origin.Outsider,
        Place = EventPlace.Fork,
        HasSecrets = false,
        Values = OfMergeRequest("fork", "fork", RuleValue.Any),
    };

    /// <summary>A schedule, which a Developer can set up.</summary>
    public static PipelineEvent Schedule { get; } = OfRef("schedule", Origin.Contributor, ("CI_PIPELINE_SCHEDULE_DESCRIPTION", RuleValue.AnyText));

    /// <summary>A trigger token, which a Maintainer makes and hands out.</summary>
    public static PipelineEvent TriggerToken { get; } = OfRef("trigger", Origin.Maintainer, ("CI_PIPELINE_TRIGGERED", RuleValue.Of("true")), ("TRIGGER_PAYLOAD", RuleValue.Any));

    /// <summary>All events.</summary>
    public static ImmutableArray<PipelineEvent> All { get; } =
    [
        Push,
        DefaultPush,
        Tag,
        MergeRequest,
        ForkedMergeRequest,
        MergeRequestInFork,
        Schedule,
        TriggerToken,
        OfRef("web", Origin.Contributor),
        OfRef("api", Origin.Contributor, ("CI_PIPELINE_TRIGGERED", RuleValue.Any)),
        OfRef("webide", Origin.Contributor) with { HasChanges = true },
        OfRef("chat", Origin.Contributor, ("CHAT_INPUT", RuleValue.AnyText), ("CHAT_CHANNEL", RuleValue.AnyText), ("CHAT_USER_ID", RuleValue.AnyText)),
        OfRef("pipeline", Origin.Contributor, ("CI_PIPELINE_TRIGGERED", RuleValue.Any)) with { IsCall = true },
        ChildPipeline(),
        ExternalPullRequest(),
        NoJobs("external"),
        NoJobs("ondemand_dast_scan"),
        NoJobs("ondemand_dast_validation"),
        NoJobs("security_orchestration_policy"),
        NoJobs("pipeline_execution_policy_schedule"),
        NoJobs("container_registry_push"),
        NoJobs("duo_workflow"),
    ];

    /// <summary>The events that make jobs of a configuration.</summary>
    public static ImmutableArray<PipelineEvent> Running { get; } = [.. All.Where(found => found.Place is not EventPlace.Nowhere)];

    // Its variables for merge requests are those of the pipeline that starts it.
    private static PipelineEvent ChildPipeline()
    {
        var child = new PipelineEvent
        {
            Name = "parent_pipeline",
            Source = "parent_pipeline",
            StartedBy = Origin.Caller,
            CodeBy = Origin.Caller,
            HasSecrets = false,
            IsBranch = Truth.Unknown,
            IsTag = Truth.Unknown,
            IsMergeRequest = Truth.Unknown,
            HasChanges = true,
            IsCall = true,
            Values = Values(("CI_PIPELINE_TRIGGERED", RuleValue.Any)),
        };
        return WithCases(
            child,
            child with { IsBranch = Truth.False, IsTag = Truth.False, IsMergeRequest = Truth.True, Values = MergeRequest.Values },
            child with { IsBranch = Truth.False, IsTag = Truth.False, IsMergeRequest = Truth.True, Values = ForkedMergeRequest.Values });
    }

    // Pull requests of forks on GitHub are not run.
    private static PipelineEvent ExternalPullRequest() => new()
    {
        Name = "external_pull_request_event",
        Source = "external_pull_request_event",
        StartedBy = Origin.Contributor,
        CodeBy = Origin.Contributor,
        IsBranch = Truth.True,
        HasChanges = true,
        Values = With(
            Values(("CI_COMMIT_BRANCH", RuleValue.Some), ("CI_COMMIT_TAG", RuleValue.Null)),
            ExternalPullRequestNames.Select(name => KeyValuePair.Create(name, RuleValue.Some))),
    };

    // Their jobs come from elsewhere: another service, a scan, a policy.
    private static PipelineEvent NoJobs(string source) => WithCases(new PipelineEvent
    {
        Name = source,
        Source = source,
        StartedBy = Origin.Contributor,
        CodeBy = Origin.Unknown,
        Place = EventPlace.Nowhere,
        IsBranch = Truth.Unknown,
        IsTag = Truth.Unknown,
        IsMergeRequest = Truth.Unknown,
        HasChanges = true,
        Values = FrozenDictionary<string, RuleValue>.Empty,
    });

    // It is for a branch or a tag, and the files do not say which.
    private static PipelineEvent OfRef(string source, Origin startedBy, params ReadOnlySpan<(string Name, RuleValue Value)> values)
    {
        var either = new PipelineEvent
        {
            Name = source,
            Source = source,
            StartedBy = startedBy,
            CodeBy = Origin.Contributor,
            IsBranch = Truth.Unknown,
            IsTag = Truth.Unknown,
            Values = Values(values),
        };
        return WithCases(either);
    }

    private static PipelineEvent WithCases(PipelineEvent either, params ReadOnlySpan<PipelineEvent> more) => either.In(
    [
        either with { IsBranch = Truth.True, IsTag = Truth.False, IsMergeRequest = Truth.False, Values = With(either.Values, BranchValues) },
        either with { IsBranch = Truth.False, IsTag = Truth.True, IsMergeRequest = Truth.False, HasChanges = false, Values = With(either.Values, TagValues) },
        .. more,
    ]);

    private static FrozenDictionary<string, RuleValue> With(FrozenDictionary<string, RuleValue> values, IEnumerable<KeyValuePair<string, RuleValue>> more)
    {
        var found = values.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in more)
        {
            found[name] = value;
        }

        return found.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static Dictionary<string, RuleValue> BranchValues => new(StringComparer.Ordinal)
    {
        ["CI_COMMIT_BRANCH"] = RuleValue.Some,
        ["CI_COMMIT_TAG"] = RuleValue.Null,
    };

    private static Dictionary<string, RuleValue> TagValues => new(StringComparer.Ordinal)
    {
        ["CI_COMMIT_TAG"] = RuleValue.Some,
        ["CI_COMMIT_BRANCH"] = RuleValue.Null,
        ["CI_OPEN_MERGE_REQUESTS"] = RuleValue.Null,
    };

    private static FrozenDictionary<string, RuleValue> OfBranch(RuleValue branch) =>
        Values(("CI_COMMIT_BRANCH", branch), ("CI_COMMIT_REF_NAME", branch), ("CI_COMMIT_TAG", RuleValue.Null));

    private static FrozenDictionary<string, RuleValue> OfMergeRequest(string project, string source, RuleValue open) => Values(
        ("CI_COMMIT_BRANCH", RuleValue.Null),
        ("CI_COMMIT_TAG", RuleValue.Null),
        ("CI_COMMIT_BEFORE_SHA", RuleValue.Of(NoCommit)),
        ("CI_OPEN_MERGE_REQUESTS", open),
        ("CI_PROJECT_PATH", RuleVariables.ProjectPath(project)),
        ("CI_PROJECT_ID", RuleVariables.ProjectId(project)),
        ("CI_PROJECT_URL", RuleVariables.ProjectUrl(project)),
        ("CI_DEFAULT_BRANCH", project is "this" ? RuleVariables.Branch("default") : RuleValue.Some),
        ("CI_MERGE_REQUEST_ID", RuleValue.Some),
        ("CI_MERGE_REQUEST_IID", RuleValue.Some),
        ("CI_MERGE_REQUEST_DIFF_ID", RuleValue.Some),
        ("CI_MERGE_REQUEST_DIFF_BASE_SHA", RuleValue.Some),
        ("CI_MERGE_REQUEST_REF_PATH", RuleValue.Some),
        ("CI_MERGE_REQUEST_TITLE", RuleValue.Some),
        ("CI_MERGE_REQUEST_EVENT_TYPE", RuleValue.OneOf("detached", "merged_result", "merge_train")),
        ("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", RuleValue.Some),
        ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", RuleValue.Some),
        ("CI_MERGE_REQUEST_PROJECT_PATH", RuleVariables.ProjectPath("this")),
        ("CI_MERGE_REQUEST_PROJECT_ID", RuleVariables.ProjectId("this")),
        ("CI_MERGE_REQUEST_PROJECT_URL", RuleVariables.ProjectUrl("this")),
        ("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH", RuleVariables.ProjectPath(source)),
        ("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", RuleVariables.ProjectId(source)),
        ("CI_MERGE_REQUEST_SOURCE_PROJECT_URL", RuleVariables.ProjectUrl(source)));

    // What only one kind of pipeline has is not set in the others.
    private static FrozenDictionary<string, RuleValue> Values(params ReadOnlySpan<(string Name, RuleValue Value)> values)
    {
        var found = new Dictionary<string, RuleValue>(StringComparer.Ordinal)
        {
            ["CI_PIPELINE_TRIGGERED"] = RuleValue.Null,
            ["CI_PIPELINE_SCHEDULE_DESCRIPTION"] = RuleValue.Null,
            ["TRIGGER_PAYLOAD"] = RuleValue.Null,
            ["CHAT_INPUT"] = RuleValue.Null,
            ["CHAT_CHANNEL"] = RuleValue.Null,
            ["CHAT_USER_ID"] = RuleValue.Null,
        };
        foreach (var name in ExternalPullRequestNames)
        {
            found[name] = RuleValue.Null;
        }

        foreach (var (name, value) in values)
        {
            found[name] = value;
        }

        return found.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static ImmutableArray<string> ExternalPullRequestNames =>
    [
        "CI_EXTERNAL_PULL_REQUEST_IID", "CI_EXTERNAL_PULL_REQUEST_SOURCE_REPOSITORY", "CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY",
        "CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME", "CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA",
        "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME", "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA",
    ];
}
