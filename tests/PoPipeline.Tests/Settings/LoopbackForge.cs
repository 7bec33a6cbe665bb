using System.Net;

namespace PoPipeline.Tests.Settings;

/// <summary>A forge on loopback that gives the answers of a canned one, for clients that others wrote; what nobody foresaw is 404.</summary>
internal sealed class LoopbackForge : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly HttpMessageInvoker forge;
    private readonly Task serving;

    /// <summary>Makes one.</summary>
    /// <param name="forge">What answers; it stays the caller's.</param>
    public LoopbackForge(CannedForge forge)
    {
        this.forge = new HttpMessageInvoker(forge, disposeHandler: false);
        Address = Listen();
        serving = Task.Run(ServeAsync);
    }

    /// <summary>Where it is: <c>http://127.0.0.1:40123</c>.</summary>
    public string Address { get; }

    public void Dispose()
    {
        listener.Stop();
        listener.Close();
        serving.Wait();
        forge.Dispose();
    }

    // Whoever asks for a free port may lose it before it is listened to.
    private string Listen()
    {
        for (var attempt = 0; ; attempt++)
        {
            var address = $"http://127.0.0.1:{Random.Shared.Next(20000, 60000)}";
            try
            {
                listener.Prefixes.Clear();
                listener.Prefixes.Add($"{address}/");
                listener.Start();
                return address;
            }
            catch (HttpListenerException) when (attempt < 20)
            {
                // The next one is tried.
            }
        }
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                await AnswerAsync(await listener.GetContextAsync());
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    // An address as it was sent tells a slash from an escaped one.
    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.HttpMethod), $"{Address}{context.Request.RawUrl}");
        byte[] body;
        try
        {
            using var answer = await forge.SendAsync(request, CancellationToken.None);
            context.Response.StatusCode = (int)answer.StatusCode;
            body = await answer.Content.ReadAsByteArrayAsync();
        }
        catch (InvalidOperationException)
        {
            context.Response.StatusCode = 404;
            body = """{"message":"404 Not Found"}"""u8.ToArray();
        }

        context.Response.ContentType = "application/json";
        await context.Response.OutputStream.WriteAsync(body);
        context.Response.Close();
    }
}
