using System.Collections.Frozen;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>What rules know of the variables that GitLab sets, before any job runs; who controls what they hold is told by <see cref="PredefinedVariables"/>.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/variables/predefined_variables/.</remarks>
internal static class RuleVariables
{
    private static readonly FrozenSet<string> JobOnly = new[]
    {
        "CI_BUILDS_DIR", "CI_CONCURRENT_ID", "CI_CONCURRENT_PROJECT_ID", "CI_DEPLOY_PASSWORD", "CI_DEPLOY_USER", "CI_JOB_ID", "CI_JOB_STATUS",
        "CI_JOB_TIMEOUT", "CI_JOB_TOKEN", "CI_JOB_URL", "CI_JOB_STARTED_AT", "CI_PIPELINE_ID", "CI_PIPELINE_URL", "CI_PROJECT_DIR",
        "CI_REGISTRY_PASSWORD", "CI_REGISTRY_USER", "CI_REPOSITORY_URL", "CI_RUNNER_DESCRIPTION", "CI_RUNNER_EXECUTABLE_ARCH", "CI_RUNNER_ID",
        "CI_RUNNER_REVISION", "CI_RUNNER_SHORT_TOKEN", "CI_RUNNER_TAGS", "CI_RUNNER_VERSION", "CI_SERVER", "CI_TRIGGER_SHORT_TOKEN",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] AlwaysSet =
    [
        "CI_API_V4_URL", "CI_API_GRAPHQL_URL", "CI_COMMIT_AUTHOR", "CI_COMMIT_BEFORE_SHA", "CI_COMMIT_REF_NAME", "CI_COMMIT_REF_SLUG", "CI_COMMIT_SHA",
        "CI_COMMIT_SHORT_SHA", "CI_COMMIT_TIMESTAMP", "CI_CONFIG_PATH", "CI_PIPELINE_CREATED_AT", "CI_PIPELINE_IID", "CI_PROJECT_NAME",
        "CI_PROJECT_NAMESPACE", "CI_PROJECT_NAMESPACE_ID", "CI_PROJECT_PATH_SLUG", "CI_PROJECT_ROOT_NAMESPACE", "CI_PROJECT_TITLE", "CI_SERVER_FQDN",
        "CI_SERVER_HOST", "CI_SERVER_NAME", "CI_SERVER_PORT", "CI_SERVER_PROTOCOL", "CI_SERVER_REVISION", "CI_SERVER_URL", "CI_SERVER_VERSION",
        "CI_SERVER_VERSION_MAJOR", "CI_SERVER_VERSION_MINOR", "CI_SERVER_VERSION_PATCH", "GITLAB_USER_LOGIN", "GITLAB_USER_NAME", "GITLAB_USER_ID",
    ];

    /// <summary>What every pipeline has.</summary>
    public static FrozenDictionary<string, RuleValue> Common { get; } = new Dictionary<string, RuleValue>(StringComparer.Ordinal)
    {
        ["CI"] = RuleValue.Of("true"),
        ["GITLAB_CI"] = RuleValue.Of("true"),
        ["CI_DEFAULT_BRANCH"] = Branch("default"),
        ["CI_PROJECT_PATH"] = ProjectPath("this"),
        ["CI_PROJECT_ID"] = ProjectId("this"),
        ["CI_PROJECT_URL"] = ProjectUrl("this"),
        ["CI_PROJECT_VISIBILITY"] = RuleValue.OneOf("internal", "private", "public"),
        ["CI_COMMIT_REF_PROTECTED"] = RuleValue.OneOf("false", "true"),
        ["CI_COMMIT_MESSAGE"] = RuleValue.AnyText,
        ["CI_COMMIT_TITLE"] = RuleValue.AnyText,
        ["CI_COMMIT_DESCRIPTION"] = RuleValue.AnyText,
    }.Concat(AlwaysSet.Select(name => KeyValuePair.Create(name, RuleValue.Some))).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a runner sets it, so that no rule ever sees it.</summary>
    public static bool IsJobOnly(string name) => JobOnly.Contains(name);

    /// <summary>Whether only pipelines of merge requests have it.</summary>
    public static bool IsOfMergeRequest(string name) => name.StartsWith("CI_MERGE_REQUEST_", StringComparison.Ordinal);

    /// <summary>Whether it holds the name of a branch or tag.</summary>
    public static bool IsRefName(string name) => name is "CI_COMMIT_BRANCH" or "CI_COMMIT_TAG" or "CI_COMMIT_REF_NAME" or "CI_COMMIT_REF_SLUG"
        or "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME" or "CI_MERGE_REQUEST_TARGET_BRANCH_NAME";

    /// <summary>Whether it names a project, what projects belong to, or a person: others can take a longer name.</summary>
    public static bool IsOwnerName(string name) => name is "CI_PROJECT_PATH" or "CI_PROJECT_NAMESPACE" or "CI_PROJECT_ROOT_NAMESPACE"
        or "CI_MERGE_REQUEST_SOURCE_PROJECT_PATH" or "GITLAB_USER_LOGIN";

    /// <summary>The name of a branch, unlike all of other names.</summary>
    public static RuleValue Branch(string name) => RuleValue.Known("branch", name);

    /// <summary>The path of a project.</summary>
    public static RuleValue ProjectPath(string name) => RuleValue.Known("path", name);

    /// <summary>The number of a project.</summary>
    public static RuleValue ProjectId(string name) => RuleValue.Known("id", name);

    /// <summary>The address of a project.</summary>
    public static RuleValue ProjectUrl(string name) => RuleValue.Known("url", name);
}
