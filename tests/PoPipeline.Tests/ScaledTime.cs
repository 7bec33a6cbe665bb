namespace PoPipeline.Tests;

/// <summary>A clock that runs faster than the machine's, for what several do at once: all waits keep their proportions.</summary>
internal sealed class ScaledTime(DateTimeOffset start, int factor) : TimeProvider
{
    private readonly long begun = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => (System.GetTimestamp() - begun) * factor;

    public override DateTimeOffset GetUtcNow() => start + GetElapsedTime(0);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Scale(dueTime), Scale(period));

    private TimeSpan Scale(TimeSpan span) => span == Timeout.InfiniteTimeSpan ? span : span / factor;
}
