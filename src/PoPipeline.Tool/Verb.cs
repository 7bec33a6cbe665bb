using System.Collections.Immutable;
using PoPipeline.Running;

namespace PoPipeline.Tool;

/// <summary>A verb of the command line. What it does is a task of a build, too.</summary>
/// <param name="Name">The name: <c>check</c>; two words where several verbs act on one thing: <c>ledger verify</c>.</param>
/// <param name="Target">The task that does the same.</param>
/// <param name="Run">What it does.</param>
/// <param name="Summary">What it does, for the help; no full stop.</param>
internal sealed record Verb(string Name, string Target, Func<PoPipelineRun, Task> Run, string Summary)
{
    /// <summary>The first of two words; null where the name is one.</summary>
    public string? Group => Name.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end ? Name[..end] : null;

    /// <summary>The last word of the name.</summary>
    public string LastWord => Name[(Name.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    /// <summary>What it takes besides options; null for nothing.</summary>
    public Operand? Operand { get; init; }

    /// <summary>Its options.</summary>
    public ImmutableArray<Option> Options { get; init; } = [];

    /// <summary>What it does at length, for its own help.</summary>
    public string Details { get; init; } = "";
}
