using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3102: each type of tools that the policy says should be in the toolchain runs in a pipeline.</summary>
public sealed class PO3102IncludeRecommendedTools : Rule
{
    /// <inheritdoc/>
    public override string Summary => "Each type of tools that the policy says should be in the toolchain runs in a pipeline.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override Verdict Judge(Snapshot snapshot)
    {
        // What must be there is asked for once.
        ImmutableArray<AskedTool> asked = [.. snapshot.Policy.Toolchain.Should.Where(tool => snapshot.Policy.Toolchain.Must.All(other => other.Type != tool.Type))];
        return asked.IsEmpty ? Verdict.NotApplicable("The policy names no type of tools that should be in the toolchain.") : ToolDemands.Judge(snapshot, asked, "should");
    }
}
