namespace PoPipeline.Frosting.Tests.Story;

/// <summary>A clock that the story sets. Waits pass a thousand times faster than on the wall, and keep their proportions.</summary>
internal sealed class StoryTime(DateTimeOffset start) : TimeProvider
{
    private const int Factor = 1000;

    private readonly long begun = System.GetTimestamp();

    public DateTimeOffset Now { get; set; } = start;

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => (System.GetTimestamp() - begun) * Factor;

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Scale(dueTime), Scale(period));

    private static TimeSpan Scale(TimeSpan span) => span == Timeout.InfiniteTimeSpan ? span : span / Factor;
}
