using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace PoPipeline.Forges.Http;

/// <summary>The innermost handler: reads an answer whole, within its bounds of time, size and depth, and keeps the server's clock.</summary>
internal sealed class AnswerHandler(ForgeHttpOptions options, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int MostDepth = 64;
    private long offset;
    private int sent;
    private volatile string last = "";

    /// <summary>The last request and what came of it, for messages; empty before the first one.</summary>
    public string Last => last;

    /// <summary>How many requests were sent.</summary>
    public int Sent => sent;

    public DateTimeOffset Now => options.Time.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref offset));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // By the machine's own clock: this is about a socket, not about the time of day.
        var began = TimeProvider.System.GetTimestamp();
        TimeSpan? spent = null;
        var most = Least(options.AttemptTimeout, Most(options.QuietTime, options.RetryBudget.Left));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(most);
        await using var notice = most <= options.QuietTime ? null : TimeProvider.System.CreateTimer(_ => Tell(most - options.QuietTime), state: null, options.QuietTime, Timeout.InfiniteTimeSpan);
        try
        {
            _ = Interlocked.Increment(ref sent);
            var response = await base.SendAsync(request, limit.Token);
            response.RequestMessage ??= request;
            try
            {
                last = Exchange.Of(request, response);
                await ReadAsync(request, response, limit.Token);
            }
            catch
            {
                response.Dispose();
                throw;
            }

            if (Exchange.Date(response) is { } date)
            {
                _ = Interlocked.Exchange(ref offset, (date - options.Time.GetUtcNow()).Ticks);
            }

            return response;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            spent = limit.IsCancellationRequested ? most : TimeProvider.System.GetElapsedTime(began);
            throw new TimeoutException("The answer took too long.", exception);
        }
        finally
        {
            options.RetryBudget.Lose(spent ?? Most(TimeProvider.System.GetElapsedTime(began) - options.QuietTime, TimeSpan.Zero));
        }
    }

    private void Tell(TimeSpan more) => options.RetryBudget.Tell(
        new Pause(options.Service, more, Now + more, string.Create(CultureInfo.InvariantCulture, $"has not answered for {options.QuietTime.TotalSeconds} s")));

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Most(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private async Task ReadAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellation)
    {
        var content = response.Content;
        var bytes = await ReadAsync(request, response, content, cancellation);
        if (!IsShallow(content.Headers.ContentType, bytes))
        {
            // An error says enough by its code; an answer that cannot be read is none.
            bytes = response.IsSuccessStatusCode ? throw new ForgeException($"{options.Service} answered {Exchange.Of(request, response)} with something that is no JSON, or is nested more than {MostDepth} deep.") : [];
        }

        var read = new ByteArrayContent(bytes);
        foreach (var (name, values) in content.Headers.NonValidated.Where(header => !string.Equals(header.Key, "Content-Length", StringComparison.OrdinalIgnoreCase)))
        {
            _ = read.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        response.Content = read;
        content.Dispose();
    }

    private async Task<byte[]> ReadAsync(HttpRequestMessage request, HttpResponseMessage response, HttpContent content, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > options.LargestAnswer)
        {
            throw TooLarge(request, response);
        }

        try
        {
            return await ReadAsync(content, cancellation) ?? throw TooLarge(request, response);
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException or NotSupportedException)
        {
            // What unpacks an answer has exceptions of its own.
            throw new ForgeException($"{options.Service} answered {Exchange.Of(request, response)} with something that cannot be unpacked.", exception);
        }
    }

    // Null where it is too large.
    private async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        using var buffer = new MemoryStream();
        var chunk = new byte[64 * 1024];
        while (await stream.ReadAsync(chunk, cancellation) is > 0 and var length)
        {
            if (buffer.Length + length > options.LargestAnswer)
            {
                return null;
            }

            buffer.Write(chunk, 0, length);
        }

        return buffer.ToArray();
    }

    // The parsers of clients descend without a limit of their own, and the end of the stack ends the process.
    private static bool IsShallow(MediaTypeHeaderValue? type, byte[] bytes)
    {
        if (bytes.Length == 0 || type?.MediaType?.Contains("json", StringComparison.OrdinalIgnoreCase) is not true)
        {
            return true;
        }

        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MostDepth });
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private ForgeException TooLarge(HttpRequestMessage request, HttpResponseMessage response) =>
        new($"{options.Service} answered {Exchange.Of(request, response)} with more than {options.LargestAnswer / (1024 * 1024)} MiB, which is not read.");
}
