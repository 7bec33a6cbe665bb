using System.Collections.Immutable;
using PoPipeline.Outputs.Sarif;

namespace PoPipeline.Outputs;

/// <summary>A report that can be written into a folder. A new one is a class, and a row in <see cref="Reports.All"/>.</summary>
public interface IReport
{
    /// <summary>How arguments name it: <c>gitlab-sast</c>.</summary>
    string Name { get; }

    /// <summary>What else arguments may call it.</summary>
    ImmutableArray<string> Aliases => [];

    /// <summary>The name of its file.</summary>
    string FileName { get; }

    /// <summary>Who reads it, or what it is for, as the documentation says it.</summary>
    string Readers { get; }

    /// <summary>Whether it is written where nobody says which ones are.</summary>
    bool IsDefault => false;

    /// <summary>Whom the log is for, where it is one in SARIF; null for any other report.</summary>
    SarifProfile? Profile => null;

    /// <summary>The step of a run that writes it.</summary>
    ReportStep Step => ReportStep.Others;

    /// <summary>Writes it.</summary>
    /// <param name="assessment">What was found.</param>
    /// <param name="options">What the report says of the run; the folder is not used.</param>
    /// <param name="stream">Where to; it stays open.</param>
    void Write(Assessment assessment, ReportOptions options, Stream stream);
}
