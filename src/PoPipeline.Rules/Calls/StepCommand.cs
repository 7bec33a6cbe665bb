using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Calls;

/// <summary>Commands that a step runs.</summary>
/// <param name="Script">The commands.</param>
/// <param name="Where">Where they are run.</param>
internal sealed record StepCommand(Script Script, CommandPlace Where)
{
    /// <summary>What runs them by itself; null where the step says them.</summary>
    public string? By { get; init; }

    /// <summary>The folder that they start in, as written; null for the workspace itself.</summary>
    public string? Folder { get; init; }

    /// <summary>Why it is not known whether they are run; null where they are.</summary>
    public Doubt? Doubt { get; init; }
}
