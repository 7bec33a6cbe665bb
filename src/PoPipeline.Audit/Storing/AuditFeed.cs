using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Storing;

/// <summary>What is asked of a source again and again: its windows have no gap, or have one.</summary>
/// <param name="Source">Whose audit log it is.</param>
/// <param name="Query">What is asked for, such as <c>include=web</c>, <c>include=git</c> or the path of a project; <c>import</c> for files.</param>
public sealed record AuditFeed(AuditSource Source, string Query)
{
    /// <summary>The query of files that were imported.</summary>
    public const string Import = "import";

    /// <inheritdoc/>
    public override string ToString() => $"{Source} ({Query})";
}
