using System.Globalization;

namespace PoPipeline.Forges.Http;

/// <summary>What a forge says is left of a limit.</summary>
/// <param name="Left">How many requests or points.</param>
/// <param name="Until">When it is as large as ever again; null where the forge does not say.</param>
internal sealed record ForgeBudget(long Left, DateTimeOffset? Until)
{
    /// <summary>The end, for people: <c>10:00 UTC</c>; empty where it is not known.</summary>
    public string End => Until is { } until ? string.Create(CultureInfo.InvariantCulture, $" until {until.UtcDateTime:HH:mm} UTC") : "";
}
