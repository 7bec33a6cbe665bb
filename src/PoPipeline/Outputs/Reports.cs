using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using PoPipeline.Outputs.Attesting;
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
    private static readonly SnapshotReport Snapshots = new();

    /// <summary>The one list of the reports: arguments, help, documentation, tasks and tests follow it.</summary>
    public static ImmutableArray<IReport> All { get; } =
    [
        new SarifLogReport(SarifProfile.Full, "sarif", "popipeline.sarif", "archives and evidence: every verdict, decision, taxonomy and gap"),
        new SarifLogReport(SarifProfile.GitHub, "github-sarif", "popipeline.github.sarif", "GitHub code scanning"),
        new SarifLogReport(SarifProfile.DefectDojo, "defectdojo", "popipeline.defectdojo.sarif", "DefectDojo, scan type SARIF"),
        new SummaryReport(),
        new CodeQualityReport(),
        new SastReport(),
        new TestOutputReport(),
        new OutcomeReport(),
        Snapshots,
    ];

    /// <summary>The names of all files that reports are written to.</summary>
    public static ImmutableArray<string> FileNames { get; } = [.. All.Select(report => report.FileName), .. TestResultStatement.FileNames];

    /// <summary>The report that arguments call so.</summary>
    /// <param name="name">One of its names.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IReport Named(string name) =>
        All.FirstOrDefault(report => report.Name == name || report.Aliases.Contains(name)) ?? throw new ArgumentException($"There is no report '{name}'.", nameof(name));

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
        IReport[] chosen = [.. options.Chosen.Distinct()];
        var written = new WrittenReport[chosen.Length];
        try
        {
            _ = Parallel.For(0, chosen.Length, index =>
            {
                var path = Path.Combine(folder, chosen[index].FileName);
                WriteAtomically(path, stream => chosen[index].Write(assessment, options, stream));
                written[index] = new WrittenReport(chosen[index], path);
            });
        }
        catch (AggregateException several)
        {
            // One reason is enough for whoever has to make room, and callers expect the kind that files throw.
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }

        return [.. written];
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
        var path = Path.Combine(Directory.CreateDirectory(Path.GetFullPath(folder)).FullName, Snapshots.FileName);
        WriteAtomically(path, stream => SnapshotJson.Write(snapshot, stream));
        return path;
    }

    /// <summary>Writes an attestation as one line. The file is there in full or not at all.</summary>
    /// <param name="attestation">The attestation, UTF-8, on one line.</param>
    /// <param name="form">As what it is written.</param>
    /// <param name="folder">The folder to write into; it is made where it is missing.</param>
    /// <returns>The file, absolute.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static string WriteAttestation(byte[] attestation, AttestationForm form, string folder)
    {
        ArgumentNullException.ThrowIfNull(attestation);
        var path = Path.Combine(Directory.CreateDirectory(Path.GetFullPath(folder)).FullName, TestResultStatement.FileNameOf(form));
        WriteAtomically(path, stream =>
        {
            stream.Write(attestation);
            stream.WriteByte((byte)'\n');
        });
        return path;
    }

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
