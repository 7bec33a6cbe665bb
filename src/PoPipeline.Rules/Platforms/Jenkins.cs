using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Platforms;

/// <summary>Jenkins.</summary>
/// <remarks>
/// Source: https://www.jenkins.io/doc/book/pipeline/syntax/, https://www.jenkins.io/doc/book/pipeline/jenkinsfile/, https://www.jenkins.io/doc/book/pipeline/shared-libraries/ and
/// https://plugins.jenkins.io/github-branch-source/ for whose changes are built by which version of the file.
/// </remarks>
internal static class Jenkins
{
    /// <summary>Its words.</summary>
    public static PlatformProfile Profile { get; } = new()
    {
        Platform = Platform.Jenkins,
        RunVariables = ["BRANCH_NAME", "TAG_NAME", "CHANGE_"],
        ChecksProposalsByBranch = true,
        LeavesOutWhatWaits = false,
        TagsBySetting = true,
        Home = "Jenkinsfile",
        FirstFile = "Jenkinsfile",
        AskBefore = "Ask with 'input' before it, and name in 'submitter' who may answer.",
        SameOwner = "whoever may push to it",

        // Parameters and variables that the settings of a job, a folder or the whole server define.
        OwnVariables = ["BRANCH_", "BUILD_NUMBER", "BUILD_ID", "BUILD_URL", "BUILD_TAG", "CHANGE_", "EXECUTOR_", "GIT_", "HOME", "JENKINS_", "JOB_", "NODE_", "PATH", "PWD", "SHELL", "STAGE_NAME", "TAG_", "USER", "WORKSPACE"],

        // https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables
        CiMarks = ["BUILD_ID", "BUILD_NUMBER"],
        SecretStore = "a credential of Jenkins, which 'withCredentials' binds",
        LongestRun = "without end",
        BoundRuns = "Set 'disableConcurrentBuilds()' in 'options', or in 'properties([…])' where there is no 'pipeline' block, or take a 'lock' around what delivers.",
        OutsidersElsewhere = "whether Jenkins builds changes of outsiders, and by whose version of this file, is set in the job, which no file tells: a multibranch job trusts nobody, those who may push, or everybody",
        TokenRightsElsewhere = "a job of Jenkins has no token of its own; what each credential may do is set where it comes from, which no file of a pipeline can say",
    };
}
