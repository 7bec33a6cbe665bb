using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>A program that a script downloads and runs.</summary>
/// <param name="Download">The command that downloads.</param>
/// <param name="Run">The command that runs it.</param>
/// <param name="Address">Where it comes from; null where that is expanded.</param>
/// <param name="IsPiped">Whether it is run without ever being a file.</param>
internal sealed record DownloadedProgram(Command Download, Command Run, WebAddress? Address, bool IsPiped)
{
    /// <summary>Whether it comes out of an archive that is downloaded.</summary>
    public bool IsUnpacked { get; init; }
}
