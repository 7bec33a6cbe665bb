using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3306: a change does not loosen the policy that judges it.</summary>
/// <remarks>What is loosened does not hold in this run; the finding says that it would, once the change is merged.</remarks>
public sealed class PO3306TightenPolicies : Rule
{
    /// <inheritdoc/>
    public override string Summary => "A change asks for no less in the policy than the branch that counts does, unless the approvers accept it.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override bool ReadsTrust => true;

    /// <inheritdoc/>
    public override Verdict Judge(Snapshot snapshot)
    {
        var trust = snapshot.Trust;
        return trust.Source switch
        {
            PolicySource.Branch => new Verdict
            {
                Judged = 1,
                Findings = [.. trust.Loosened.Select(demand => FindingOf(demand, trust))],
                Reason = $"The policy was compared with that of branch '{trust.Branch}'.",
            },
            PolicySource.Given => Verdict.NotApplicable("The policy was given from outside of the tree."),
            PolicySource.Tree => Verdict.NotApplicable($"The policy of the tree judges, since no branch can vouch for it: {trust.Reason}."),
            _ => new Verdict
            {
                Reason = "It is not known whether the change loosens the policy.",
                Gaps = [new Gap("policy", trust.Reason.Length > 0 ? trust.Reason : "the snapshot does not say which branch vouches for the policy", Failed: true)],
            },
        };
    }

    private static Finding FindingOf(LoosenedDemand demand, PolicyTrust trust) => new()
    {
        Message = $"The policy is loosened: of '{demand.Key}', {demand.What} ({demand.Trusted} on branch '{trust.Branch}', {demand.Own} in the tree). "
            + "Whoever writes the policy that judges their change decides about it alone, so what the branch says holds until this is merged. "
            + "Take it back, or let those accept it who may decide by the policy of the branch.",
        Subject = $"{demand.Own.Path}#{demand.Key}",
        Place = demand.Own,
        Evidence = $"{demand.Key}: {demand.TrustedValue} → {demand.OwnValue}",
    };
}
