namespace PoPipeline.Forges.Http;

/// <summary>
/// Marks in the folder of answers that a run has begun, until it has ended: one that is stopped leaves its mark, and the next one takes what it was
/// answered as it is. A run that was not stopped leaves none, so that whoever runs again after a change sees the change.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="time">The clock.</param>
internal sealed class ScanMark(AnswerFolder folder, TimeProvider time)
{
    /// <summary>How long answers of a run that was stopped are taken as they are: longer than the forges' limits last, so that what they stopped can go on.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    private DateTimeOffset? began;

    /// <summary>Whether a scan has begun.</summary>
    public bool HasBegun => began is not null;

    /// <summary>Whether this run goes on with one that was stopped.</summary>
    public bool IsResumed { get; private set; }

    /// <summary>When the scan began, by the clock of the machine.</summary>
    public DateTimeOffset Began => began ?? time.GetUtcNow();

    /// <summary>Begins.</summary>
    /// <param name="name">What is scanned.</param>
    public void Begin(string name)
    {
        var now = time.GetUtcNow();
        if (folder.Find(NameOf(name)) is { Kept: var kept } && kept <= now && now - kept < Longest)
        {
            began = kept;
            IsResumed = true;
            return;
        }

        began = now;
        folder.Keep(NameOf(name), new KeptAnswer("", Type: null, Link: null, []) { At = now, Kept = now });
    }

    /// <summary>Ends.</summary>
    /// <param name="name">What was scanned.</param>
    public void End(string name) => folder.Forget(NameOf(name));

    /// <summary>Whether an answer is one of this scan.</summary>
    /// <param name="answer">The answer.</param>
    public bool Takes(KeptAnswer answer) => IsResumed && answer.Kept >= began && answer.Kept <= time.GetUtcNow();

    // No address begins like it.
    private static string NameOf(string name) => $"scan {name}";
}
