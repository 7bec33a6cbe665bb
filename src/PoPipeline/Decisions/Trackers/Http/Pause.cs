using System.Globalization;

namespace PoPipeline.Decisions.Trackers.Http;

/// <summary>A wait that a forge asks for before it takes another request.</summary>
/// <param name="Service">The forge: <c>GitHub</c>.</param>
/// <param name="Length">How long.</param>
/// <param name="Until">Until when, by the forge's clock.</param>
public sealed record Pause(string Service, TimeSpan Length, DateTimeOffset Until)
{
    /// <summary>The end, for people: <c>2026-06-01 10:00:00 UTC</c>.</summary>
    public string End => string.Create(CultureInfo.InvariantCulture, $"{Until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
}
