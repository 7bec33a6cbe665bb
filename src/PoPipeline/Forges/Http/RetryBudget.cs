using System.Globalization;

namespace PoPipeline.Forges.Http;

/// <summary>How long a run still waits for forges, all its waits together, and whom it tells of each.</summary>
/// <param name="total">How long in all.</param>
/// <param name="told">Told before each wait; null for nobody.</param>
public sealed class RetryBudget(TimeSpan total, IProgress<Pause>? told = null)
{
    /// <summary>How long a run waits that is told nothing else.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(60);

    private readonly Lock gate = new();
    private TimeSpan spent;
    private bool wasRefused;
    private DateTimeOffset waitedUntil = DateTimeOffset.MinValue;

    /// <summary>How long in all.</summary>
    public TimeSpan Total { get; } = total;

    /// <summary>How much is left.</summary>
    internal TimeSpan Left
    {
        get
        {
            lock (gate)
            {
                return Total - spent;
            }
        }
    }

    /// <summary>The bound, as a clause for a message about a wait that it ended; empty where no wait has come to it.</summary>
    internal string Bound
    {
        get
        {
            lock (gate)
            {
                return wasRefused || spent >= Total ? string.Create(CultureInfo.InvariantCulture, $" in the {Total.TotalSeconds} s that this run waits in all (--wait)") : "";
            }
        }
    }

    /// <summary>Takes a wait from what is left, and tells of it; false, and nothing taken, where it is longer than that.</summary>
    /// <param name="pause">The wait.</param>
    /// <param name="isTold">Whether anybody is told, which one of many waits for the same is enough for.</param>
    internal bool Spend(Pause pause, bool isTold = true)
    {
        lock (gate)
        {
            if (!Take(pause.Length))
            {
                return false;
            }
        }

        if (isTold)
        {
            Tell(pause);
        }

        return true;
    }

    /// <summary>Takes a wait from what is left, but for the part of it that another request waits for already: they wait at the same time.</summary>
    /// <param name="pause">The wait.</param>
    /// <param name="now">When it begins.</param>
    internal bool Spend(Pause pause, DateTimeOffset now)
    {
        lock (gate)
        {
            var end = now + pause.Length;
            var more = waitedUntil > now ? end - waitedUntil : pause.Length;
            if (more <= TimeSpan.Zero)
            {
                return true;
            }

            if (!Take(more))
            {
                return false;
            }

            waitedUntil = end;
        }

        Tell(pause);
        return true;
    }

    // With the gate held.
    private bool Take(TimeSpan wait)
    {
        if (wait > Total - spent)
        {
            wasRefused = true;
            return false;
        }

        spent += wait;
        return true;
    }

    /// <summary>Takes a wait that is over from what is left, as far as that goes.</summary>
    /// <param name="wait">How long it was.</param>
    internal void Lose(TimeSpan wait)
    {
        lock (gate)
        {
            spent = wait < Total - spent ? spent + wait : Total;
        }
    }

    /// <summary>Tells of a wait.</summary>
    /// <param name="pause">The wait.</param>
    internal void Tell(Pause pause)
    {
        // What is over at once is nothing to wait for.
        if (pause.Length > TimeSpan.Zero)
        {
            told?.Report(pause);
        }
    }
}
