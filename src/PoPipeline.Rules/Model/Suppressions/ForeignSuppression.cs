using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Suppressions;

/// <summary>A comment, or an entry of a file, that silences another tool: <c># zizmor: ignore[artipacked]</c>.</summary>
public sealed record ForeignSuppression
{
    /// <summary>The tool, by the name it gives itself: <c>zizmor</c>.</summary>
    public required string Tool { get; init; }

    /// <summary>The comment from its prefix, or the entry.</summary>
    public required Place Span { get; init; }

    /// <summary>The rules of the tool that it silences; empty where it silences all of them.</summary>
    public ImmutableArray<string> Rules { get; init; } = [];

    /// <summary>What it is limited to, without a line: a file, a package, a pattern; empty where it names nothing.</summary>
    public string Target { get; init; } = "";

    /// <summary>How much it silences.</summary>
    public SuppressionScope Scope { get; init; }

    /// <summary>The reason given; empty where none is. Text of others: escape it.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The day on which it ends, as it is written; null where none is.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Whether the tool has a place for a day on which it ends.</summary>
    public bool CanEnd { get; init; }

    /// <summary>What is wrong with it, as a sentence without a full stop; null where nothing is.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether nobody needs to decide about it: it silences a matter of style, or lies among test data, examples or code of others.</summary>
    public bool IsMinor { get; init; }
}

/// <summary>How much a suppression of another tool silences.</summary>
public enum SuppressionScope
{
    /// <summary>What the tool says of one place.</summary>
    Line,

    /// <summary>What the tool says of files, packages or resources that are named.</summary>
    File,

    /// <summary>What the tool says of the whole repository.</summary>
    Repository,
}
