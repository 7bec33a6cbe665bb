using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.CodeOwners;

/// <summary>A line of a CODEOWNERS file.</summary>
public sealed record OwnersEntry
{
    /// <summary>The pattern, escapes as written, without the mark of an exclusion.</summary>
    public required string Pattern { get; init; }

    /// <summary>Where the pattern is written.</summary>
    public required Place Span { get; init; }

    /// <summary>Whether it takes files out of the section: <c>!pattern</c>.</summary>
    public bool Exclusion { get; init; }

    /// <summary>The owners; those of the section where the line names none and the section does.</summary>
    public ImmutableArray<Located<string>> Owners { get; init; } = [];

    /// <summary>Whether the owners are the section's, not the line's.</summary>
    public bool Inherited { get; init; }
}
