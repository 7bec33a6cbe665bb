using System.Globalization;
using PoPipeline.Forges.Http;

namespace PoPipeline.Settings;

/// <summary>Says what it takes to ask about many repositories, before it is taken.</summary>
/// <param name="service">The forge: <c>GitHub</c>.</param>
/// <param name="unit">What its limit counts, as a noun for one: <c>point</c>.</param>
/// <param name="told">Is told; null where nobody listens.</param>
internal sealed class ScanEstimate(string service, string unit, IProgress<string>? told)
{
    /// <summary>Says how many there are, and how many requests they take.</summary>
    /// <param name="target">The organisation or group.</param>
    /// <param name="listed">How many repositories the forge lists.</param>
    /// <param name="own">How many of them this run asks about.</param>
    /// <param name="requests">How many requests that takes, at most.</param>
    /// <param name="budget">What is left; null where the forge does not say.</param>
    /// <param name="resumed">When the run began that this one goes on with; null where it goes on with none.</param>
    public void Begin(SettingsTarget target, int listed, int own, int requests, ForgeBudget? budget, DateTimeOffset? resumed)
    {
        if (listed == 0)
        {
            return;
        }

        told?.Report($"{target} lists {Number(listed, "repository", "repositories")}. Asking about {(own == listed ? listed == 1 ? "it" : "them" : $"{Number(own)} of them")} takes {Number(requests, "more request", "more requests")}{Left(budget)}.");
        if (resumed is { } began)
        {
            told?.Report(string.Create(CultureInfo.InvariantCulture, $"This goes on with a run that began at {began.UtcDateTime:HH:mm} UTC and was stopped: what that was told is not asked again. Another --cache asks for everything."));
        }
    }

    /// <summary>Says what the rest takes, once the price of one request is known, and what to do where too little is left.</summary>
    /// <param name="price">What one took; 0 where the forge does not say.</param>
    /// <param name="requests">How many are still to come.</param>
    /// <param name="budget">What is left; null where the forge does not say.</param>
    /// <param name="wait">How long the run still waits.</param>
    /// <param name="now">The time by the clock of the forge.</param>
    public void Price(long price, int requests, ForgeBudget? budget, TimeSpan wait, DateTimeOffset now)
    {
        if (price <= 0 || requests <= 0)
        {
            return;
        }

        var rest = price * requests;
        told?.Report($"The first of them took {Number(price, unit)}; the other {(requests == 1 ? "one takes" : $"{Number(requests)} take")} about {Number(rest)}{Left(budget)}.");
        if (budget is not { } left || left.Left >= rest)
        {
            return;
        }

        var isWaitedFor = left.Until is { } until && until - now <= wait;
        told?.Report(
            $"That is more than is left: about {Number(Math.Max(0, left.Left / price))} of them can be sent now. "
            + (isWaitedFor
                ? "The run waits for the rest."
                : $"The run waits {Number((long)Math.Max(0, wait.TotalSeconds))} s at most (--wait), and what it cannot ask is missing at its end (exit code 3). "
                    + $"Run again{(left.Until is null ? " later" : $" after {left.Until.Value.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC")}: with --cache it goes on where it stopped. Or share the repositories among tokens with --shard."));
    }

    /// <summary>Says what was taken in the end.</summary>
    /// <param name="cost">What was taken.</param>
    /// <param name="budget">What is left; null where the forge does not say.</param>
    public void End(ForgeCost cost, ForgeBudget? budget)
    {
        var unchanged = cost.Unchanged > 0 ? $", {Number(cost.Unchanged)} of them for nothing, since nothing has changed" : "";
        var points = cost.Points > 0 ? $", and {Number(cost.Points, unit)}" : "";
        var kept = cost.Kept > 0 ? $"; {Number(cost.Kept, "more answer was one", "more answers were those")} of the run that was stopped" : "";
        told?.Report($"{service} was asked {Number(cost.Requests, "time")}{unchanged}{points}{kept}{Left(budget)}.");
    }

    private string Left(ForgeBudget? budget) => budget is { } left ? $"; {service} has {Number(left.Left, unit)} left{left.End}" : "";

    private static string Number(long number, string one, string? several = null) => $"{Number(number)} {(number == 1 ? one : several ?? $"{one}s")}";

    private static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
