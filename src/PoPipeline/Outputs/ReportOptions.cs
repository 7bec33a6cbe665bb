using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Outputs;

/// <summary>What to write, where, and what the reports say of the run.</summary>
public sealed record ReportOptions
{
    /// <summary>The folder to write into; it is made where it is missing.</summary>
    public required string Folder { get; init; }

    /// <summary>The reports to write.</summary>
    public ImmutableArray<IReport> Chosen { get; init; } = [];

    /// <summary>All that was collected, where it is more than what is reported on; null where it is the same.</summary>
    public Snapshot? Collected { get; init; }

    /// <summary>The least severity that fails the gate, which the reports quote; null where no finding fails.</summary>
    public Severity? FailOn { get; init; } = Severity.Medium;

    /// <summary>
    /// What groups the results on GitHub, where a new analysis replaces the one before of the same category: give runs that judge
    /// different rules different categories.
    /// </summary>
    public string Category { get; init; } = "popipeline";

    /// <summary>The version of PoPipeline, which the reports state.</summary>
    public string Version { get; init; } = Product.Version;
}
