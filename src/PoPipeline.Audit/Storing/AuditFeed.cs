using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Storing;

/// <summary>What is asked of a source again and again: its windows have no gap, or have one.</summary>
/// <param name="Source">Whose audit log it is.</param>
/// <param name="Query">What is asked for, such as <c>include=web</c>, <c>include=git</c> or the path of a project; <c>import</c> for files, <c>list</c> for which feeds there are.</param>
public sealed record AuditFeed(AuditSource Source, string Query)
{
    /// <summary>The query of files that were imported.</summary>
    public const string Import = "import";

    /// <summary>What is shown in place of the feeds that a forge did not list: whatever there is that nobody knows of.</summary>
    public const string List = "list";

    /// <summary>GitHub's events of the web and the API.</summary>
    public const string GitHubWeb = "include=web";

    /// <summary>GitHub's git events.</summary>
    public const string GitHubGit = "include=git";

    /// <summary>What the queries of GitLab's groups begin with.</summary>
    public const string GitLabGroups = "groups/";

    /// <summary>Whether it is something that a forge is asked for.</summary>
    public bool IsAsked => Query is not (Import or List);

    /// <inheritdoc/>
    public override string ToString() => $"{Source} ({Query})";
}
