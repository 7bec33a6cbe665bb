namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>What a file of the repository is to GitHub Actions.</summary>
internal enum FileRole
{
    /// <summary>A workflow.</summary>
    Workflow,

    /// <summary>The metadata of an action.</summary>
    Action,

    /// <summary>The lock file of the actions that workflows use.</summary>
    Lock,

    /// <summary>A file that GitHub does not read, but that may have been meant as a workflow: its text decides.</summary>
    Stray,

    /// <summary>A file that GitHub certainly does not read, although it was meant to be.</summary>
    Ignored,
}
