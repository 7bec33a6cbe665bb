using System.Collections.Immutable;
using PoPipeline.Decisions.Trackers;

namespace PoPipeline.Decisions.Records;

/// <summary>What would come of a decision that somebody is about to write.</summary>
/// <param name="Refused">Why no run would ever let it count, as sentences.</param>
/// <param name="Doubts">Why it does not count if the one who writes it commits it, or not yet, as sentences.</param>
/// <param name="LastDay">The last day that the policy allows; null where the decision has none.</param>
public sealed record Foresight(ImmutableArray<string> Refused, ImmutableArray<string> Doubts, DateOnly? LastDay)
{
    /// <summary>Nothing is known.</summary>
    public static Foresight None { get; } = new([], [], LastDay: null);

    /// <summary>What the conditions come to.</summary>
    /// <param name="self">Who is about to decide, as far as that is known: another may commit it.</param>
    /// <param name="checks">The conditions.</param>
    /// <param name="others">What else would be refused.</param>
    /// <param name="lastDay">The last day that the policy allows.</param>
    internal static Foresight Of(Account self, ImmutableArray<AcceptanceCheck> checks, ImmutableArray<string> others, DateOnly? lastDay)
    {
        var isKnown = self.Kind is AccountKind.Person;
        bool IsOwn(AcceptanceCheck check) => check.Name is Acceptance.Separate or Acceptance.Human;
        bool IsWho(AcceptanceCheck check) => check.Name is Acceptance.Authorised or Acceptance.Asked;
        string Told(AcceptanceCheck check) => IsWho(check) || IsOwn(check) ? $"{check.Reason} By the settings of git, you are '{self.Id}'." : check.Reason;
        var failed = checks.Where(check => check.Outcome is CheckOutcome.Failed && (isKnown || !IsWho(check))).ToList();
        return new Foresight(
            [.. failed.Where(check => !IsOwn(check)).Select(Told), .. others],
            [.. failed.Where(IsOwn).Where(check => isKnown || check.Name is Acceptance.Human).Select(Told), .. checks.Where(check => check.Outcome is CheckOutcome.Unknown).Select(check => check.Reason)],
            lastDay);
    }
}
