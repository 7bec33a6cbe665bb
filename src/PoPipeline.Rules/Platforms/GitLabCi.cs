using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Platforms;

/// <summary>GitLab CI/CD.</summary>
/// <remarks>
/// Source: https://docs.gitlab.com/ci/variables/predefined_variables/, https://docs.gitlab.com/ci/variables/variables_troubleshooting/, https://docs.gitlab.com/ci/jobs/ci_job_token/,
/// https://docs.gitlab.com/ci/pipelines/settings/ and https://docs.gitlab.com/ci/resource_groups/.
/// </remarks>
internal static class GitLabCi
{
    /// <summary>Its words.</summary>
    public static PlatformProfile Profile { get; } = new()
    {
        Platform = Platform.GitLabCi,
        RunVariables = ["CI_COMMIT_", "CI_PIPELINE_", "CI_MERGE_REQUEST_"],

        // It refuses a pipeline that lacks a job which another one needs, unless it may be absent, and then the other one runs.
        LeavesOutWhatWaits = false,
        SetsCi = true,
        Mark = "GITLAB_CI",
        Reuses = ReferenceKind.Include,
        ChecksProposalsByBranch = true,
        Home = ".gitlab-ci.yml",
        FirstFile = ".gitlab-ci.yml",
        AddressPin = "integrity: sha256-…",
        VersionKey = "ref:",
        Command = "a command of the job's script",
        SameOwner = "that other project of the same owner",
        SecretStore = "a masked and protected variable of the project's settings",
        LongestRun = "up to the limit in the project's settings, an hour where nobody changed it",
        LongestKept = "as long as the settings of the instance say, 30 days where nobody changed them",
        BoundsRunsByJob = true,
        BoundRuns = "Set 'interruptible: true' for jobs that may be cancelled, and a 'resource_group' for those that deliver.",
        OwnChanges = "merge_request_event",
        ChangeWords = ["CI_COMMIT_AUTHOR", "CI_MERGE_REQUEST_APPROVED", "CI_MERGE_REQUEST_ASSIGNEES", "CI_MERGE_REQUEST_DESCRIPTION", "CI_MERGE_REQUEST_LABELS", "CI_MERGE_REQUEST_SOURCE_BRANCH", "CI_MERGE_REQUEST_TITLE", "GITLAB_USER_"],
        CommitWord = "$CI_COMMIT_SHA",
        PasteMarks = ["$[["],
        DebugSwitches = ["CI_DEBUG_TRACE", "CI_DEBUG_SERVICES"],

        // The password of the project's registry is the job's token under another name.
        JobTokens = ["CI_JOB_TOKEN", "CI_REGISTRY_PASSWORD", "CI_DEPENDENCY_PROXY_PASSWORD"],
        OwnServer = new("gitlab", "/api/v4/"),
        GivesSecretsToAll = true,

        // https://docs.gitlab.com/ci/variables/#cicd-variable-precedence: those of a pipeline, by hand, by a trigger or by a schedule, overrule all others.
        OwnVariables = ["CI_", "GITLAB_", "HOME", "PATH", "PWD", "SHELL", "USER", "TRIGGER_PAYLOAD"],
        UploadsLast = true,
        // https://docs.gitlab.com/ci/pipelines/merge_request_pipelines/#use-with-forked-projects
        OutsidersElsewhere = "a merge request of a fork runs in the fork, with nothing of this project; in this project, with its variables, only where one of its members starts the pipeline, which no file tells",
        TokenRightsElsewhere = "what the token of a job may do follows from the rights of whoever starts it and from the settings for job tokens of each project, which this run did not ask: no file of a pipeline can say it",
        OwnAddresses = ["$CI_SERVER_URL", "${CI_SERVER_URL}", "$CI_SERVER_HOST", "${CI_SERVER_HOST}", "$CI_SERVER_FQDN", "${CI_SERVER_FQDN}", "https://gitlab.com", "gitlab.com"],
    };
}
