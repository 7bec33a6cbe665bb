namespace PoPipeline.Doubles.GitLab.State;

/// <summary>The server's time: it stands still, and moves on by a second with every write, so that a test's dates are always the same.</summary>
internal sealed class Clock
{
    /// <summary>The time now.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Moves on by a second and returns the time.</summary>
    public DateTimeOffset Tick() => Now = Now.AddSeconds(1);
}
