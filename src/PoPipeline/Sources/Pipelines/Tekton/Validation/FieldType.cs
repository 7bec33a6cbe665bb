using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What a field of a resource may hold.</summary>
/// <param name="Kind">What it holds.</param>
internal sealed record FieldType(FieldKind Kind)
{
    /// <summary>The type of each item of a list, or of each value of a map.</summary>
    public int Item { get; init; }

    /// <summary>The fields, by name, with the type of each.</summary>
    public FrozenDictionary<string, int> Fields { get; init; } = FrozenDictionary<string, int>.Empty;

    /// <summary>The fields that have to be there.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>The words that a text may be; empty where it may be any.</summary>
    public ImmutableArray<string> Words { get; init; } = [];
}
