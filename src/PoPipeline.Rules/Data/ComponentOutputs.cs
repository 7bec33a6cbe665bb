using System.Collections.Immutable;

namespace PoPipeline.Rules.Data;

/// <summary>Who controls what a component puts out. A star stands for anything at the start or the end of a name; alone, for every output that is not listed.</summary>
public sealed record ComponentOutputs
{
    /// <summary>Outputs that hold names of files, branches and texts that whoever caused the run wrote.</summary>
    public ImmutableArray<string> Free { get; init; } = [];

    /// <summary>Outputs of a form that nobody chooses.</summary>
    public ImmutableArray<string> Fixed { get; init; } = [];

    /// <summary>Outputs that are fixed, and name a commit of somebody's proposal.</summary>
    public ImmutableArray<string> Proposed { get; init; } = [];

    /// <summary>Since when free outputs are escaped for a shell; null where they are not.</summary>
    public EscapedOutputs? Escaped { get; init; }
}

/// <summary>Since when outputs are escaped for a shell.</summary>
/// <param name="Since">The first version that does it.</param>
/// <param name="Input">The input that switches it off by 'false'.</param>
public sealed record EscapedOutputs(int Since, string Input);
