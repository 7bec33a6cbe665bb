using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using System.Text;
using PoPipeline.Outputs.GitLab;
using PoPipeline.Outputs.Konflux;
using PoPipeline.Outputs.Sarif;
using PoPipeline.Outputs.Summary;
using PoPipeline.Rules.Model;
using PoPipeline.Snapshots;

namespace PoPipeline.Outputs;

/// <summary>Writes an assessment as reports. The same assessment is the same bytes, wherever and whenever it is written.</summary>
public static class Reports
{
    private const string SnapshotName = "snapshot.json";

    /// <summary>The names of all files that reports are written to.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Enum.GetValues<ReportKind>().Select(NameOf), SnapshotName];

    // Some readers refuse a byte order mark, GitLab's among them.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes the reports. A file is there in full or not at all; one of an earlier run is replaced.</summary>
    /// <param name="assessment">What was found.</param>
    /// <param name="options">What to write, and where.</param>
    /// <returns>What was written, in the order asked for.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static ImmutableArray<WrittenReport> Write(Assessment assessment, ReportOptions options)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        ArgumentNullException.ThrowIfNull(options);
        var folder = Path.GetFullPath(options.Folder);
        _ = Directory.CreateDirectory(folder);
        ReportKind[] kinds = [.. options.Kinds.Distinct()];
        var written = new WrittenReport[kinds.Length];
        try
        {
            _ = Parallel.For(0, kinds.Length, index =>
            {
                var path = Path.Combine(folder, NameOf(kinds[index]));
                WriteAtomically(path, stream => Write(kinds[index], assessment, options, stream));
                written[index] = new WrittenReport(kinds[index], path);
            });
        }
        catch (AggregateException several)
        {
            // One reason is enough for whoever has to make room, and callers expect the kind that files throw.
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }

        return [.. written];
    }

    /// <summary>
    /// Loads what the first SARIF report needs, which takes longer than the report: call it on another thread while files are read.
    /// </summary>
    public static void WarmUp()
    {
        var place = new Place("a", Region.Start);
        var finding = new Finding { Message = "a", Subject = "a", Place = place, Related = [new RelatedPlace(place, "a")] };
        var judgements = RuleSet.All.Take(1).Select(rule => new Judgement
        {
            Rule = rule,
            Verdict = new Verdict { Reason = "a", Findings = [finding], Gaps = [new Gap("a", "a", Failed: true)] },
            Findings = [new AssessedFinding { Rule = rule, Finding = finding, Fingerprint = "a" }],
        });
        var nothing = new Assessment
        {
            Snapshot = new Snapshot { ObservedAt = DateTimeOffset.UnixEpoch, Repository = new Repository() },
            Judgements = [.. judgements],
        };
        Write(ReportKind.Sarif, nothing, new ReportOptions { Folder = "" }, Stream.Null);
    }

    /// <summary>Writes a snapshot, as the evidence that a later run can judge again. The file is there in full or not at all.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="folder">The folder to write into; it is made where it is missing.</param>
    /// <returns>The file, absolute.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static string WriteSnapshot(Snapshot snapshot, string folder)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var path = Path.Combine(Directory.CreateDirectory(Path.GetFullPath(folder)).FullName, SnapshotName);
        WriteAtomically(path, stream => SnapshotJson.Write(snapshot, stream));
        return path;
    }

    /// <summary>Writes one report to a stream.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="assessment">What was found.</param>
    /// <param name="options">What the report says of the run; the folder is not used.</param>
    /// <param name="stream">Where to; it stays open.</param>
    public static void Write(ReportKind kind, Assessment assessment, ReportOptions options, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        ArgumentNullException.ThrowIfNull(options);
        using var writer = new StreamWriter(stream, Utf8, bufferSize: 64 * 1024, leaveOpen: true) { NewLine = "\n" };
        switch (kind)
        {
            case ReportKind.Sarif:
                SarifReport.Write(assessment, options, SarifProfile.Full, writer);
                break;
            case ReportKind.GitHubSarif:
                SarifReport.Write(assessment, options, SarifProfile.GitHub, writer);
                break;
            case ReportKind.DefectDojo:
                SarifReport.Write(assessment, options, SarifProfile.DefectDojo, writer);
                break;
            case ReportKind.Summary:
                SummaryReport.Write(assessment, options, writer);
                break;
            case ReportKind.CodeQuality:
                CodeQualityReport.Write(assessment, stream);
                break;
            case ReportKind.Sast:
                SastReport.Write(assessment, options, stream);
                break;
            case ReportKind.TestOutput:
                TestOutputReport.Write(assessment, options, stream);
                break;
            case ReportKind.Outcome:
                OutcomeReport.Write(assessment, options.FailOn, writer);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such report.");
        }
    }

    /// <summary>The name of a report's file.</summary>
    /// <param name="kind">Which.</param>
    public static string NameOf(ReportKind kind) => kind switch
    {
        ReportKind.Sarif => "popipeline.sarif",
        ReportKind.GitHubSarif => "popipeline.github.sarif",
        ReportKind.DefectDojo => "popipeline.defectdojo.sarif",
        ReportKind.Summary => "summary.md",
        ReportKind.CodeQuality => "gl-code-quality-report.json",
        ReportKind.Sast => "gl-sast-report.json",
        ReportKind.TestOutput => "test-output.json",
        ReportKind.Outcome => "outcome.env",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such report."),
    };

    private static void WriteAtomically(string path, Action<Stream> write)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            // Nothing is there to delete once the file has been moved.
            File.Delete(temporary);
        }
    }
}
