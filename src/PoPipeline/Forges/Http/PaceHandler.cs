using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace PoPipeline.Forges.Http;

/// <summary>Keeps the distance between writes that GitHub asks for, for all clients of a process that write to one host.</summary>
internal sealed class PaceHandler(ForgeHttpOptions options) : DelegatingHandler
{
    // By clock, so that a clock of a test paces nobody else.
    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<string, WriteThrottle>> Throttles = [];

    private readonly WriteThrottle throttle = Throttles.GetOrCreateValue(options.Time)
        .GetOrAdd(options.BaseAddress.GetLeftPart(UriPartial.Authority), _ => new WriteThrottle(options.Time));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (options.IsWrite(request))
        {
            await throttle.PassAsync(options.WriteInterval, cancellationToken);
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
