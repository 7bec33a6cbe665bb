namespace PoPipeline.Decisions.Trackers.Http;

/// <summary>How long a run still waits for the limits of forges, all its waits together, and whom it tells of each.</summary>
/// <param name="total">How long in all.</param>
/// <param name="told">Told before each wait; null for nobody.</param>
public sealed class Patience(TimeSpan total, IProgress<Pause>? told = null)
{
    /// <summary>How long a run waits that is told nothing else.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(60);

    private readonly Lock gate = new();
    private TimeSpan spent;

    /// <summary>How long in all.</summary>
    public TimeSpan Total { get; } = total;

    /// <summary>Takes a wait from what is left, and tells of it; false, and nothing taken, where it is longer than that.</summary>
    /// <param name="pause">The wait.</param>
    internal bool Spend(Pause pause)
    {
        lock (gate)
        {
            if (pause.Length > Total - spent)
            {
                return false;
            }

            spent += pause.Length;
        }

        told?.Report(pause);
        return true;
    }
}
