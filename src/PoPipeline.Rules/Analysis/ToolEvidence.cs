using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Analysis;

/// <summary>Where a pipeline runs a security tool.</summary>
public sealed record ToolEvidence
{
    /// <summary>The pipeline.</summary>
    public required Pipeline Pipeline { get; init; }

    /// <summary>The job; null where the pipeline takes over the tool as a whole.</summary>
    public Job? Job { get; init; }

    /// <summary>The tool.</summary>
    public required SecurityTool Tool { get; init; }

    /// <summary>What it is run for.</summary>
    public required ImmutableArray<ToolType> Types { get; init; }

    /// <summary>What it signs or attests, where it does.</summary>
    public ReleaseKind VouchesFor { get; init; }

    /// <summary>What runs it.</summary>
    public required ComponentKind Kind { get; init; }

    /// <summary>The name by which the catalogue knows what runs it.</summary>
    public required string Name { get; init; }

    /// <summary>Where that is written.</summary>
    public required Place Place { get; init; }

    /// <summary>On which occasions it runs.</summary>
    public required Occasions Runs { get; init; }

    /// <summary>Whether what it finds fails the pipeline.</summary>
    public required Blocking Blocks { get; init; }

    /// <summary>Why it does not, or why that is not known, as a clause; empty where it does.</summary>
    public string Why { get; init; } = "";
}
