namespace PoPipeline.Forges.Http;

/// <summary>Lets one pass after the other, at a distance.</summary>
internal sealed class WriteThrottle(TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private long? last;

    public async Task PassAsync(TimeSpan interval, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            var wait = last is { } passed ? interval - time.GetElapsedTime(passed) : TimeSpan.Zero;
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellation);
            }

            last = time.GetTimestamp();
        }
        finally
        {
            _ = gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();
}
