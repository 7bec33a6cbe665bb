using System.Globalization;

namespace PoPipeline.Forges.Http;

/// <summary>A wait for a forge.</summary>
/// <param name="Service">The forge: <c>GitHub</c>.</param>
/// <param name="Length">How long, at most.</param>
/// <param name="Until">Until when, by the forge's clock.</param>
/// <param name="Why">What is waited for, as what the forge does: <c>answers 503</c>.</param>
public sealed record Pause(string Service, TimeSpan Length, DateTimeOffset Until, string Why = Pause.Limit)
{
    /// <summary>That the forge asks for it.</summary>
    public const string Limit = "takes no more requests for now";

    /// <summary>The end, for people: <c>2026-06-01 10:00:00 UTC</c>.</summary>
    public string End => string.Create(CultureInfo.InvariantCulture, $"{Until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
}
