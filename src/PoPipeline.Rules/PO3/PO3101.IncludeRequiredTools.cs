using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3101: each type of tools that the policy says must be in the toolchain runs in a pipeline.</summary>
public sealed class PO3101IncludeRequiredTools : Rule
{
    /// <inheritdoc/>
    public override string Summary => "Each type of tools that the policy says must be in the toolchain runs in a pipeline.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override Verdict Judge(Snapshot snapshot)
    {
        var asked = snapshot.Policy.Toolchain.Must;
        return asked.IsEmpty ? Verdict.NotApplicable("The policy names no type of tools that must be in the toolchain.") : ToolDemands.Judge(snapshot, asked, "must");
    }
}
