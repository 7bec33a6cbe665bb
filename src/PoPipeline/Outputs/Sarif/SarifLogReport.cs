namespace PoPipeline.Outputs.Sarif;

/// <summary>The log in SARIF, as one of its readers needs it.</summary>
/// <param name="profile">Whom it is for.</param>
/// <param name="name">How arguments name it.</param>
/// <param name="fileName">The name of its file.</param>
/// <param name="readers">Who reads it.</param>
internal sealed class SarifLogReport(SarifProfile profile, string name, string fileName, string readers) : IReport
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string FileName => fileName;

    /// <inheritdoc/>
    public string Readers => readers;

    /// <inheritdoc/>
    public bool IsDefault => profile is SarifProfile.Full;

    /// <inheritdoc/>
    public SarifProfile? Profile => profile;

    /// <inheritdoc/>
    public ReportStep Step => ReportStep.Sarif;

    /// <inheritdoc/>
    public void Write(Assessment assessment, ReportOptions options, Stream stream) => SarifReport.Write(assessment, options, profile, stream);
}
