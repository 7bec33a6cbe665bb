using Cake.Core;
using Cake.Core.Diagnostics;

namespace PoPipeline.Tool;

/// <summary>Keeps the banners and the table of durations of a build out of the report.</summary>
internal sealed class SilentReportPrinter : ICakeReportPrinter
{
    /// <inheritdoc/>
    public void Write(CakeReport report)
    {
    }

    /// <inheritdoc/>
    public void WriteLifeCycleStep(string name, Verbosity verbosity)
    {
    }

    /// <inheritdoc/>
    public void WriteStep(string name, Verbosity verbosity)
    {
    }

    /// <inheritdoc/>
    public void WriteSkippedStep(string name, Verbosity verbosity)
    {
    }
}
