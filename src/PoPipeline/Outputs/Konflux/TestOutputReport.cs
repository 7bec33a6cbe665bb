using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Outputs.Konflux;

/// <summary>
/// The result <c>TEST_OUTPUT</c> that Konflux reads from a task. It agrees with the exit code: a run that failed to look at something, or whose
/// records were tampered with, is ERROR, which Konflux never takes for a pass.
/// </summary>
internal sealed class TestOutputReport : IReport
{
    /// <summary>The name under which Konflux groups results of one kind.</summary>
    public const string Namespace = "popipeline";

    // A Tekton task has 4096 bytes for all its results together.
    private const int NoteLength = 400;
    private const int Named = 10;

    /// <inheritdoc/>
    public string Name => "test-output";

    /// <inheritdoc/>
    public string FileName => "test-output.json";

    /// <inheritdoc/>
    public string Readers => "the result `TEST_OUTPUT` of a Konflux task";

    /// <inheritdoc/>
    public ImmutableArray<string> Aliases => ["konflux"];

    /// <inheritdoc/>
    public void Write(Assessment assessment, ReportOptions options, Stream stream)
    {
        var gate = BuildGate.Judge(assessment, options.FailOn);
        var open = assessment.Findings.Where(finding => finding.IsOpen).ToList();
        var excused = assessment.Findings.Where(finding => !finding.IsOpen).ToList();
        var failures = options.FailOn is { } least ? open.Count(finding => finding.Severity >= least) : 0;
        using var json = new Utf8JsonWriter(stream, JsonText.Compact);
        json.WriteStartObject();
        json.WriteString("result", ResultOf(assessment, gate, open.Count + excused.Count));
        json.WriteString("timestamp", assessment.Snapshot.ObservedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'"));
        json.WriteString("note", Untrusted.Plain(Untrusted.Cut(gate.Reason + (PartWords.Of(assessment.Snapshot) is { } part ? $" {part}" : "") + (HasNothing(assessment) ? " No rule had anything to judge." : "") + UnseenOf(assessment, gate) + NoteOf(excused), NoteLength)));
        json.WriteString("namespace", Namespace);
        json.WriteNumber("successes", assessment.Judgements.Count(judgement => judgement.Passes));
        json.WriteNumber("failures", failures);
        json.WriteNumber("warnings", open.Count - failures + excused.Count);
        json.WriteEndObject();
    }

    // The reason of the gate may say it already.
    private static string UnseenOf(Assessment assessment, GateResult gate)
    {
        var gaps = TaskOutcome.CountOf(assessment.Judgements);
        var unseen = $"{Counting.Of(gaps, "thing")} could not be looked at.";
        return gaps > 0 && !gate.Reason.EndsWith(unseen, StringComparison.Ordinal) ? $" {unseen}" : "";
    }

    // What is excused passes, but not in silence: it counts as a warning, and is named with its end.
    private static string NoteOf(List<AssessedFinding> excused) => excused.Count == 0
        ? ""
        : $" {Counting.Of(excused.Count, "exception")} in force: {string.Join(", ", excused
            .OrderBy(finding => finding.Suppression?.Until)
            .Take(Named)
            .Select(finding => $"{finding.Rule.Id} until {finding.Suppression?.Until:yyyy-MM-dd}{(finding.Record is { Issue.Length: > 0 } record ? $" ({record.Issue})" : "")}"))}{(excused.Count > Named ? ", …" : "")}.";

    private static string ResultOf(Assessment assessment, GateResult gate, int warnings) => gate.Code switch
    {
        ExitCode.Failed => "FAILURE",
        ExitCode.Incomplete or ExitCode.Tampering => "ERROR",

        // What would need something that this run was not given is no failure of the run, and no success either. Neither is a run without anything to judge,
        // and that is not SKIPPED: policies of Conforma deny it, as a test that should have run, while Konflux itself takes it for a pass.
        _ when warnings > 0 || assessment.Judgements.Any(judgement => judgement.Verdict.Gaps.Length > 0) || HasNothing(assessment) => "WARNING",
        _ => "SUCCESS",
    };

    private static bool HasNothing(Assessment assessment) => assessment.Judgements.All(judgement => judgement.Verdict.Kind is VerdictKind.NotApplicable);
}
