using PoPipeline.Snapshots;

namespace PoPipeline.Outputs;

/// <summary>The snapshot that was judged: the evidence, which a later run can judge again.</summary>
internal sealed class SnapshotReport : IReport
{
    /// <inheritdoc/>
    public string Name => "snapshot";

    /// <inheritdoc/>
    public string FileName => SnapshotFiles.Name;

    /// <inheritdoc/>
    public string Readers => "judging the same evidence again";

    /// <inheritdoc/>
    public bool IsDefault => true;

    /// <inheritdoc/>
    public ReportStep Step => ReportStep.Snapshot;

    /// <inheritdoc/>
    public void Write(Assessment assessment, ReportOptions options, Stream stream) => SnapshotJson.Write(options.Collected ?? assessment.Snapshot, stream);
}
