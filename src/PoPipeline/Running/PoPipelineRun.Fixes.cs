using PoPipeline.Mending;

namespace PoPipeline.Running;

/// <content>What a run mends.</content>
public sealed partial class PoPipelineRun
{
    /// <summary>Shows the edits that mend findings, or writes them.</summary>
    public async Task FixAsync()
    {
        if (settings.Snapshot is not null)
        {
            throw PoPipelineSettings.Wrong("A snapshot holds no files that could be mended.");
        }

        Guarded(Judge);

        // A finding that somebody decided on, or is about to, is theirs.
        await KeepRecordsAsync().ConfigureAwait(false);
        Guarded(() => new FixRun(settings, terminal).Run(Plan()));
    }

    private MendingPlan Plan()
    {
        using var progress = new ProgressLine(terminal.ShowsProgress ? terminal.Error : null);
        var policy = inForce ?? throw new InvalidOperationException("No policy is in force yet.");
        var excused = Judged().Findings.Where(finding => finding.Suppression is not null).Select(finding => finding.Fingerprint);
        return Computed(() => new Mender(terminal.Time) { Applies = settings.Apply, Said = verdicts }.Plan(Request(policy), Collected(), excused, Selection, progress, terminal.Cancellation));
    }
}
