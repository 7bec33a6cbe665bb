using System.Text.Json;

namespace PoPipeline.Outputs.Konflux;

/// <summary>
/// The result <c>TEST_OUTPUT</c> that Konflux reads from a task. What could not be evaluated is ERROR, which Konflux never takes for a pass.
/// </summary>
internal static class TestOutputReport
{
    /// <summary>The name under which Konflux groups results of one kind.</summary>
    public const string Namespace = "popipeline";

    // A Tekton task has 4096 bytes for all its results together.
    private const int NoteLength = 400;

    public static void Write(Assessment assessment, ReportOptions options, Stream stream)
    {
        var gate = BuildGate.Judge(assessment, options.FailOn);
        var open = assessment.Findings.Where(finding => finding.IsOpen).ToList();
        var failures = options.FailOn is { } least ? open.Count(finding => finding.Severity >= least) : 0;
        using var json = new Utf8JsonWriter(stream, JsonText.Compact);
        json.WriteStartObject();
        json.WriteString("result", ResultOf(assessment, gate, open.Count));
        json.WriteString("timestamp", assessment.Snapshot.ObservedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'"));
        json.WriteString("note", Untrusted.Cut(gate.Reason, NoteLength));
        json.WriteString("namespace", Namespace);
        json.WriteNumber("successes", assessment.Judgements.Count(judgement => judgement.Passes));
        json.WriteNumber("failures", failures);
        json.WriteNumber("warnings", open.Count - failures);
        json.WriteEndObject();
    }

    private static string ResultOf(Assessment assessment, GateResult gate, int open) => gate.Code switch
    {
        ExitCode.Failed => "FAILURE",
        ExitCode.Incomplete => "ERROR",
        _ when open > 0 => "WARNING",
        _ when assessment.Judgements.Any(judgement => judgement.Passes) => "SUCCESS",
        _ => "SKIPPED",
    };
}
