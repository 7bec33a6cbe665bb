using System.Net;

namespace PoPipeline.Tests;

/// <summary>A server on a free port of loopback.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Func<HttpListenerContext, Task> answer;
    private readonly HttpListener listener;
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task serving;

    /// <summary>Starts one.</summary>
    /// <param name="answer">Answers a request, one after the other.</param>
    public LoopbackServer(Func<HttpListenerContext, Task> answer)
    {
        this.answer = answer;
        (listener, Address) = Listen();
        serving = Task.Run(ServeAsync);
    }

    /// <summary>Where it is: <c>http://127.0.0.1:40123</c>.</summary>
    public string Address { get; }

    public void Dispose()
    {
        // It stops as well; closing what has stopped asks for the port once more, which somebody else may have by then.
        closed.TrySetResult();
        listener.Close();
        Assert.True(serving.Wait(Patience), "The server still answers.");
    }

    // Whoever asks for a free port may lose it before it is listened to. A listener that could not begin is closed, so that each attempt has one of its own.
    private static (HttpListener Listener, string Address) Listen()
    {
        for (var attempt = 0; ; attempt++)
        {
            var candidate = new HttpListener();
            var address = $"http://127.0.0.1:{Random.Shared.Next(20000, 60000)}";
            try
            {
                candidate.Prefixes.Add($"{address}/");
                candidate.Start();
                return (candidate, address);
            }
            catch (HttpListenerException) when (attempt < 20)
            {
                candidate.Close();
            }
        }
    }

    private async Task ServeAsync()
    {
        while (await NextAsync() is { } context)
        {
            try
            {
                await answer(context);
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                // Whoever asked is gone.
            }
            catch
            {
                // Who asks is told at once, and does not wait for what nobody serves any more.
                listener.Abort();
                throw;
            }
        }
    }

    // A listener that is closed while somebody begins to wait for the next request may leave him waiting for good.
    private async Task<HttpListenerContext?> NextAsync()
    {
        while (!closed.Task.IsCompleted)
        {
            try
            {
                var next = listener.GetContextAsync();
                if (await Task.WhenAny(next, closed.Task) == next)
                {
                    return await next;
                }
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // Whoever asked is gone, or the server is.
            }
        }

        return null;
    }
}
