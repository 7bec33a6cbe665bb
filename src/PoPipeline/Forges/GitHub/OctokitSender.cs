using Octokit;
using Octokit.Internal;

namespace PoPipeline.Forges.GitHub;

/// <summary>
/// What Octokit sends through. Octokit ends every request after 100 seconds, waits for limits included, and its methods take no way to stop them;
/// both are put right here.
/// </summary>
/// <param name="handler">What sends.</param>
internal sealed class OctokitSender(HttpMessageHandler handler) : IHttpClient
{
    private readonly HttpClientAdapter adapter = Adapter(handler);
    private readonly AsyncLocal<CancellationToken> ambient = new();

    /// <summary>Lets what is called from here on be stopped.</summary>
    public void StopWith(CancellationToken cancellation) => ambient.Value = cancellation;

    public Task<IResponse> Send(IRequest request, CancellationToken cancellationToken, Func<object, object>? preprocessResponseBody = null)
    {
        if (request is Request own)
        {
            own.Timeout = TimeSpan.Zero;
            own.ContentType = "application/json";
        }

        return adapter.Send(request, cancellationToken.CanBeCanceled ? cancellationToken : ambient.Value, preprocessResponseBody);
    }

    public void SetRequestTimeout(TimeSpan timeout) => adapter.SetRequestTimeout(timeout);

    public void Dispose() => adapter.Dispose();

    private static HttpClientAdapter Adapter(HttpMessageHandler handler)
    {
        var patient = new HttpClientAdapter(() => handler);
        patient.SetRequestTimeout(Timeout.InfiniteTimeSpan);
        return patient;
    }
}
