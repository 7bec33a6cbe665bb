using System.Net;

namespace PoPipeline.Tests.Settings;

/// <summary>A forge on loopback that gives the answers of a canned one, for clients that others wrote; what nobody foresaw is 404.</summary>
internal sealed class LoopbackForge : IDisposable
{
    private readonly HttpMessageInvoker forge;
    private readonly LoopbackServer server;

    /// <summary>Makes one.</summary>
    /// <param name="forge">What answers; it stays the caller's.</param>
    public LoopbackForge(CannedForge forge)
    {
        this.forge = new HttpMessageInvoker(forge, disposeHandler: false);
        server = new LoopbackServer(AnswerAsync);
    }

    /// <summary>Where it is: <c>http://127.0.0.1:40123</c>.</summary>
    public string Address => server.Address;

    public void Dispose()
    {
        server.Dispose();
        forge.Dispose();
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
