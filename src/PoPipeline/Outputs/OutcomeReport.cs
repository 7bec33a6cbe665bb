using PoPipeline.Rules.Model;

namespace PoPipeline.Outputs;

/// <summary>Writes what came of a run as lines that a shell script can read: <c>PO_RESULT=met</c>, <c>PO_FINDINGS=0</c>, <c>PO_TAMPERINGS=0</c>.</summary>
internal static class OutcomeReport
{
    /// <summary>Writes.</summary>
    /// <param name="assessment">What was found.</param>
    /// <param name="failOn">The least severity that fails the gate; null where no finding fails.</param>
    /// <param name="writer">Where to.</param>
    public static void Write(Assessment assessment, Severity? failOn, TextWriter writer)
    {
        var word = BuildGate.Judge(assessment, failOn).Code switch
        {
            ExitCode.Met => "met",
            ExitCode.Failed => "failed",
            ExitCode.Tampering => "tampering",
            _ => "incomplete",
        };
        writer.WriteLine($"PO_RESULT={word}");
        writer.WriteLine($"PO_FINDINGS={assessment.Findings.Count(finding => finding.IsOpen)}");
        writer.WriteLine($"PO_TAMPERINGS={assessment.Snapshot.Records.Tamperings.Length}");
    }
}
