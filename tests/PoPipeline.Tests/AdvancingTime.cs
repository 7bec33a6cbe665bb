namespace PoPipeline.Tests;

/// <summary>A clock on which every wait is over at once, and moves it by as much. Safe for any number of threads.</summary>
internal sealed class AdvancingTime(DateTimeOffset start) : TimeProvider
{
    private long elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How long all waits were together.</summary>
    public TimeSpan Waited => TimeSpan.FromTicks(Interlocked.Read(ref elapsed));

    public override DateTimeOffset GetUtcNow() => start + Waited;

    public override long GetTimestamp() => Interlocked.Read(ref elapsed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            _ = Interlocked.Add(ref elapsed, dueTime.Ticks);
            _ = ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
