using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Model.Scaffolding;

/// <summary>What a catalogue of software is told of the repository, or says of it.</summary>
public sealed record CatalogEntity
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Where it begins.</summary>
    public required Place Span { get; init; }

    /// <summary>What it is called: <c>component:default/shop</c>; empty where it cannot be told.</summary>
    public string Name { get; init; } = "";

    /// <summary>Why the file could not be read, as a clause; null where it was.</summary>
    public string? Unreadable { get; init; }

    /// <summary>What the catalogue would reject.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];

    /// <summary>The template that it is said to be made of: <c>template:default/service</c>; null where nothing is said.</summary>
    public Located<string>? MadeOf { get; init; }

    /// <summary>Whether the catalogue itself says so, of this very repository.</summary>
    public bool IsAnswer { get; init; }
}
