using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Rules.Settings;

/// <summary>Whether approvals count for anything, without which nothing can be demanded of them.</summary>
internal static class Approvals
{
    /// <summary>What is said of a branch whose changes need no approval; null where they need one.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="protection">What protects its default branch.</param>
    public static Verdict? Needed(RepositorySettings repository, BranchProtection protection)
    {
        var approval = EffectiveDemand.Of(protection, DemandKind.Approval);
        var branch = $"the branch '{protection.Branch}' of '{repository.Name}'";
        return approval.Count > 0 ? null
            : approval.Unseen.IsEmpty ? Verdict.NotApplicable($"Nobody has to approve a change of {branch}; PO5105 asks for approvals.")
            : new Verdict
            {
                Reason = $"Whether anybody has to approve a change of {branch} is not known.",
                Gaps = [.. approval.Unseen.Select(layer => new Gap($"{layer.Name} of '{repository.Name}'", layer.Why, layer.HasFailed))],
            };
    }
}
