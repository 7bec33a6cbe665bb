using System.Globalization;

namespace PoPipeline.Forges.Http;

/// <summary>What a forge says is left of a limit.</summary>
/// <param name="Left">How many requests or points.</param>
/// <param name="Until">When it is as large as ever again; null where the forge does not say.</param>
internal sealed record ForgeBudget(long Left, DateTimeOffset? Until)
{
    /// <summary>What is left once another answer has told of it. Answers to requests that were sent together arrive in any order, and one that is behind brings nothing back.</summary>
    /// <param name="before">What was told before; null where nothing was.</param>
    /// <param name="now">What is told now; null where nothing is.</param>
    public static ForgeBudget? Join(ForgeBudget? before, ForgeBudget? now) =>
        before is null || now is null ? now ?? before
        : before.Until is { } one && now.Until is { } other && one != other ? (one < other ? now : before)
        : before.Until == now.Until && before.Left < now.Left ? before
        : now;

    /// <summary>The end, for people: <c>10:00 UTC</c>; empty where it is not known.</summary>
    public string End => Until is { } until ? string.Create(CultureInfo.InvariantCulture, $" until {until.UtcDateTime:HH:mm} UTC") : "";
}
