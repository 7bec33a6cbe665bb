using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace PoPipeline.Decisions.Trackers.Http;

/// <summary>Keeps the distance between writes that GitHub asks for, for all trackers of a process that write to one host.</summary>
internal sealed class PaceHandler(TrackerHttpOptions options) : DelegatingHandler
{
    // By clock, so that a clock of a test paces nobody else.
    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<string, Turnstile>> Turnstiles = [];

    private readonly Turnstile turnstile = Turnstiles.GetOrCreateValue(options.Time)
        .GetOrAdd(options.BaseAddress.GetLeftPart(UriPartial.Authority), _ => new Turnstile(options.Time));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (options.IsWrite(request))
        {
            await turnstile.PassAsync(options.WriteInterval, cancellationToken);
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
