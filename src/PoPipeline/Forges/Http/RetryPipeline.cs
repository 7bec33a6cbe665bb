using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;

namespace PoPipeline.Forges.Http;

/// <summary>
/// When a request is sent again: after a limit that says that it was not processed, whatever it was; after a connection that was never made; and
/// after anything else that passes only where sending it twice does no harm.
/// </summary>
internal static class RetryPipeline
{
    private const int MostAttempts = 5;

    // Milliseconds.
    private const int FirstBackOff = 1000;
    private const int LongestBackOff = 20_000;

    private static readonly ResiliencePropertyKey<TimeSpan?> Delay = new("popipeline-pause");

    public static DelegatingHandler Handler(ForgeHttpOptions options, HttpMessageHandler inner)
    {
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = options.Time }
            .AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = MostAttempts,
                ShouldHandle = arguments => ValueTask.FromResult(IsWorthIt(options, arguments)),
                DelayGenerator = arguments => ValueTask.FromResult(arguments.Context.Properties.GetValue(Delay, null)),
            })
            .Build();
        return new ResilienceHandler(pipeline) { InnerHandler = inner };
    }

    // Whether it is waited for is decided here, so that no wait is longer than what is left.
    private static bool IsWorthIt(ForgeHttpOptions options, RetryPredicateArguments<HttpResponseMessage> arguments)
    {
        arguments.Context.Properties.Set(Delay, null);
        if (arguments.Context.GetRequestMessage() is not { } request || PauseOf(options, request, arguments) is not { } pause)
        {
            return false;
        }

        // What is not waited for is not told of either.
        arguments.Context.Properties.Set(Delay, pause.Length);
        return arguments.AttemptNumber < MostAttempts && options.RetryBudget.Spend(pause, options.Time.GetUtcNow());
    }

    private static Pause? PauseOf(ForgeHttpOptions options, HttpRequestMessage request, RetryPredicateArguments<HttpResponseMessage> arguments)
    {
        if (arguments.Outcome.Exception is { } exception)
        {
            return exception is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError }
                || (exception is HttpRequestException or IOException or TimeoutException && options.IsRepeatable(request))
                ? BackOff(options, arguments.AttemptNumber, exception is TimeoutException ? "does not answer" : "cannot be reached")
                : null;
        }

        var response = arguments.Outcome.Result!;
        if (RateLimit.PauseOf(response, arguments.AttemptNumber, options) is { } limit)
        {
            return limit.Length <= options.LongestWait(request) ? limit : null;
        }

        return response.StatusCode is HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError and not HttpStatusCode.NotImplemented && options.IsRepeatable(request)
            ? BackOff(options, arguments.AttemptNumber, string.Create(CultureInfo.InvariantCulture, $"answers {(int)response.StatusCode}"))
            : null;
    }

    // Twice as long each time, and never for many at the same moment.
    private static Pause BackOff(ForgeHttpOptions options, int attempt, string why)
    {
        var length = TimeSpan.FromMilliseconds(Math.Min(LongestBackOff, RandomNumberGenerator.GetInt32(FirstBackOff / 2, FirstBackOff * 3 / 2) << Math.Min(attempt, MostAttempts)));
        return new Pause(options.Service, length, options.Time.GetUtcNow() + length, why);
    }
}
