using System.Collections.Immutable;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>What is publicly known to be wrong with some versions of a component that pipelines reuse.</summary>
public sealed record Advisory
{
    /// <summary>What the database that published it calls it.</summary>
    public required string Id { get; init; }

    /// <summary>What other databases call the same.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>What is wrong, as published.</summary>
    public required string Summary { get; init; }

    /// <summary>How severe it is for a pipeline that reuses the component, on the scale of the rules.</summary>
    public Severity Severity { get; init; } = Severity.Medium;

    /// <summary>The versions concerned.</summary>
    public ImmutableArray<VersionRange> Ranges { get; init; } = [];

    /// <summary>Versions that are concerned beside those.</summary>
    public ImmutableArray<string> Versions { get; init; } = [];

    /// <summary>The commits of releases that are concerned, whole.</summary>
    public ImmutableArray<string> Commits { get; init; } = [];

    /// <summary>Whether the other one is about the same.</summary>
    /// <param name="other">The other one.</param>
    public bool IsSameAs(Advisory other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return IsCalled(other.Id) || other.Aliases.Any(IsCalled);
    }

    private bool IsCalled(string name) => name.Equals(Id, StringComparison.OrdinalIgnoreCase) || Aliases.Contains(name, StringComparer.OrdinalIgnoreCase);
}
