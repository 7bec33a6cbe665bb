namespace PoPipeline.Outputs;

/// <summary>Writes what came of a run as lines that a shell script can read: <c>PO_RESULT=met</c>, <c>PO_FINDINGS=0</c>, <c>PO_UNSEEN=0</c>, <c>PO_TAMPERINGS=0</c>.</summary>
internal sealed class OutcomeReport : IReport
{
    /// <inheritdoc/>
    public string Name => "outcome";

    /// <inheritdoc/>
    public string FileName => "outcome.env";

    /// <inheritdoc/>
    public string Readers => "shell scripts";

    /// <inheritdoc/>
    public void Write(Assessment assessment, ReportOptions options, Stream stream)
    {
        var word = BuildGate.Judge(assessment, options.FailOn).Code switch
        {
            ExitCode.Met => "met",
            ExitCode.Failed => "failed",
            ExitCode.Tampering => "tampering",
            _ => "incomplete",
        };
        ReportText.Write(stream, writer =>
        {
            writer.WriteLine($"PO_RESULT={word}");
            writer.WriteLine($"PO_FINDINGS={assessment.Findings.Count(finding => finding.IsOpen)}");
            writer.WriteLine($"PO_UNSEEN={TaskOutcome.CountOf(assessment.Judgements)}");
            writer.WriteLine($"PO_TAMPERINGS={assessment.Snapshot.Records.Tamperings.Length}");
        });
    }
}
