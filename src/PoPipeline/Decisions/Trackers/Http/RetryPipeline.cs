using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;

namespace PoPipeline.Decisions.Trackers.Http;

/// <summary>
/// When a request is sent again: after a limit that says that it was not processed, whatever it was; after a connection that was never made; and
/// after anything else that passes only where sending it twice does no harm.
/// </summary>
internal static class RetryPipeline
{
    private const int MostAttempts = 5;
    private static readonly ResiliencePropertyKey<TimeSpan?> Delay = new("popipeline-pause");

    public static DelegatingHandler Handler(TrackerHttpOptions options, HttpMessageHandler inner)
    {
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = options.Time }
            .AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = MostAttempts,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromSeconds(1),
                MaxDelay = TimeSpan.FromSeconds(20),
                ShouldHandle = arguments => ValueTask.FromResult(IsWorthIt(options, arguments)),

                // Null leaves the pause to the jittered back-off.
                DelayGenerator = arguments => ValueTask.FromResult(arguments.Context.Properties.GetValue(Delay, null)),
            })
            .Build();
        return new ResilienceHandler(pipeline) { InnerHandler = inner };
    }

    private static bool IsWorthIt(TrackerHttpOptions options, RetryPredicateArguments<HttpResponseMessage> arguments)
    {
        arguments.Context.Properties.Set(Delay, null);
        if (arguments.Context.GetRequestMessage() is not { } request)
        {
            return false;
        }

        if (arguments.Outcome.Exception is { } exception)
        {
            return exception is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError }
                || (exception is HttpRequestException or IOException or TimeoutException && options.IsRepeatable(request));
        }

        var response = arguments.Outcome.Result!;
        if (RateLimit.PauseOf(response, arguments.AttemptNumber, options) is { } pause)
        {
            arguments.Context.Properties.Set(Delay, pause.Length);

            // What is not waited for is not told of either.
            return arguments.AttemptNumber < MostAttempts && pause.Length <= options.LongestWait(request) && options.Patience.Spend(pause);
        }

        return response.StatusCode is HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError and not HttpStatusCode.NotImplemented && options.IsRepeatable(request);
    }
}
