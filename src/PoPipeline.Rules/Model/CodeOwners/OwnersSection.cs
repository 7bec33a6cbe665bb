using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.CodeOwners;

/// <summary>A section of a CODEOWNERS file; sections of one name, whatever the case, are one.</summary>
public sealed record OwnersSection
{
    /// <summary>The name; empty for the lines before any section.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is named first.</summary>
    public required Place Span { get; init; }

    /// <summary>Whether approval is only asked for, not required: <c>^[Name]</c>.</summary>
    public bool Optional { get; init; }

    /// <summary>How many approvals it requires: <c>[Name][2]</c>.</summary>
    public int Approvals { get; init; } = 1;

    /// <summary>The lines, in order.</summary>
    public ImmutableArray<OwnersEntry> Entries { get; init; } = [];
}
