using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Platforms;

/// <summary>GitLab CI/CD.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/variables/predefined_variables and https://docs.gitlab.com/ci/variables/variables_troubleshooting.</remarks>
internal static class GitLabCi
{
    /// <summary>Its words.</summary>
    public static PlatformProfile Profile { get; } = new()
    {
        Platform = Platform.GitLabCi,
        Home = ".gitlab-ci.yml",
        FirstFile = ".gitlab-ci.yml",
        AddressPin = "integrity: sha256-…",
        PasteMarks = ["$[["],
        DebugSwitches = ["CI_DEBUG_TRACE", "CI_DEBUG_SERVICES"],
        JobTokens = ["CI_JOB_TOKEN"],
    };
}
