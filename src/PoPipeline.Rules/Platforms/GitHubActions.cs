using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Platforms;

/// <summary>GitHub Actions.</summary>
/// <remarks>Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions and https://docs.github.com/actions/monitoring-and-troubleshooting-workflows/enabling-debug-logging.</remarks>
internal static class GitHubActions
{
    /// <summary>Its words.</summary>
    public static PlatformProfile Profile { get; } = new()
    {
        Platform = Platform.GitHubActions,
        CalledByTheSameEvent = true,
        RunVariables = ["GITHUB_REF", "GITHUB_EVENT", "GITHUB_HEAD", "GITHUB_BASE", "GITHUB_ACTOR", "GITHUB_REPOSITORY", "github.ref", "github.event", "github.head_ref", "github.base_ref", "github.actor", "github.repository"],
        SetsCi = true,
        Mark = "GITHUB_ACTIONS",
        Reuses = ReferenceKind.Action,
        Home = ".github/workflows/",
        OwnFolder = ".github/",
        FirstFile = ".github/workflows/ci.yml",
        ReadOnlyToken = "permissions: { contents: read }",
        LeastGrant = "contents: read",
        DropCredentials = "persist-credentials: false",
        CommitWord = "${{ github.sha }}",
        PasteMarks = ["${{"],
        EnvironmentFiles = ["GITHUB_ENV", "GITHUB_PATH"],
        FilesDecideVariables = true,
        SearchPathFiles = ["GITHUB_PATH"],
        OutputFiles = ["GITHUB_OUTPUT"],
        HandOverLines = "put the value between delimiters that are made at random for the run",
        OutputCommands = ["::set-output"],
        EventFiles = ["GITHUB_EVENT_PATH"],

        // Off since 2020 (CVE-2020-15228), and on again by the switch.
        EnvironmentCommands = ["::set-env", "::add-path"],
        EnvironmentCommandSwitches = ["ACTIONS_ALLOW_UNSECURE_COMMANDS"],
        MaskingCommands = ["::add-mask::"],
        DebugSwitches = ["ACTIONS_STEP_DEBUG", "ACTIONS_RUNNER_DEBUG"],
        JobTokens = ["GITHUB_TOKEN"],
    };
}
