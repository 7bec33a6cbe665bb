using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>A program that a job downloads and runs.</summary>
/// <param name="Step">The step that downloads.</param>
/// <param name="Script">Its script.</param>
/// <param name="Download">The command that downloads.</param>
/// <param name="Run">The command that runs it.</param>
/// <param name="RunPlace">Where that stands.</param>
/// <param name="IsPiped">Whether it is run without ever being a file.</param>
internal sealed record DownloadedProgram(Step Step, Script Script, Command Download, Command Run, Place RunPlace, bool IsPiped)
{
    /// <summary>Where it comes from; null where that is expanded.</summary>
    public WebAddress? Address { get; } = Downloads.AddressOf(Download);

    /// <summary>Whether it comes out of an archive that is downloaded.</summary>
    public bool IsUnpacked { get; init; }

    /// <summary>Whether it becomes a part of the script that the shells of the steps behind read first.</summary>
    public bool IsSourced { get; init; }

    /// <summary>Whether another step runs it than the one that downloads it.</summary>
    public bool IsRunLater { get; init; }
}
