namespace PoPipeline.Decisions.Trackers.Folder.History;

/// <summary>How much of a repository is read before it is called hostile.</summary>
internal static class GitLimits
{
    /// <summary>The largest commit, in bytes: a message that long is none.</summary>
    public const long Commit = 1024 * 1024;

    /// <summary>The largest folder, in bytes: some 400,000 files in one.</summary>
    public const long Tree = 16 * 1024 * 1024;

    /// <summary>How many commits are looked at for one question; the kernel of Linux has 1.4 million, of which a year has 80,000.</summary>
    public const int Commits = 500_000;

    /// <summary>How many merges are looked into for what they took back.</summary>
    public const int Merges = 20_000;

    /// <summary>How many commits a change that is checked may have.</summary>
    public const int Change = 10_000;
}
