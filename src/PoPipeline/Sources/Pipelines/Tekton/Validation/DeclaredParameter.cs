using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>A parameter that is declared, or that comes from around.</summary>
/// <param name="Type">Its type: <c>string</c>, <c>array</c> or <c>object</c>.</param>
internal sealed record DeclaredParameter(string Type)
{
    /// <summary>The keys of an object; default where they are not known.</summary>
    public ImmutableArray<string> Keys { get; init; }
}
