
namespace PoPipeline.Decisions.Records;

/// <summary>One condition that a command must meet to count.</summary>
/// <param name="Name">What it is called in the ledger: <c>approver</c>.</param>
/// <param name="Outcome">Whether it is met.</param>
/// <param name="Reason">Why not, as a sentence that the author can act upon; empty where it is met.</param>
internal sealed record AcceptanceCheck(string Name, CheckOutcome Outcome, string Reason)
{
    public static AcceptanceCheck Of(string name, bool met, string reason) => met ? new(name, CheckOutcome.Met, "") : new(name, CheckOutcome.Failed, reason);

    public static AcceptanceCheck Pending(string name, string reason) => new(name, CheckOutcome.Unknown, reason);
}
