using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Platforms;

/// <summary>GitLab CI/CD.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/variables/predefined_variables and https://docs.gitlab.com/ci/variables/variables_troubleshooting, https://docs.gitlab.com/ci/pipelines/settings and https://docs.gitlab.com/ci/resource_groups.</remarks>
internal static class GitLabCi
{
    /// <summary>Its words.</summary>
    public static PlatformProfile Profile { get; } = new()
    {
        Platform = Platform.GitLabCi,
        Home = ".gitlab-ci.yml",
        FirstFile = ".gitlab-ci.yml",
        AddressPin = "integrity: sha256-…",
        SecretStore = "a masked and protected variable of the project's settings",
        LongestRun = "up to the limit in the project's settings, an hour where nobody changed it",
        BoundsRunsByJob = true,
        BoundRuns = "Set 'interruptible: true' for jobs that may be cancelled, and a 'resource_group' for those that deliver.",
        PasteMarks = ["$[["],
        DebugSwitches = ["CI_DEBUG_TRACE", "CI_DEBUG_SERVICES"],
        JobTokens = ["CI_JOB_TOKEN"],
    };
}
