namespace PoPipeline.Tests.Decisions.GitLab;

/// <summary>A clock on which every wait is over at once, and has taken its time all the same.</summary>
internal sealed class QuickTime(DateTimeOffset start, Action<TimeSpan> passed) : TimeProvider
{
    private long elapsed;

    /// <summary>How long was waited.</summary>
    public TimeSpan Waited => TimeSpan.FromTicks(Interlocked.Read(ref elapsed));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => start + Waited;

    public override long GetTimestamp() => Waited.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            _ = Interlocked.Add(ref elapsed, dueTime.Ticks);
            passed(dueTime);
            _ = ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new Spent();
    }

    private sealed class Spent : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
