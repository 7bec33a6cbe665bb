using System.Globalization;
using System.Text;
using PoPipeline.Audit.Collecting;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;

namespace PoPipeline.Audit.Tests;

/// <summary>A forge whose audit log is made of numbers: an event has a number, a time, and a time from which on it is shown.</summary>
internal sealed class ScriptedForge(SetTime time, int pageSize = 3, bool newestFirst = false) : IAuditPages
{
    private readonly List<(long Number, DateTimeOffset Occurred, DateTimeOffset Shown)> log = [];

    /// <summary>What is asked for.</summary>
    public List<AuditPageRequest> Requests { get; } = [];

    /// <summary>Answers instead of the log, where it is not null.</summary>
    public Func<int, AuditPageAnswer?> Instead { get; set; } = _ => null;

    /// <summary>How far the forge's clock is ahead of ours.</summary>
    public TimeSpan Ahead { get; set; }

    /// <summary>How long the forge keeps an event, by its clock; null for good.</summary>
    public TimeSpan? Retention { get; set; }

    /// <summary>Whether each event is answered twice.</summary>
    public bool Twice { get; set; }

    public void Happen(long number, DateTimeOffset occurred, TimeSpan lag = default) => log.Add((number, occurred, occurred + lag));

    public Task<AuditPageAnswer> FetchAsync(AuditPageRequest request, CancellationToken cancellation)
    {
        Requests.Add(request);
        if (Instead(Requests.Count) is { } answer)
        {
            return Task.FromResult(answer);
        }

        // In the bounds, and by the second, as the forges do.
        var shown = log.Where(found => found.Shown <= time.Now + Ahead && found.Occurred >= request.From && found.Occurred < request.To && !(found.Occurred < time.Now + Ahead - Retention));
        var ordered = (newestFirst ? shown.OrderByDescending(found => found.Occurred).ThenByDescending(found => found.Number) : shown.OrderBy(found => found.Occurred).ThenBy(found => found.Number)).ToList();
        var from = int.Parse(request.Cursor ?? "0", CultureInfo.InvariantCulture);
        var page = ordered.Skip(from).Take(pageSize).SelectMany(found => Enumerable.Repeat(Encoding.UTF8.GetString(Json(request.Feed, found.Number, found.Occurred)), Twice ? 2 : 1));
        return Task.FromResult<AuditPageAnswer>(new AuditPage(Encoding.UTF8.GetBytes($"[{string.Join(',', page)}]"), from + pageSize < ordered.Count ? (from + pageSize).ToString(CultureInfo.InvariantCulture) : null)
        {
            Date = time.Now + Ahead,
            ETag = "W/\"x\"",
            RequestId = $"F713:{Requests.Count}",
        });
    }

    private static byte[] Json(AuditFeed feed, long number, DateTimeOffset occurred) =>
        feed.Source.Forge is AuditForge.GitHub ? Sample.GitHubJson(number, occurred) : Sample.GitLabJson(number, occurred);
}
