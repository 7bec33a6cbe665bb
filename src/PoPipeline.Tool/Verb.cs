using System.Collections.Immutable;

namespace PoPipeline.Tool;

/// <summary>A verb of the command line, which is a target of the host.</summary>
/// <param name="Name">The name: <c>check</c>.</param>
/// <param name="Target">The task that it runs.</param>
/// <param name="Summary">What it does, for the help; no full stop.</param>
internal sealed record Verb(string Name, string Target, string Summary)
{
    /// <summary>What it takes besides options; null for nothing.</summary>
    public Operand? Operand { get; init; }

    /// <summary>Its options.</summary>
    public ImmutableArray<Option> Options { get; init; } = [];

    /// <summary>What it does at length, for its own help.</summary>
    public string Details { get; init; } = "";
}
