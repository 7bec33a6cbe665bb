using System.Globalization;
using System.Net;

namespace PoPipeline.Forges.Http;

/// <summary>
/// The outermost handler: nothing leaves to another scheme, host or port, whatever a link or a redirect says; the token is put on here, so that
/// no client holds it; and whatever means that the service cannot be reached becomes a <see cref="ForgeException"/>.
/// </summary>
internal sealed class BoundaryHandler(ForgeHttpOptions options) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        RequireOurs(request.RequestUri);
        foreach (var (name, value) in options.Headers)
        {
            _ = request.Headers.Remove(name);
            _ = request.Headers.TryAddWithoutValidation(name, value);
        }

        _ = request.Headers.Remove(options.TokenHeader.Name);
        if (options.Token is { } token)
        {
            _ = request.Headers.TryAddWithoutValidation(options.TokenHeader.Name, options.TokenHeader.Prefix + token.Reveal());
        }

        // GitHub refuses whoever does not say who asks.
        if (request.Headers.UserAgent.Count == 0)
        {
            _ = request.Headers.TryAddWithoutValidation("User-Agent", $"{Product.Name}/{Product.Version}");
        }

        var response = await ReachAsync(request, cancellationToken);
        try
        {
            RequireAnswer(request, response);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<HttpResponseMessage> ReachAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TimeoutException)
        {
            throw new ForgeException($"{options.Service} cannot be reached{options.RetryBudget.Bound}: {Cause(exception)}.", exception) { IsOutage = true };
        }
    }

    private void RequireAnswer(HttpRequestMessage request, HttpResponseMessage response)
    {
        // A client that follows a redirect comes back here; one that does not would take the redirect for an answer.
        if ((int)response.StatusCode is >= 300 and < 400 and not (int)HttpStatusCode.NotModified)
        {
            RequirePlace(request, response);
        }

        if (RateLimit.PauseOf(response, attempt: 0, options) is { } pause)
        {
            throw Limited(response, pause);
        }

        if (response.StatusCode >= HttpStatusCode.InternalServerError || response.StatusCode is HttpStatusCode.RequestTimeout)
        {
            throw new ForgeException($"{options.Service} answers {(int)response.StatusCode} and does not recover{options.RetryBudget.Bound}.") { IsOutage = true };
        }
    }

    // Clients take for granted that a redirect says where to.
    private void RequirePlace(HttpRequestMessage request, HttpResponseMessage response)
    {
        var said = Exchange.Raw(response.Headers.NonValidated, "Location");
        if (string.IsNullOrEmpty(said) || !Uri.TryCreate(request.RequestUri ?? options.BaseAddress, said, out var place))
        {
            throw new ForgeException(
                $"{options.Service} answers {Exchange.Of(request, response)} with a redirect that {(said is { Length: > 0 } ? $"leads to '{Exchange.Shown(said)}', which is no address" : "says no place")}.");
        }

        RequireOurs(place);
        _ = response.Headers.Remove("Location");
        response.Headers.Location = place;
    }

    private ForgeException Limited(HttpResponseMessage response, Pause pause)
    {
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Service} takes no more requests of this token until {pause.End} ({(int)response.StatusCode}), which is longer than this run waits: {options.RetryBudget.Total.TotalSeconds} s in all (--wait). Run again then.");
        return new ForgeException(message, new RateLimitException(pause)) { IsOutage = true };
    }

    private void RequireOurs(Uri? address)
    {
        var ours = options.BaseAddress;
        if (address is not { IsAbsoluteUri: true, UserInfo: "" }
            || address.Scheme != ours.Scheme
            || address.Port != ours.Port
            || !string.Equals(address.IdnHost, ours.IdnHost, StringComparison.OrdinalIgnoreCase))
        {
            throw new ForgeException($"{options.Service} at '{ours.Host}' leads to '{Exchange.Shown(address is { IsAbsoluteUri: true } ? address.GetLeftPart(UriPartial.Authority) : "")}', and nothing is sent there.");
        }
    }

    private static string Cause(Exception exception) => exception switch
    {
        TimeoutException => "it did not answer in time",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "the name of its host is not known",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "it does not take connections",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "its certificate is not trusted, or it speaks no TLS",
        _ => "the connection broke",
    };
}
