using System.Collections.Frozen;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>Variables that Jenkins and its plugins set, and who controls them.</summary>
/// <remarks>
/// Sources: https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables, https://plugins.jenkins.io/branch-api/ (the variables of changes and tags), https://plugins.jenkins.io/git/ (GIT_*),
/// https://plugins.jenkins.io/ghprb/ and https://plugins.jenkins.io/gitlab-plugin/ (what their webhooks hand over).
/// </remarks>
internal static class KnownVariables
{
    // The author of a change writes them, whoever that is.
    private static readonly FrozenDictionary<string, (Charset Charset, bool IsOneWord)> Proposed = new Dictionary<string, (Charset, bool)>(StringComparer.Ordinal)
    {
        ["CHANGE_TITLE"] = (Charset.Line, false),
        ["CHANGE_BRANCH"] = (Charset.Line, true),
        ["CHANGE_AUTHOR_DISPLAY_NAME"] = (Charset.Line, false),
        ["CHANGE_AUTHOR_EMAIL"] = (Charset.Line, true),
        ["CHANGE_AUTHOR"] = (Charset.Limited, true),
        ["CHANGE_FORK"] = (Charset.Limited, true),
        ["ghprbPullTitle"] = (Charset.Line, false),
        ["ghprbPullDescription"] = (Charset.Line, false),
        ["ghprbPullLongDescription"] = (Charset.Free, false),
        ["ghprbCommentBody"] = (Charset.Free, false),
        ["ghprbSourceBranch"] = (Charset.Line, true),
        ["ghprbPullAuthorLogin"] = (Charset.Limited, true),
        ["ghprbPullAuthorLoginMention"] = (Charset.Limited, true),
        ["ghprbPullAuthorEmail"] = (Charset.Line, true),
        ["ghprbTriggerAuthor"] = (Charset.Line, false),
        ["ghprbTriggerAuthorLogin"] = (Charset.Limited, true),
        ["ghprbTriggerAuthorEmail"] = (Charset.Line, true),
        ["ghprbActualCommitAuthor"] = (Charset.Line, false),
        ["ghprbActualCommitAuthorEmail"] = (Charset.Line, true),
        ["ghprbAuthorRepoGitUrl"] = (Charset.Limited, true),
        ["gitlabSourceBranch"] = (Charset.Line, true),
        ["gitlabMergeRequestTitle"] = (Charset.Line, false),
        ["gitlabMergeRequestDescription"] = (Charset.Free, false),
        ["gitlabTriggerPhrase"] = (Charset.Free, false),
        ["gitlabUserName"] = (Charset.Line, false),
        ["gitlabUserUsername"] = (Charset.Limited, true),
        ["gitlabUserEmail"] = (Charset.Line, true),
        ["gitlabMergedByUser"] = (Charset.Limited, true),
        ["gitlabSourceRepoName"] = (Charset.Limited, true),
        ["gitlabSourceRepoURL"] = (Charset.Limited, true),
        ["gitlabSourceRepoHttpUrl"] = (Charset.Limited, true),
        ["gitlabSourceRepoSshUrl"] = (Charset.Limited, true),
        ["GITHUB_PR_TITLE"] = (Charset.Line, false),
        ["GITHUB_PR_BODY"] = (Charset.Free, false),
        ["GITHUB_PR_SOURCE_BRANCH"] = (Charset.Line, true),
        ["GITHUB_COMMENT"] = (Charset.Free, false),
        ["BITBUCKET_SOURCE_BRANCH"] = (Charset.Line, true),
        ["BITBUCKET_PULL_REQUEST_TITLE"] = (Charset.Line, false),
        ["GERRIT_CHANGE_SUBJECT"] = (Charset.Line, false),
        ["GERRIT_CHANGE_COMMIT_MESSAGE"] = (Charset.Free, false),
        ["GERRIT_EVENT_COMMENT_TEXT"] = (Charset.Free, false),
        ["GERRIT_TOPIC"] = (Charset.Line, false),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Whoever may push names them. The branch of a change is called 'PR-1' by Jenkins itself.
    private static readonly FrozenSet<string> Pushed = FrozenSet.Create(
        StringComparer.Ordinal, "BRANCH_NAME", "GIT_BRANCH", "GIT_LOCAL_BRANCH", "GIT_PREVIOUS_BRANCH", "TAG_NAME", "gitlabBranch", "GIT_TAG_NAME");

    private static readonly FrozenSet<string> Authors = FrozenSet.Create(StringComparer.Ordinal, "GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL", "GIT_TAG_MESSAGE", "TAGGER");

    // Jenkins makes them of the names of jobs, in which a branch stands encoded.
    private static readonly FrozenSet<string> Named = FrozenSet.Create(StringComparer.Ordinal, "JOB_NAME", "JOB_BASE_NAME", "BUILD_TAG", "BUILD_DISPLAY_NAME", "JOB_URL", "BUILD_URL", "RUN_DISPLAY_URL", "JOB_DISPLAY_URL", "STAGE_NAME", "CHANGE_URL", "ghprbPullLink");

    private static readonly FrozenSet<string> Fixed = FrozenSet.Create(
        StringComparer.Ordinal,
        "BUILD_NUMBER", "BUILD_ID", "BUILD_TIMESTAMP", "CHANGE_ID", "CHANGE_TARGET", "TAG_TIMESTAMP", "TAG_UNIXTIME", "TAG_DATE", "WORKSPACE", "WORKSPACE_TMP", "JENKINS_HOME", "JENKINS_URL", "HUDSON_URL", "NODE_NAME", "NODE_LABELS",
        "EXECUTOR_NUMBER", "GIT_COMMIT", "GIT_PREVIOUS_COMMIT", "GIT_PREVIOUS_SUCCESSFUL_COMMIT", "GIT_URL", "GIT_CHECKOUT_DIR", "BRANCH_IS_PRIMARY", "HOME", "PATH", "PWD", "USER", "JAVA_HOME", "ghprbPullId", "ghprbTargetBranch",
        "ghprbGhRepository", "ghprbCredentialsId", "gitlabTargetBranch", "gitlabMergeRequestId", "gitlabMergeRequestIid", "gitlabActionType", "gitlabMergeRequestState", "CI", "GERRIT_CHANGE_NUMBER", "GERRIT_PATCHSET_NUMBER", "CVS_BRANCH", "SVN_REVISION");

    private static readonly FrozenSet<string> Commits = FrozenSet.Create(StringComparer.Ordinal, "ghprbActualCommit", "sha1", "gitlabMergeRequestLastCommit", "gitlabAfter", "GERRIT_PATCHSET_REVISION", "GERRIT_REFSPEC", "GITHUB_PR_HEAD_SHA");

    /// <summary>Who controls a variable; null for one that only the files, or the settings, set.</summary>
    /// <param name="name">Its name.</param>
    public static Provenance? Find(string name) =>
        Proposed.TryGetValue(name, out var proposed) ? new Provenance(Origin.Outsider, proposed.Charset) { Sources = [$"env.{name}"], IsOneWord = proposed.IsOneWord }
        : Pushed.Contains(name) ? new Provenance(Origin.Contributor, Charset.Line) { Sources = [$"env.{name}"], IsOneWord = true }
        : Authors.Contains(name) ? new Provenance(Origin.Contributor, Charset.Line) { Sources = [$"env.{name}"] }
        : Named.Contains(name) ? new Provenance(Origin.Contributor, Charset.Limited) { Sources = [$"env.{name}"], IsOneWord = true }
        : Fixed.Contains(name) ? Provenance.Constant
        : Commits.Contains(name) ? Provenance.ProposedBy($"the variable '{name}'")
        : null;

    /// <summary>Whether a text names the code of somebody's proposal.</summary>
    /// <param name="text">A ref, a refspec or a branch, as written.</param>
    public static bool NamesProposal(string text) =>
        text.Contains("refs/pull/", StringComparison.Ordinal) || text.Contains("/merge-requests/", StringComparison.Ordinal) || text.Contains("refs/changes/", StringComparison.Ordinal) || text.Contains("pull-requests/", StringComparison.Ordinal)
        || text.Contains("CHANGE_BRANCH", StringComparison.Ordinal) || text.Contains("ghprbActualCommit", StringComparison.Ordinal) || text.Contains("ghprbSourceBranch", StringComparison.Ordinal) || text.Contains("gitlabSourceBranch", StringComparison.Ordinal)
        || text.Contains("pull/${", StringComparison.Ordinal) || text.Contains("GERRIT_REFSPEC", StringComparison.Ordinal) || text.Contains("GITHUB_PR_HEAD", StringComparison.Ordinal);
}
