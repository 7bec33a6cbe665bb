using System.Collections.Immutable;

namespace PoPipeline.Rules.Platforms;

/// <summary>Words of platforms that stand in scripts and conditions, so that rules need not know any.</summary>
internal static class PlatformWords
{
    /// <summary>How an expression begins that is pasted into a script.</summary>
    public const string PasteStart = "${{";

    /// <summary>How it ends.</summary>
    public const string PasteEnd = "}}";

    /// <summary>The function of expressions that makes JSON.</summary>
    public const string JsonFunction = "toJSON(";

    /// <summary>How a source begins that whoever starts a run fills in.</summary>
    public const string StarterSource = "params.";

    /// <summary>The variable that names the branch of a proposal.</summary>
    public const string HeadVariable = "GITHUB_HEAD_REF";

    /// <summary>What a condition may ask for without a word on who made the change and what is in it.</summary>
    public static ImmutableArray<string> VacuousQuestions { get; } =
    [
        "github.event_name", "github.event.action", "github.event.pull_request.draft", "github.event.pull_request.state", "github.event.pull_request.base.ref", "github.base_ref", "github.repository",
        "github.event.issue.pull_request",
    ];

    /// <summary>Events that are about a change and run with the rights of the repository.</summary>
    public static ImmutableArray<string> PrivilegedEventsOfChanges { get; } = ["pull_request_target", "workflow_run", "issue_comment", "pull_request_review", "check_suite"];

    /// <summary>How scripts name the workspace.</summary>
    public static ImmutableArray<string> WorkspaceNames { get; } =
        ["$GITHUB_WORKSPACE", "${GITHUB_WORKSPACE}", "${{ github.workspace }}", "${{github.workspace}}", "$PWD", "${PWD}", "$(pwd)", "$CI_PROJECT_DIR", "${CI_PROJECT_DIR}"];

    /// <summary>How scripts name the folder for temporary files.</summary>
    public static ImmutableArray<string> TemporaryNames { get; } = ["${{ runner.temp }}", "${{runner.temp}}", "$RUNNER_TEMP", "${RUNNER_TEMP}", "$env:RUNNER_TEMP"];
}
