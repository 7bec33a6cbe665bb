using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Projects.Manifests;

/// <summary>A call in a file of Starlark, or of Python.</summary>
/// <param name="Name">What is called, with what stands before its points: <c>oci.pull</c>.</param>
/// <param name="At">Where the last part of the name is written.</param>
/// <param name="Positional">The arguments without a name.</param>
/// <param name="Named">Those with one.</param>
/// <param name="HasOthers">Whether there are more that only show when it runs: <c>**kwargs</c>.</param>
/// <param name="AssignedTo">What its result is called from then on; null where it is given no name.</param>
internal sealed record StarlarkCall(string Name, Region At, ImmutableArray<StarlarkValue> Positional, IReadOnlyDictionary<string, StarlarkValue> Named, bool HasOthers, string? AssignedTo)
{
    /// <summary>An argument; null where it is left out, empty or None.</summary>
    /// <param name="name">The name.</param>
    public StarlarkValue? Value(string name) => Named.TryGetValue(name, out var value) && value is not { IsWhole: true, Text: null or "" } ? value : null;
}

/// <summary>A value in such a file.</summary>
/// <param name="Text">Its text, of several the first; of one that is put together, what of it is written; null where nothing is.</param>
/// <param name="IsWhole">Whether it is nothing but that text.</param>
/// <param name="At">Where it is written.</param>
internal readonly record struct StarlarkValue(string? Text, bool IsWhole, Region At)
{
    /// <summary>The texts of a list; empty, or default, for anything else.</summary>
    public ImmutableArray<StarlarkValue> Items { get; init; }
}
