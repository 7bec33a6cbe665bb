using System.Net;

namespace PoPipeline.Tests;

/// <summary>A server on a free port of loopback.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly Func<HttpListenerContext, Task> answer;
    private readonly HttpListener listener;
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
        listener.Close();
        serving.Wait();
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
        while (listener.IsListening)
        {
            try
            {
                await answer(await listener.GetContextAsync());
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                // Whoever asked is gone, or the server is.
            }
        }
    }
}
