using System.Collections.Frozen;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Tells what GitLab's own variables name in the version of an image or of a file.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/variables/predefined_variables/.</remarks>
internal static class RunNames
{
    private static readonly FrozenSet<string> OfRun =
        new[] { "CI_COMMIT_SHA", "CI_COMMIT_SHORT_SHA", "CI_PIPELINE_ID", "CI_PIPELINE_IID", "CI_JOB_ID" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> OfBranch =
        new[] { "CI_COMMIT_REF_NAME", "CI_COMMIT_BRANCH", "CI_DEFAULT_BRANCH", "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Others =
        new[] { "CI_COMMIT_REF_SLUG", "CI_COMMIT_TAG", "CI_ENVIRONMENT_SLUG", "CI_ENVIRONMENT_NAME", "CI_MERGE_REQUEST_IID", "CI_PROJECT_ID", "CI_PROJECT_NAME" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether GitLab sets the variable, so that it never holds a digest.</summary>
    public static bool IsKnown(string name) => OfRun.Contains(name) || OfBranch.Contains(name) || Others.Contains(name);

    /// <summary>Whether the variable names this very run or the commit that it runs for.</summary>
    public static bool IsOfRun(string name) => OfRun.Contains(name);

    /// <summary>Whether the variable names a branch.</summary>
    public static bool IsOfBranch(string name) => OfBranch.Contains(name);

    /// <summary>Whether the variable names the project, its group or its instance, and so no version.</summary>
    public static bool IsOfProject(string name) => name.StartsWith("CI_PROJECT_", StringComparison.Ordinal) || name.StartsWith("CI_SERVER_", StringComparison.Ordinal);
}
