namespace PoPipeline.Rules.Model;

/// <summary>How long an exception may run, and how many people must approve it.</summary>
/// <param name="Days">The most days from the decision to its last day.</param>
/// <param name="Approvals">How many different approvers.</param>
public sealed record LimitsPolicy(int Days, int Approvals);
