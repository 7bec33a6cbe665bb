using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>What a parameter is within a call.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Declaration">How it is declared; null where it is not.</param>
/// <param name="Values">What it is: one value, or each of those of a matrix; none where only whoever calls knows.</param>
internal sealed record Argument(string Name, Declaration? Declaration, ImmutableArray<Written> Values)
{
    /// <summary>Who controls it, where only whoever calls knows it; null otherwise.</summary>
    public Provenance? Foreign { get; init; }

    /// <summary>What it is where whoever calls does not say it; null where that is not so.</summary>
    public Written? Default { get; init; }
}

/// <summary>A value with what the names in it mean.</summary>
/// <param name="Node">The value.</param>
/// <param name="Scope">What its parameters are.</param>
internal sealed record Written(YamlNode Node, Scope Scope);

/// <summary>What names mean in a part of a configuration.</summary>
/// <param name="Library">What is defined.</param>
/// <param name="Arguments">The parameters, by name.</param>
internal sealed record Scope(Library Library, IReadOnlyDictionary<string, Argument> Arguments)
{
    /// <summary>No parameters.</summary>
    public static IReadOnlyDictionary<string, Argument> None { get; } = new Dictionary<string, Argument>(StringComparer.Ordinal);

    /// <summary>The values of a matrix that the names of jobs may hold; none outside of one.</summary>
    public IReadOnlyDictionary<string, Argument> Matrix { get; init; } = None;
}
