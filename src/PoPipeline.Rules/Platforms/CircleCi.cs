using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Platforms;

/// <summary>CircleCI.</summary>
/// <remarks>
/// Source: https://circleci.com/docs/reference/configuration-reference/, https://circleci.com/docs/reference/variables/, https://circleci.com/docs/guides/integration/oss/,
/// https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/ and https://circleci.com/docs/guides/security/contexts/.
/// </remarks>
internal static class CircleCi
{
    /// <summary>Its words.</summary>
    public static PlatformProfile Profile { get; } = new()
    {
        Platform = Platform.CircleCi,
        RunVariables = ["CIRCLE_TAG", "CIRCLE_BRANCH"],
        SetsCi = true,
        Mark = "CIRCLECI",
        Reuses = ReferenceKind.Orb,
        ChecksProposalsByBranch = true,
        Home = ".circleci/config.yml",
        FirstFile = ".circleci/config.yml",
        SecretStore = "a context, or a variable of the project's settings",
        SecretGroup = "context",
        GuardGroup = "Keep the job to some branches by 'filters', put a job of 'type: approval' before it, or restrict the context in the settings of the organisation, where no file shows it",
        AskBefore = "Put a job of 'type: approval' before it, and restrict its context to those who may deploy.",
        KeepToBranches = "Keep it to some branches or tags by 'filters', or put a job of 'type: approval' before it.",
        LongestRun = "up to the limit of the plan, one to five hours",
        LongestKept = "",
        BoundsRunsByJob = true,
        BoundRuns = "Give jobs that deliver a 'serial-group', and have the project's settings cancel redundant workflows.",
        CommitWord = "$CIRCLE_SHA1",
        PasteMarks = ["<<"],
        JobTokens = ["CIRCLE_OIDC_TOKEN", "CIRCLE_OIDC_TOKEN_V2"],
        OwnServer = new("circleci", "/api/v2/"),
        GivesSecretsToAll = true,
        OwnVariables = ["CIRCLE", "CI", "BASH_ENV", "HOME", "HOSTNAME", "LANG", "LOGNAME", "NODE_INDEX", "NODE_TOTAL", "PATH", "PWD", "SHELL", "TERM", "USER"],
        VariablesFrom = "a context or the settings of the project, where whoever may change those says what the job runs, and nobody reviews it",

        // https://circleci.com/docs/guides/security/env-vars/#order-of-precedence
        FilesHideSettings = true,
        FilesDecideVariables = true,
        OutsidersElsewhere = "whether pull requests of forks are built at all, and with the secrets of the project, is set in 'Build forked pull requests' and 'Pass secrets to builds from forked pull requests' of the project's settings, which no file tells",
        TokenRightsElsewhere = "with which key a job checks code out, and whether that may push, follows from the keys of the project's settings, and who may use a context from the settings of the organisation, which this run did not ask: no file of a pipeline can say it",
        OwnAddresses = ["https://circleci.com", "circleci.com"],
    };
}
