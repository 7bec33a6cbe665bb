namespace PoPipeline.Tests.Decisions.GitLab;

/// <summary>A run that falls asleep before it sends a request of a kind.</summary>
internal sealed class Sleeper(string method, string pathEnd) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    private readonly TaskCompletionSource asleep = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource awake = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Asleep => asleep.Task;

    public void Wake() => awake.SetResult();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method.Method == method && request.RequestUri!.AbsolutePath.EndsWith(pathEnd, StringComparison.Ordinal))
        {
            asleep.TrySetResult();
            await awake.Task.WaitAsync(cancellationToken);
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
