namespace PoPipeline.Decisions.Trackers.Http;

/// <summary>How long a run still waits for limits, all its waits together.</summary>
internal sealed class Patience(TimeSpan total)
{
    private readonly Lock gate = new();
    private TimeSpan left = total;

    /// <summary>Takes a wait from what is left; false, and nothing taken, where it is longer than that.</summary>
    public bool Spend(TimeSpan wait)
    {
        lock (gate)
        {
            if (wait > left)
            {
                return false;
            }

            left -= wait;
            return true;
        }
    }
}
